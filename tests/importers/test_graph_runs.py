"""Records that are matched together with what comes after them tell just what they tell node by node."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers import graph_at_once, graph_runs, graph_stretches
from plugins.importers.conversion import Converter
from plugins.importers.delivery import Meter
from plugins.importers.graph_proof import Proof
from plugins.importers.graph_runs import Run, Runs
from plugins.importers.graph_shapes import Read, Shapes
from plugins.importers.graph_stretches import Outcome
from plugins.importers.special_categories import Judge
from plugins.importers.stretches import ReadAsWholeError
from tests.importers.test_graph_at_once import (
    JOURNAL,
    NODES,
    NOW,
    SMALL,
    Node,
    Nodes,
    copy,
    of_nodes,
    same,
    written,
)

ENTRIES = [at for at, node in enumerate(NODES) if node["@type"] == "arkiv:Journalpost"]
HASHED = ("ids", "again", "nowhere", "cases", "renamed", "owned")


@contextmanager
def small(shapes: type[Shapes] = Runs, enough: int = 1) -> Iterator[None]:
    """Small stretches, in which a run is known the second time it comes."""
    with ExitStack() as stack:
        for (module, name), value in {**SMALL, (graph_runs, "_ENOUGH"): enough}.items():
            stack.enter_context(patch.object(module, name, value))
        stack.enter_context(patch.object(graph_stretches, "Runs", shapes))
        yield


def outcomes(content: bytes, shapes: type[Shapes] = Runs) -> list[dict[str, Any]]:
    """What comes of each stretch of a file, as far as they are read; no order among hashes of ids."""
    seen: list[Outcome] = []
    see = Proof.see

    def keep(self: Proof, outcome: Outcome) -> None:
        seen.append(outcome)
        see(self, outcome)

    with TemporaryDirectory() as folder, small(shapes), patch.object(Proof, "see", keep):
        path = Path(folder, "x.jsonld")
        path.write_bytes(content)
        try:
            list(graph_at_once.told(path, Converter("x", NOW, Judge(())), Meter(len(content)), spread=False))
        except ReadAsWholeError:
            seen.append(Outcome((), [], problem=True))
    return [
        outcome._asdict() | {name: sorted(array("q", getattr(outcome, name))) for name in HASHED}
        for outcome in seen
    ]


def alike(nodes: Nodes, **how: Any) -> int:
    """Assert that runs change nothing; how many nodes were matched in runs of several."""
    content = written({"@context": JOURNAL["@context"], "@graph": nodes}, **how)
    matched: list[int] = []
    match = Runs.match

    def keep(self: Runs, text: str, at: int) -> tuple[Read, int] | None:
        if (found := match(self, text, at)) and isinstance(run := found[0].written, Run):
            matched.append(len(run.shapes))
        return found

    with patch.object(Runs, "match", keep):
        found = outcomes(content)
    assert found == outcomes(content, Shapes)
    return sum(count for count in matched if count > 1)


@pytest.mark.parametrize("indent", [None, 1])
def test_most_nodes_are_matched_in_runs(indent: int | None) -> None:
    assert alike(NODES, indent=indent) > len(NODES) / 2


def part(nodes: Nodes, at: int, kind: str = "Korrespondansepart") -> Node:
    """The first node of a kind after a place, or the entry there."""
    return next((node for node in nodes[at:] if node["@type"] == "arkiv:" + kind), nodes[at])


def swapped(nodes: Nodes, at: int) -> None:
    nodes[at + 1], nodes[at + 2] = nodes[at + 2], nodes[at + 1]


def moved(nodes: Nodes, at: int) -> None:
    nodes.insert(at - 3, nodes.pop(at + 1))


def shared(nodes: Nodes, at: int) -> None:
    other = part(nodes, at + 1, "Journalpost")
    other["arkiv:korrespondansepart"] = copy(nodes[at]["arkiv:korrespondansepart"])


def two_documents(nodes: Nodes, at: int) -> None:
    """An entry with two documents, named the other way round than they come."""
    refs = nodes[at]["arkiv:dokumentbeskrivelse"]
    document = part(nodes, at, "Dokumentbeskrivelse")
    nodes.insert(at + 2, document | {"@id": f"nok-et-{at}", "arkiv:systemID": f"nok-et-{at}"})
    nodes[at]["arkiv:dokumentbeskrivelse"] = [*refs, {"@id": f"nok-et-{at}"}]


def masked(nodes: Nodes, at: int) -> None:
    part(nodes, at)["arkiv:korrespondansepartNavn_SENSITIV"] = "*****"


def refers(nodes: Nodes, at: int, to: int) -> None:
    nodes[at]["arkiv:annet"] = {"@id": nodes[to]["@id"]}


def in_ring(nodes: Nodes, at: int) -> None:
    refers(nodes, at + 1, at + 2)
    refers(nodes, at + 2, at + 1)


def two_parties(nodes: Nodes, at: int, one: str = "en", other: str = "to") -> None:
    party = part(nodes, at)
    added = [party | {"@id": f"{party['@id']}-{name}"} for name in (one, other)]
    nodes[at]["arkiv:korrespondansepart"] = [{"@id": node["@id"]} for node in added]
    nodes[at + 1 : at + 1] = added


def add(kind: str, node_id: str) -> Callable[[Nodes, int], None]:
    added = {"@id": node_id, "@type": f"arkiv:{kind}", "arkiv:tittel": "x"}
    return lambda nodes, at: nodes.insert(at + 1, added)


def put(name: str, value: Any, kind: str = "Journalpost") -> Callable[[Nodes, int], None]:
    return lambda nodes, at: part(nodes, at, kind).update({name: value})


def renamed(nodes: Nodes, at: int) -> None:
    part(nodes, at, "Dokumentbeskrivelse")["arkiv:systemID"] = f"et-annet-navn-{at}"


TURNS: dict[str, Callable[[Nodes, int], Any]] = {
    "delene i en annen rekkefølge": swapped,
    "en del før posten": moved,
    "en del som to poster har": shared,
    "dokumentene omvendt": two_documents,
    "en maskert part": masked,
    "noe som en tvilling ikke sier": put("arkiv:korrespondansepartNavn_SENSITIV", "", "Korrespondansepart"),
    "en tvilling med tegn foran": put("arkiv:korrespondansepartNavn_SENSITIV", "** x", "Korrespondansepart"),
    "en del som heter noe annet": renamed,
    "en post som heter noe annet": put("arkiv:systemID", "noe-annet"),
    "en tom systemID": put("arkiv:systemID", ""),
    "en hel adresse": put("@id", "http://data.ski.example/noe#x"),
    "en post uten navn": put("@id", "_:a"),
    "en post igjen": lambda nodes, at: nodes.insert(at + 9, nodes[at]),
    "en del igjen": lambda nodes, at: nodes.insert(at + 9, nodes[at + 1]),
    "en sak igjen": lambda nodes, at: nodes.insert(at, copy(part(nodes, at, "Saksmappe"))),
    "to deler med ett navn": put("@id", "samme", "Dokumentobjekt"),
    "en post som heter som en annen": put("@id", NODES[ENTRIES[3]]["@id"]),
    "en del som heter som posten": lambda nodes, at: nodes[at + 1].update({"@id": nodes[at]["@id"]}),
    "en post som viser til seg selv": lambda nodes, at: refers(nodes, at, at),
    "en del som viser til posten": lambda nodes, at: refers(nodes, at + 1, at),
    "en del som viser til en del": lambda nodes, at: refers(nodes, at + 1, at + 2),
    "deler i ring": in_ring,
    "to parter": two_parties,
    "to parter med ett navn": lambda nodes, at: two_parties(nodes, at, "en", "en"),
    "en kode som er en node": add("Korrespondanseparttype", JOURNAL["@context"]["arkiv"] + "avsender"),
    "en post uten sak": lambda nodes, at: nodes[at].pop("arkiv:parent", None),
    "en sak langt borte": put("arkiv:parent", {"@id": "langt-borte"}),
    "et arkiv blant delene": add("Arkiv", "a"),
    "et møte blant delene": add("Moetemappe", "m"),
    "skråstrek bakover": put("arkiv:offentligTittel", 'Et "ord"'),
    "usynlige tegn": put("arkiv:offentligTittel", "Et\u200b ord"),
    "en del i delen": put("x", {"@type": "arkiv:Y", "z": "æ"}, "Dokumentobjekt"),
    "en sak med poster": lambda nodes, at: part(nodes, at, "Saksmappe").update(
        {"arkiv:journalpost": {"@id": f"en-post-{at}"}}
    ),
    "det som eies": put("arkiv:registrering", {"@id": "eid"}, "Dokumentobjekt"),
    "noe som ikke er noe": lambda nodes, at: nodes.insert(at + 1, {"@type": "arkiv:Noe"}),
}  # fmt: skip


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize(
    "places", [ENTRIES[20:21], ENTRIES[10::7], ENTRIES[1::2]], ids=["én", "noen", "mange"]
)
def test_what_is_unusual_about_nodes_is_seen_in_runs_too(turn: str, places: list[int]) -> None:
    nodes = copy(NODES)
    for at in reversed(places):
        TURNS[turn](nodes, at)
    alike(nodes)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(ENTRIES[1:]), st.sampled_from(list(TURNS)), max_size=6), st.booleans())
def test_so_is_much_at_once(turns: dict[int, str], is_whole: bool) -> None:
    nodes = copy(NODES)
    for at in sorted(turns, reverse=True):
        TURNS[turns[at]](nodes, at)
    alike(nodes)
    if is_whole:
        with small():
            same(of_nodes(nodes))


@pytest.mark.parametrize("at", ENTRIES[30:33])
def test_two_nodes_of_a_run_do_not_have_one_name(at: int) -> None:
    nodes = copy(NODES)
    for place in reversed(ENTRIES):
        two_parties(nodes, place, "en", "en" if place == at else "to")
    with small():
        assert not same(of_nodes(nodes))[1]
    alike(nodes)


@pytest.mark.parametrize("first", [2, 40])
def test_an_archive_that_comes_late_is_seen_in_runs(first: int) -> None:
    nodes = copy(NODES[1:])
    for at in reversed(ENTRIES[first:]):
        add("Arkiv", f"arkiv-{at}")(nodes, at)
    with small():
        same(of_nodes(nodes))
    alike(nodes)


def test_a_run_that_is_cut_by_the_end_of_a_text_is_read_node_by_node() -> None:
    content = of_nodes(NODES)
    for length in range(30_000, 36_000, 1500):
        with patch.dict(SMALL, {next(key for key in SMALL if key[1] == "LENGTH"): length}):
            assert outcomes(content) == outcomes(content, Shapes)


def test_no_text_of_a_twin_is_kept_of_a_run() -> None:
    kept: list[Any] = []
    match = Runs.match

    def keep(self: Runs, text: str, at: int) -> tuple[Read, int] | None:
        if (found := match(self, text, at)) and isinstance(found[0].written, Run):
            kept.append(found[0].texts)
        return found

    with patch.object(Runs, "match", keep):
        outcomes(of_nodes(NODES))
    assert len(kept) > 60
    assert "usladdet" not in str(kept)


def test_runs_that_are_rare_are_not_matched() -> None:
    seen: list[object] = []
    with patch.object(Runs, "_run", lambda *_: seen.append(None)), small(enough=len(NODES)):
        assert same(of_nodes(NODES))[1]
    assert not seen
