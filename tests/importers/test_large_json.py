"""JSON of any size is read in pieces, and says what and where when it is broken."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers import json_stream
from plugins.importers.delivery import Meter, RefusedError
from plugins.importers.json_stream import LargeList, LargeObject, read_json
from plugins.importers.run import FileReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", 7)
    monkeypatch.setattr(json_stream, "LARGEST", 400)


def plain(value: Any) -> Any:
    """What was walked, as one value."""
    if isinstance(value, LargeObject):
        return {name: plain(member) for name, member in value.members()}
    return [plain(item) for item in value] if isinstance(value, LargeList) else value


def read(content: bytes) -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.json"
        path.write_bytes(content)
        (document,) = (plain(value) for value in read_json(path, Meter(0)))
        return document


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=6),
    max_leaves=40,
)


@settings(max_examples=200, deadline=None)
@given(VALUES, st.sampled_from([None, 1]), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_document_is_the_same_in_pieces(
    value: Any, indent: int | None, ascii_only: bool, encoding: str
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert read(text.encode(encoding, "surrogatepass")) == json.loads(text)


@settings(max_examples=200, deadline=None)
@given(VALUES, st.floats(0, 1), st.sampled_from(["", "]", "}", ",", '"', "x", "\\", "1"]))
def test_a_document_that_is_cut_or_marred_is_read_or_refused(value: Any, share: float, put: str) -> None:
    text = json.dumps(value, indent=1)
    place = int(len(text) * share)
    for broken in (text[:place], text[:place] + put + text[place:]):
        try:
            expected: Any = json.loads(broken)
        except ValueError:
            with pytest.raises(RefusedError) as caught:
                read(broken.encode("utf-8", "surrogatepass"))
            assert caught.value.line >= 1
        else:
            assert read(broken.encode("utf-8", "surrogatepass")) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"a": 1}\n\n  x', "linje 3, kolonne 3: filen er ikke gyldig JSON"),
        ('[1,\n2,\n"' + "a" * 300, "linje 3, kolonne 1: filen slutter midt i"),
        ('["' + "a" * 500 + '"]', "en enkelt tekst på over"),
        ("[1, 2,\n    ,3" + ", 4" * 50 + "]", "linje 2, kolonne 5: filen er ikke gyldig JSON"),
        ("[" + "1, " * 200, "filen slutter midt i"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read(content.encode())


CASE = {"@type": "Saksmappe", "saksaar": 2026, "offentligTittel": "Sak"}
ENTRY = {
    "@type": "Journalpost", "journalaar": 2026, "journalposttype": "I", "journalpostnummer": 1,
    "offentligTittel": "Brev", "parent": {"@id": "s"},
}  # fmt: skip
ENTRIES = [{**ENTRY, "@id": f"j{n}", "journalsekvensnummer": n} for n in range(30)]
NODES = [*ENTRIES, {**CASE, "@id": "s", "sakssekvensnummer": 1}]


def imported(document: Any, root: Path) -> tuple[FileReport, list[str]]:
    path = root / "x.jsonld"
    path.write_text(json.dumps(document), "utf-8")
    state = State(root / "var")
    (report,) = import_path(path, state, NOW).files
    with Store.open(state.store) as store:
        return report, [entry.system_id for entry in store.entries()]


@pytest.mark.parametrize(
    "document",
    [
        NODES,
        {"@graph": NODES},
        {"@context": {"@base": "http://x/"}, "@graph": NODES},
        {"@graph": NODES, "@context": {"@base": "http://x/"}},
        {"g": NODES, "@context": {"g": "@graph"}},
        {"@graph": [{"@id": "g1", "@graph": NODES}, {"@id": "meta", "@graph": []}]},
        {"@graph": [{"@graph": NODES[:20]}, {"@graph": NODES[20:]}]},
    ],
    ids=["list", "graph", "context", "context last", "other name", "graph in graph", "two graphs"],
)
def test_a_large_graph_is_read_however_it_is_enclosed(tmp_path: Path, document: Any) -> None:
    report, entries = imported(document, tmp_path)
    assert (report.refused, report.counts.quarantined) == ("", 0)
    assert sorted(entries) == sorted(entry["@id"] for entry in ENTRIES)


def test_a_large_graph_that_withdraws(tmp_path: Path) -> None:
    imported(NODES, tmp_path)
    named = [{"@id": f"j{n}", "@type": "Journalpost"} for n in range(20)]
    meta = {"@graph": [{"@id": "g", "@type": "TrekkeTilbakeGraf"}]}
    report, entries = imported({"@graph": [{"@graph": named, "@id": "g"}, meta]}, tmp_path)
    assert report.counts.withdrawn == 20
    assert sorted(entries) == sorted(f"j{n}" for n in range(20, 30))


def test_a_record_that_is_too_large_is_refused_and_nothing_of_the_file_is_kept(tmp_path: Path) -> None:
    report, entries = imported([*NODES, {**CASE, "x": ["a"] * 500}], tmp_path)
    assert "en enkelt post på over" in report.refused
    assert entries == []
