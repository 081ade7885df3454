"""Documents that are alike share a class, and no others do."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.classes import choices_of, classes_of
from search.columns import KINDS, Source, columns_of, of
from search.query.types import FACETS
from search.schema import Facts

rows = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(["", "barnehage", "skole"]),
        st.sampled_from([0, 1998, 2026]),
        st.sets(st.sampled_from(["foreldre", "eldre"])),
    ),
    max_size=30,
)


def facts(kind: str, unit: str, year: int, groups: set[str]) -> Facts:
    day = date(2026, 1, 1).toordinal()
    return Facts("", kind, unit, year, tuple(sorted(groups)), "nb", day, 0.0, 0.0, False, 0, 3, "", "")


@settings(deadline=None)
@given(rows)
def test_a_class_says_what_each_of_its_documents_is(found: list[tuple[str, str, int, set[str]]]) -> None:
    columns = columns_of([facts(*row) for row in found], [Source()] * len(found))
    classes = classes_of(columns)
    for name in ("kinds", "units", "years", "target_groups"):
        assert getattr(classes, name)[classes.of].tolist() == getattr(columns, name).tolist()
    assert classes.size == len({tuple(map(str, (*row[:3], sorted(row[3])))) for row in found})


@settings(deadline=None)
@given(rows)
def test_the_choices_count_the_documents_that_have_each_value(
    found: list[tuple[str, str, int, set[str]]],
) -> None:
    columns = columns_of([facts(*row) for row in found], [Source()] * len(found))
    classes = classes_of(columns)
    choices = choices_of(classes, columns.words)
    in_class = np.bincount(classes.of, minlength=classes.size)
    counts = choices.counted(in_class[choices.classes])
    names = [name for name, size in zip(FACETS, np.diff(choices.begins), strict=True) for _ in range(size)]
    counted = {key: n for key, n in zip(zip(names, choices.values, strict=True), counts, strict=True) if n}
    assert counted == Counter(
        pair
        for kind, unit, year, groups in found
        for pair in (
            ("kind", kind),
            ("unit", unit),
            ("year", str(year or "")),
            *(("target_group", group) for group in groups),
        )
        if pair[1]
    )


@settings(deadline=None)
@given(rows, rows, rows)
def test_classes_that_go_on_with_other_documents_say_what_each_of_them_is(
    kept: list[tuple[str, str, int, set[str]]],
    gone: list[tuple[str, str, int, set[str]]],
    more: list[tuple[str, str, int, set[str]]],
) -> None:
    every = columns_of(
        [facts(*row) for row in (*kept, *gone, *more)], [Source()] * len((*kept, *gone, *more))
    )
    place = np.arange(len(every))
    before = of(every, place < len(kept) + len(gone))
    after = of(every, (place < len(kept)) | (place >= len(kept) + len(gone)))
    tail = of(every, place >= len(kept) + len(gone))
    classes = classes_of(before).go_on_with(len(kept), tail)
    for name in ("kinds", "units", "years", "target_groups"):
        assert getattr(classes, name)[classes.of].tolist() == getattr(after, name).tolist()
