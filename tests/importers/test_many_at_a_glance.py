"""What is asked of a column of texts at once is what would be asked of each."""

from __future__ import annotations

from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from plugins.importers import gate
from plugins.importers.glance import UUID as DRAWN
from plugins.importers.glance import are_uuids
from plugins.model.file_words import words_of_file, words_of_files

UUIDS = st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number)))
AROUND = st.sampled_from(
    ["", "a", "dok/", "-part-0", ".pdf", "010190 00083", "æ", "/", "ABC", "%20", "Kari_"]
)
DRAWN_ONES = st.builds("{}{}{}".format, AROUND, UUIDS, AROUND)
TEXTS = st.one_of(DRAWN_ONES, AROUND, UUIDS.map(str.upper), st.text(alphabet="0aF-æ/.", max_size=40))
ALIKE = st.builds(
    lambda before, drawn, after: [f"{before}{one}{after}" for one in drawn],
    AROUND,
    st.lists(UUIDS, min_size=1, max_size=5),
    AROUND,
)
COLUMNS = st.one_of(ALIKE, st.lists(TEXTS, min_size=1, max_size=5))


@given(COLUMNS)
def test_what_is_left_out_of_a_column_is_like_what_is_left(column: list[str]) -> None:
    left = gate.undrawn(column)
    assert list(left) in (column, column[:1])
    if len(left) < len(column):
        assert len({DRAWN.sub("", text, count=1) for text in column}) == 1
        assert len({DRAWN.search(text).span() for text in column}) == 1  # type: ignore[union-attr]


def test_a_column_where_only_the_drawn_differs_is_one_text() -> None:
    names = [f"dok/{UUID(int=number)}.pdf" for number in range(3)]
    assert list(gate.undrawn(names)) == names[:1]
    assert list(gate.undrawn([*names, "dok/1.pdf"])) == [*names, "dok/1.pdf"]


@given(COLUMNS)
def test_all_are_uuids_when_each_is(column: list[str]) -> None:
    assert are_uuids(column) == all(map(gate.is_uuid, column))


@example([f"{UUID(int=0)}dok/"])
@given(COLUMNS)
def test_names_of_files_are_the_words_that_each_has(column: list[str]) -> None:
    assert words_of_files(column) == {name: words for name in column if (words := words_of_file(name))}
