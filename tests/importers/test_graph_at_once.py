"""A graph that is read stretch by stretch, by two processes, gives the same store as one read as a whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.deliveries import write_journal
from plugins.importers import graph_at_once, json_stream, run, stretches
from plugins.importers.graph_proof import Proof
from plugins.importers.graph_stretches import Outcome
from plugins.importers.run import FileReport, import_path
from plugins.importers.stretches import ReadAsWholeError
from plugins.model.clock import OSLO
from plugins.model.state import State

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
SMALL = {
    (stretches, "LENGTH"): 40_000, (stretches, "MARGIN"): 9000, (stretches, "_LOOKED_AT"): 20_000,
    (stretches, "_ENOUGH"): 2500, (run, "_ENOUGH"): 0, (json_stream, "_CHUNK"): 900,
    (json_stream, "LARGEST"): 8000,
}  # fmt: skip
Node = dict[str, Any]
Nodes = list[Node]


def journal(entries: int = 120, *, case: int = 0) -> Node:
    with TemporaryDirectory() as folder:
        write_journal(
            Path(folder), entries, date(2026, 9, 1), date(2026, 9, 30), 5 + case, form="jsonld", whole=True
        )
        (file,) = Path(folder).iterdir()
        found: Node = json.loads(file.read_text("utf-8"))
        return found


JOURNAL = journal()
NODES: Nodes = JOURNAL["@graph"]
ENTRY = next(node for node in NODES if node["@type"] == "arkiv:Journalpost")
CASE = next(node for node in NODES if node["@type"] == "arkiv:Saksmappe")
PART = next(node for node in NODES if node["@type"] == "arkiv:Korrespondansepart")


def copy(document: Any) -> Any:
    return json.loads(json.dumps(document))


def of_nodes(nodes: Nodes) -> bytes:
    return written({"@context": JOURNAL["@context"], "@graph": nodes})


def written(document: Any, **how: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, **how).encode()


def imported(content: bytes, *, at_once: bool) -> tuple[FileReport, list[str], bool]:
    """The report, the store, and whether the graph was read at once."""
    done: list[bool] = []

    def told(*arguments: Any, **how: Any) -> Iterator[Any]:
        if not at_once:
            raise ReadAsWholeError
        yield from original(*arguments, **how)
        done.append(True)

    original = graph_at_once.told
    with TemporaryDirectory() as folder, ExitStack() as stack:
        for (module, name), value in SMALL.items():
            stack.enter_context(patch.object(module, name, value))
        stack.enter_context(patch.object(graph_at_once, "told", told))
        path, state = Path(folder, "x.jsonld"), State(Path(folder, "var"))
        path.write_bytes(content)
        (report,) = import_path(path, state, NOW).files
        with sqlite3.connect(state.store) as connection:
            return report, list(connection.iterdump()), bool(done)


def same(content: bytes) -> tuple[FileReport, bool]:
    """The report, and whether the graph was read at once; the store is the same both ways."""
    report, store, done = imported(content, at_once=True)
    expected, expected_store, _ = imported(content, at_once=False)
    assert report == expected
    assert store == expected_store
    return report, done


@pytest.mark.parametrize("indent", [None, 1])
def test_a_journal_is_read_at_once(indent: int | None) -> None:
    report, done = same(written(JOURNAL, indent=indent))
    assert done
    assert report.counts.new > 60


def expanded(node: Node) -> Node:
    """A node with whole names and every value in a list, as in an expanded document."""
    base, arkiv = JOURNAL["@context"]["@base"], JOURNAL["@context"]["arkiv"]

    def whole(text: str) -> str:
        return arkiv + text.removeprefix("arkiv:") if text.startswith("arkiv:") else text

    def value(one: Any) -> Any:
        if isinstance(one, dict) and "@id" in one:
            said = whole(one["@id"])
            return {"@id": said if "://" in said else base + said}
        return one if isinstance(one, dict) else {"@value": one}

    own = {"@id": base + node["@id"], "@type": [whole(node["@type"])]}
    return own | {
        whole(name): [value(one) for one in (said if isinstance(said, list) else [said])]
        for name, said in node.items()
        if not name.startswith("@")
    }


@pytest.mark.parametrize("around", [lambda nodes: nodes, lambda nodes: {"@graph": nodes}])
def test_an_expanded_journal_is_read_at_once(around: Callable[[Nodes], Any]) -> None:
    report, done = same(written(around(list(map(expanded, NODES)))))
    assert done
    assert report.counts.new > 60


def test_parts_written_inside_their_entries_are_read_at_once() -> None:
    parts = {node["@id"]: node for node in NODES}
    nodes = copy(NODES)
    for node in nodes:
        if node["@type"] == "arkiv:Journalpost":
            inside = [parts[ref["@id"]] for ref in node["arkiv:korrespondansepart"]]
            node["arkiv:korrespondansepart"] = [{k: v for k, v in p.items() if k != "@id"} for p in inside]
    _, done = same(of_nodes([n for n in nodes if n["@type"] != "arkiv:Korrespondansepart"]))
    assert done


def test_entries_that_a_case_names_are_read_at_once() -> None:
    nodes = copy(NODES)
    entries: Nodes = []
    for node in nodes:
        if node["@type"] == "arkiv:Journalpost":
            entries.append(node)
        elif node["@type"] == "arkiv:Saksmappe":
            named = [entry for entry in entries[-2:] if entry.pop("arkiv:parent") == {"@id": node["@id"]}]
            node["arkiv:journalpost"] = [{"@id": entry["@id"]} for entry in named]
            entries = []
    report, done = same(of_nodes(nodes))
    assert done
    assert report.counts.new > 60


def test_a_case_that_comes_again_and_far_from_its_entries_is_read_at_once() -> None:
    report, done = same(of_nodes([*NODES, CASE]))
    assert done
    assert not report.counts.quarantined


def test_what_is_held_back_is_the_same_and_known_by_the_same_place() -> None:
    nodes = copy(NODES)
    held = [node for node in nodes if node["@type"] == "arkiv:Journalpost"][5::9]
    for number, node in enumerate(held):
        node["arkiv:offentligTittel"] += f" 010190 00083 {number}"
        node["@id"] = node["arkiv:systemID"] = "01019000083" if number % 2 else node["@id"]
    report, done = same(of_nodes(nodes))
    assert report.counts.quarantined == len(held)
    assert done


def test_a_place_in_the_file_counts_all_before_it() -> None:
    nodes = copy(NODES)
    for node, number in zip(
        [n for n in nodes if n["@type"] == "arkiv:Journalpost"][7::20], range(3), strict=False
    ):
        node["@id"] = node["arkiv:systemID"] = f"ola.nordmann{number}@example.com"
    content = of_nodes(nodes)
    report, done = same(content)
    assert done
    assert report.counts.quarantined == 3
    assert "nr. " in str(imported(content, at_once=True)[1])


MISPLACED: dict[str, Callable[[Nodes], Any]] = {
    "en del langt borte": lambda nodes: [*[n for n in nodes if n is not PART], PART],
    "en del to ganger": lambda nodes: [*nodes, PART | {"arkiv:korrespondansepartNavn": "Kari Nordmann"}],
    "et annet navn på en sak langt borte": lambda nodes: [
        *[n for n in nodes if n["@id"] != CASE["@id"]], CASE | {"arkiv:systemID": "en-helt-annen"}
    ],
    "arkivet til slutt": lambda nodes: [*nodes[1:], nodes[0]],
    "et møte": lambda nodes: [*nodes, {"@id": "m", "@type": "arkiv:Moetemappe", "arkiv:utvalg": "Råd"}],
    "det som trekkes tilbake": lambda nodes: [*nodes, {"@type": "arkiv:TrekkeTilbake", "x": [ENTRY]}],
    "en sammenheng i en node": lambda nodes: [*nodes, {"@context": {"a": "b"}, **CASE}],
    "en graf i grafen": lambda nodes: [*nodes, {"@id": "g", "@graph": [CASE]}],
    "poster uten sak": lambda nodes: [{k: v for k, v in n.items() if k != "arkiv:parent"} for n in nodes],
    "en kode som er en node": lambda nodes: [
        *nodes, {"@id": JOURNAL["@context"]["arkiv"] + "avsender", "@type": "arkiv:Korrespondanseparttype"}
    ],
    "ikke en node": lambda nodes: [*nodes, 5],
    "noe helt annet": lambda nodes: [{"@id": str(number), "@type": "x"} for number in range(2000)],
}  # fmt: skip


@pytest.mark.parametrize("name", MISPLACED)
def test_what_cannot_be_read_in_stretches_is_read_as_a_whole(name: str) -> None:
    same(of_nodes(MISPLACED[name](NODES)))


@pytest.mark.parametrize(
    "document",
    [
        {"@graph": NODES, "@context": JOURNAL["@context"]},
        {"@context": JOURNAL["@context"], "@graph": NODES, "@id": "g"},
        {"@context": JOURNAL["@context"], "@graph": NODES, "@type": "arkiv:TrekkeTilbakeGraf"},
        {"@context": JOURNAL["@context"], "@graph": NODES, "arkiv:tittel": "noe"},
        {"@context": JOURNAL["@context"] | {"g": "@graph"}, "g": NODES, "@graph": NODES[:3]},
        [{"@id": "g", "@graph": NODES}, {"@id": "meta", "@graph": []}],
        {"@graph": {"@graph": NODES}},
    ],
)
def test_whatever_is_around_the_graph_it_is_the_same(document: Any) -> None:
    same(written(document))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_whatever_the_characters_it_is_the_same(encoding: str) -> None:
    same(json.dumps(JOURNAL, ensure_ascii=False).encode(encoding, "replace"))


CONTENT = written(JOURNAL)
PUT = st.one_of(
    st.sampled_from(["", "}", "]", '"', ",", "{", "\\", "}, {", "]}", '\\"', "\x00", "\u2028"]),
    st.text(max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1), st.integers(0, 3), PUT)
def test_a_file_that_is_marred_anywhere_is_the_same(share: float, gone: int, put: str) -> None:
    place = int(len(CONTENT) * share)
    same(CONTENT[:place] + put.encode("utf-8", "replace") + CONTENT[place + gone :])


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_a_graph_in_any_order_is_the_same(chance: Any, moved: int) -> None:
    nodes = list(NODES)
    for _ in range(moved):
        nodes.insert(chance.randrange(len(nodes)), nodes.pop(chance.randrange(len(nodes))))
    same(of_nodes(nodes))


def test_no_text_of_a_twin_comes_out_of_a_stretch() -> None:
    seen: list[Outcome] = []
    see = Proof.see

    def keep(self: Proof, outcome: Outcome) -> None:
        seen.append(outcome)
        see(self, outcome)

    with patch.object(Proof, "see", keep):
        assert imported(CONTENT, at_once=True)[2]
    assert len(seen) > 5
    assert b"usladdet" in CONTENT
    assert "usladdet" not in str(seen)


def prove(outcomes: list[Outcome]) -> None:
    proof = Proof()
    for outcome in outcomes:
        proof.see(outcome)
    proof.end()


def hashes(*ids: int) -> bytes:
    return b"".join(one.to_bytes(8, "little", signed=True) for one in ids)


@pytest.mark.parametrize(
    "outcomes",
    [
        [Outcome((), [], problem=True)],
        [Outcome((), [], ids=hashes(1, 2)), Outcome((), [], ids=hashes(3, 1))],
        [Outcome((), [], ids=hashes(1)), Outcome((), [], again=hashes(1))],
        [Outcome((), [], ids=hashes(1)), Outcome((), [], nowhere=hashes(1))],
        [Outcome((), [], nowhere=hashes(1)), Outcome((), [], again=hashes(1))],
        [Outcome((), [], cases=hashes(1)), Outcome((), [], renamed=hashes(1))],
        [Outcome((), [], owned=hashes(1)), Outcome((), [], owned=hashes(1))],
    ],
)
def test_what_the_stretches_rest_on_is_seen_to_fail(outcomes: list[Outcome]) -> None:
    with pytest.raises(ReadAsWholeError):
        prove(outcomes)


def test_a_case_may_come_again_and_again() -> None:
    first = Outcome((), [], ids=hashes(1, 256), again=hashes(2), cases=hashes(2))
    prove([first, Outcome((), [], ids=hashes(3), again=hashes(2, 2), nowhere=hashes(4, 65536))])
