"""Nodes laid in the staging are found by their ids: the first with each, wherever it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.importers import graph_staging
from plugins.importers.graph_staging import Staging
from plugins.importers.node import Node

IDS = st.lists(st.sampled_from(["a", "b", "c", *map(str, range(40))]), max_size=60)
KINDS = frozenset({"journalpost"})


def laid(ids: list[str], kind: str = "journalpost") -> Staging:
    staging = Staging()
    for place, node_id in enumerate(ids, start=1):
        staging.add(Node(kind, place), node_id, f"{node_id}-{place}", 1)
    staging.close()
    return staging


@pytest.fixture(autouse=True, params=[1, 1000], ids=["indeks", "uten indeks"])
def in_small_pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "_TOGETHER": 2,
        "_BATCH": 2,
        "_AT_HAND": 2,
        "_COUNTED": 7,
        "_MOST_SCANS": request.param,
    }.items():
        monkeypatch.setattr(graph_staging, name, value)


@given(ids=IDS, sought=IDS)
def test_the_first_with_an_id_is_found_from_anywhere(ids: list[str], sought: list[str]) -> None:
    staging = laid(ids)
    firsts = {node_id: ids.index(node_id) + 1 for node_id in ids}
    for walked in staging.walk(KINDS):
        assert walked.id == ids[walked.place - 1]
        assert staging.is_first(walked) == (firsts[walked.id] == walked.place)
        for node_id in sought:
            found = staging.find(node_id)
            assert (found and found.place) == firsts.get(node_id)
    assert [found and found.place for found in map(staging.find, sought)] == [
        firsts.get(one) for one in sought
    ]


@given(ids=IDS)
def test_all_are_walked_in_the_order_they_came(ids: list[str]) -> None:
    assert [(node.place, node.id) for node in laid(ids).walk(KINDS)] == list(enumerate(ids, start=1))


def test_two_ids_with_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_staging, "hash", len, raising=False)
    staging = laid(["aa", "bb", "c", "bb"])
    for _ in staging.walk(KINDS):
        assert [staging.find(one).place for one in ("aa", "bb", "c")] == [1, 2, 3]  # type: ignore[union-attr]
        assert staging.find("xx") is None


def test_too_many_repeated_are_looked_up_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_staging, "_MOST_REPEATED", 1)
    staging = laid(["a", "b", "a", "b", "c"])
    for walked in staging.walk(KINDS):
        assert not staging.is_first(walked)
        assert staging.find("b").place == 2  # type: ignore[union-attr]


def test_an_owner_is_the_one_said_first_and_never_another_than_its_own() -> None:
    staging = Staging()
    for place, (kind, parent) in enumerate(
        (("journalpost", ""), ("journalpost", "mappe"), ("moetesaksregistrering", "")), 1
    ):
        node = Node(kind, place)
        node.parent_id = parent
        staging.add(node, f"n{place}", f"n{place}", 1)
    for owner in ("første", "andre"):
        for place in (1, 2, 3):
            staging.own(f"n{place}", owner)
    staging.close()
    assert [staging.owner(node.id, node.owner) for node in staging.walk(KINDS)] == ["første", "mappe"]
    assert [node.id for node in staging.owned_by("første")] == ["n3"]
    assert not list(staging.parts_outside({"første"}))
    assert [node.id for node in staging.parts_outside(set())] == ["n3"]
