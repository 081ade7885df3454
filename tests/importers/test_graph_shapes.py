"""Nodes that are matched as a whole come out just as they do one by one, and so do all faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.deliveries import write_journal
from plugins.importers import graph_shapes, json_stream, jsonld
from plugins.importers.delivery import Meter, RefusedError
from plugins.importers.graph_shapes import Shapes
from plugins.importers.graph_staging import Staging
from plugins.importers.node import Node
from plugins.importers.unread import Unread
from tests.importers.planting import Json, expanded
from tests.importers.test_nothing_planted_comes_through import DELIVERIES, SECRETS, stored

Read = tuple[list[tuple[object, ...]] | str, int]


@contextmanager
def small_windows() -> Iterator[pytest.MonkeyPatch]:
    """Lists are walked, and a node is matched, in the smallest files too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_CHUNK", 1500)
        patch.setattr(json_stream, "LARGEST", 3000)
        yield patch


def journal(entries: int) -> str:
    with TemporaryDirectory() as folder:
        write_journal(Path(folder), entries, date(2026, 9, 1), date(2026, 9, 4), 5, form="jsonld")
        (file,) = Path(folder).iterdir()
        return file.read_text("utf-8")


JOURNAL = journal(60)
with TemporaryDirectory() as _folder:
    _path = Path(_folder, "x.jsonld")
    _path.write_text(JOURNAL, "utf-8")
    EXPANDED = json.dumps(json.loads(expanded(_path).form.with_values({})), ensure_ascii=False)


def read(text: str, *, matched: bool) -> Read:
    """What is in a file, or why it is refused, and how many of its entries were not put together at once."""
    with TemporaryDirectory() as folder, small_windows() as patch:
        if not matched:
            patch.setattr(Shapes, "match", lambda *_: None)
            patch.setattr(Shapes, "learn", lambda _self, _text, raw: raw)
        path = Path(folder) / "fil.jsonld"
        path.write_text(text, "utf-8", "surrogatepass")
        records, unread = list[tuple[object, ...]](), 0
        try:
            for found in jsonld.delivered(path, Meter(1)):
                unread += isinstance(found.node, Unread)
                node = found.node.node() if isinstance(found.node, Unread) else found.node
                records.append((found.role, content(node), found.arkiv, found.case_id))
        except RefusedError as error:
            return error.message, unread
        return records, unread


def content(node: Node) -> bytes:
    """All of a record that tells anybody anything, which the places of its parts and its parent's id do not."""
    for part in node.walk():
        part.parent_id, part.place = "", node.place
    return msgspec.json.encode(node)


def same(text: str) -> int:
    """Assert that matching changes nothing; how many entries came of nodes that were matched."""
    found, unread = read(text, matched=True)
    assert found == read(text, matched=False)[0]
    return unread


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        at = text.find(old, len(text) // 2)
        return text[:at] + new + text[at + len(old) :] if at >= 0 else text

    return change


# ruff: noqa: E501 - a list of changes
CHANGES: dict[str, Callable[[str], str]] = {
    "ingenting": lambda text: text,
    "en annen skrivemåte": lambda text: json.dumps(json.loads(text), indent=1),
    "uten mellomrom": lambda text: json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")),
    "uten base": lambda text: text.replace('"@base": "http://data.ski.example/", ', ""),
    "en base midt i et ord": lambda text: text.replace("http://data.ski.example/", "http://data.ski.example"),
    "hele adresser": lambda text: text.replace('"@id": "', '"@id": "http://data.ski.example/arkiv#'),
    "tomme id-er": replaced('"@id": "', '"@id": "", "x": "'),
    "noder uten navn": lambda text: text.replace('"@id": "', '"@id": "_:', 40),
    "en id som slutter med skråstrek": lambda text: text.replace('", "@type"', '/", "@type"'),
    "en tom systemID": lambda text: text.replace('systemID": "', 'systemID": "", "annet": "'),
    "en systemID lik null": replaced('systemID": "', 'systemID": null, "annet": "'),
    "skråstrek bakover": lambda text: text.replace(" – ", " \\u2013 ", 5).replace("ø", "\\u00f8", 9),
    "et navn med skråstrek bakover": lambda text: text.replace("@type", "@typ\\u0065"),
    "usynlige tegn": lambda text: text.replace("ø", "ø\u00ad", 5).replace("k", "k\u200b", 5),
    "ulovlige tegn": replaced(" – ", " \\u0000\\ud800 "),
    "linjeskift i en tekst": replaced(" – ", " \n "),
    "maskerte parter": lambda text: text.replace('Navn_SENSITIV": "', 'Navn_SENSITIV": "*****", "x": "', 3),
    "tall som tall": lambda text: text.replace('{"@type": "xsd:integer", "@value": "1"}', "1"),
    "to ganger samme navn": lambda text: text.replace('"arkiv:tittel":', '"arkiv:tittel": "x", "arkiv:tittel":'),
    "to stavemåter av ett navn": lambda text: text.replace('"arkiv:tittel":', '"tittel": "x", "arkiv:tittel":'),
    "lister av tekster": lambda text: text.replace('"@value": "2', '"@value": ["2", "3"], "x": "2'),
    "to typer": lambda text: text.replace('"arkiv:Journalpost"', '["arkiv:Registrering", "arkiv:Journalpost"]'),
    "ukjente slag": replaced('"arkiv:Journalpost"', '"arkiv:Slettemelding"'),
    "merkede navn": lambda text: text.replace('Navn": "', 'Navn": {"@type": "arkiv:personNavn", "@value": "x"}, "y": "'),
    "deler inne i poster": lambda text: text.replace(
        '"arkiv:parent"', '"arkiv:skjerming": {"arkiv:tilgangsrestriksjon": "U"}, "arkiv:parent"', 9
    ),
    "noder inne i noder": lambda text: text.replace(
        '"arkiv:parent"', '"arkiv:skjerming": {"@type": "arkiv:Skjerming", "tittel": "U"}, "arkiv:parent"', 9
    ),
    "poster i saker": lambda text: text.replace(
        '"arkiv:saksaar"', '"arkiv:journalpost": [{"@id": "a"}, {"@id": "b"}], "arkiv:saksaar"'
    ),
    "samme node igjen": lambda text: text.replace("\n]}", "," + "".join(text.splitlines(True)[2:])),
    "viser til seg selv": lambda text: text.replace('"arkiv:parent"', '"arkiv:klasse": {"@id": "k"}, "arkiv:parent"').replace(
        "\n]}", ',\n{"@id": "k", "@type": "arkiv:Klasse", "tittel": "x", "arkiv:klasse": {"@id": "k"}}\n]}'
    ),
    "konteksten til slutt": lambda text: text.replace('"@context"', '"x"').replace(
        "\n]}", '\n], "@context": {"@base": "http://b/", "arkiv": "http://a/"}}'
    ),
    "avkuttet": lambda text: text[: len(text) * 2 // 3],
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("text", [JOURNAL, EXPANDED], ids=["kompakt", "utvidet"])
def test_matching_changes_nothing(text: str, change: str) -> None:
    same(CHANGES[change](text))


@pytest.mark.parametrize("text", [JOURNAL, EXPANDED], ids=["kompakt", "utvidet"])
def test_most_entries_come_of_nodes_that_were_matched(text: str) -> None:
    assert same(text) > 40


@pytest.mark.parametrize("delivery", [d for d in DELIVERIES if isinstance(d.form, Json)], ids=str)
def test_nor_in_any_other_delivery(delivery: object) -> None:
    same(delivery.form.with_values({}).decode())  # type: ignore[attr-defined]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_nor_with_anything_anywhere(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([JOURNAL, EXPANDED]))
    at, gone = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
    wild = data.draw(st.one_of(st.text(max_size=12), st.text('{}[]":,@_ \\arkivdx1#/', max_size=12)))
    same(text[:at] + wild + text[at + gone :])


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_nor_with_anything_in_any_field(data: st.DataObject) -> None:
    form = Json(data.draw(st.sampled_from([JOURNAL, EXPANDED])).encode())
    places = st.integers(0, len(form.fields()) - 1)
    said = st.one_of(st.sampled_from(["", "a", "_:a", "*", "x:y", "arkiv:x", "/", "http://a/b/"]), st.text())
    same(form.with_values(data.draw(st.dictionaries(places, said, max_size=5))).decode("utf-8", "replace"))


@pytest.mark.parametrize("kind", SECRETS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_nothing_planted_in_what_is_matched_comes_through(kind: str, data: st.DataObject) -> None:
    form = Json(JOURNAL.encode())
    place = data.draw(st.integers(0, len(form.fields()) - 1), label="felt")
    needle, ways = SECRETS[kind]
    text = f"{form.fields()[place]}, {data.draw(st.sampled_from(ways))}"
    with small_windows():
        assert needle not in stored(form.with_values({place: text}), "levering.jsonld")


def test_no_text_of_a_twin_is_laid_in_the_staging(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list[object]()
    monkeypatch.setattr(Staging, "_flush", lambda self: rows.extend(self._nodes) or flush(self))
    assert "usladdet" in JOURNAL
    assert same(JOURNAL) > 40
    assert rows
    assert "usladdet" not in str(rows)


flush = Staging._flush


def test_shapes_without_end_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_shapes, "_MOST", 2)
    assert same(JOURNAL) < 60
