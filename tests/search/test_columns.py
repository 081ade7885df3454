"""Facts of documents as columns: the same whichever segments they come from."""

from __future__ import annotations

import itertools
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.clock import OSLO
from search.arrays.files import Files
from search.columns import (
    COLUMN_NAMES,
    KINDS,
    Columns,
    Joined,
    Source,
    Words,
    columns_of,
    joined,
    load,
    of,
    save,
    stable_hash,
)
from search.schema import Facts, facts_of
from tests.search.corpus import document, town

FACTS = [facts_of(doc, 3) for doc in town()]


def made(facts: list[Facts]) -> Columns:
    return columns_of(facts, [Source(number, 7) for number in range(len(facts))])


def words_of(columns: Columns, number: int) -> tuple[str, str, str, set[str]]:
    words = columns.words
    groups = {g for n, g in enumerate(words.target_groups) if int(columns.target_groups[number]) >> n & 1}
    unit, language = words.units[columns.units[number]], words.languages[columns.languages[number]]
    return KINDS[columns.kinds[number]], unit, language, groups


def told(facts: Facts) -> tuple[str, str, str, set[str]]:
    return facts.kind, facts.unit, facts.language, set(facts.target_groups)


def test_columns_tell_what_the_facts_tell() -> None:
    columns = made(FACTS)
    assert [words_of(columns, number) for number in range(len(FACTS))] == [told(facts) for facts in FACTS]
    assert columns.years.tolist() == [facts.year for facts in FACTS]
    assert columns.dated.tolist() == [facts.dated for facts in FACTS]
    assert columns.ids.tolist() == [stable_hash(facts.id) for facts in FACTS]


@pytest.mark.parametrize("cuts", [(0,), (1, 2), (7, 7, 20), (len(FACTS),)])
def test_segments_joined_tell_the_same(cuts: tuple[int, ...]) -> None:
    bounds = [0, *cuts, len(FACTS)]
    parts = [made(FACTS[one:two]) for one, two in itertools.pairwise(bounds)]
    columns = joined(parts)
    assert [words_of(columns, number) for number in range(len(FACTS))] == [told(facts) for facts in FACTS]
    for name in ("ids", "years", "dated", "visible_until", "names_dated", "numbers"):
        assert np.array_equal(getattr(columns, name), getattr(made(FACTS), name))


cuts = st.lists(st.integers(0, len(FACTS)), max_size=4).map(sorted)


def parts_of(cuts: list[int]) -> list[Columns]:
    return [made(FACTS[one:two]) for one, two in itertools.pairwise([0, *cuts])]


@settings(deadline=None)
@given(cuts, cuts, cuts, st.sets(st.sampled_from(COLUMN_NAMES)), st.sampled_from([0, 4_096]))
def test_columns_that_go_on_from_others_are_as_if_they_were_new(
    kept: list[int], before: list[int], after: list[int], asked: set[str], room: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.columns._ROOM", room)
        shared = parts_of(kept)
        known = Joined(joined([*shared, *parts_of(before)]).words, [*shared, *parts_of(before)])
        for name in asked:
            getattr(known, name)
        every = [*shared, *parts_of(after)]
        columns = Joined(joined(every).words, every)
        tail = columns.after(len(shared))
        assert tail.words == columns.words
        columns.go_on_from(known, tail)
        fresh = Joined(columns.words, every)
        for name in COLUMN_NAMES:
            assert getattr(columns, name).tolist() == getattr(fresh, name).tolist()


def test_the_documents_of_some_files_are_found_wherever_they_lie() -> None:
    files = [4, 4, 9, 4, 7, 7]
    columns = columns_of(FACTS[:6], [Source(1, file) for file in files])
    assert columns.of_shards(np.array([4, 7], np.uint64)).tolist() == [0, 1, 3, 4, 5]
    assert columns.of_shards(np.array([5], np.uint64)).tolist() == []
    assert made([]).of_shards(np.array([4], np.uint64)).tolist() == []


def test_no_segments_are_no_documents() -> None:
    assert len(joined([])) == 0


def test_columns_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    columns, files = made(FACTS), Files(tmp_path, "MAIN_x")
    save(columns, files)
    read = load(files)
    assert read.words == columns.words
    assert all(np.array_equal(getattr(read, name), getattr(columns, name)) for name in COLUMN_NAMES)


def test_columns_of_other_kinds_are_refused(tmp_path: Path) -> None:
    files = Files(tmp_path, "MAIN_x")
    save(made(FACTS), files)
    arrays, _ = files.read("columns", Words)
    files.write("columns", {name: array.copy() for name, array in arrays.items()}, Words(kinds=("noe",)))
    with pytest.raises(ValueError, match="kinds"):
        load(files)


def test_what_is_unknown_is_nought() -> None:
    columns = made([facts_of(document(id="x", title="X"), 1)])
    assert (columns.dated[0], columns.years[0], columns.visible_until[0], columns.numbers[0]) == (0, 0, 0, 0)
    until = datetime(2026, 12, 1, 12, tzinfo=OSLO)
    assert made([facts_of(document(id="x", title="X", visible_until=until), 1)]).visible_until[0] > 0


def test_some_of_the_documents_keep_their_own_facts() -> None:
    kept = np.arange(len(FACTS)) % 3 == 1
    some = of(made(FACTS), kept)
    assert some.ids.tolist() == [stable_hash(facts.id) for facts in FACTS[1::3]]
    assert some.hashes.tolist() == list(range(1, len(FACTS), 3))
