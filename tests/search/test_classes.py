"""Documents that are alike share a class, and no others do."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from search.classes import classes_of
from search.columns import KINDS, Source, columns_of
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
