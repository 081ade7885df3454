"""Why running numbers are missing is told by how many there are of each reason, and nothing more is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.store import Store
from plugins.store.changes import change
from plugins.views.archive import PostListDayView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.completeness import GAP_NOTE, LeftOut, left_out_note, left_out_on
from plugins.views.journal import gap_text
from plugins.views.outline import Part
from plugins.views.selection_pages import selection_page
from plugins.views.selection_views import day_view, selection_view
from plugins.views.selections import day_selection, month_selection, week_selection
from tests.views.archive_makers import ARKIV, FRESH, NOW, case, entry, filled_store, held
from tests.views.conftest import ReaderMaker


def numbered(*numbers: int) -> list[object]:
    return [case(), *(entry(f"j{number}", journalsekvensnummer=number) for number in numbers)]


def test_what_is_held_back_is_told_apart_from_what_was_not_delivered(reading: ReaderMaker) -> None:
    reader = reading(*numbered(1, 4, 9), held("h1", 2), held("h2", 6))
    assert reader.left_out(FRESH) == LeftOut(held=2, other=4)


def test_an_entry_with_two_faults_is_one_number(reading: ReaderMaker) -> None:
    reader = reading(*numbered(1, 3), held("h1", 2), held("h2", 2))
    assert reader.left_out(FRESH) == LeftOut(held=1)


@pytest.mark.parametrize("other", [held("h", 0), held("h", 2, year=2025), held("h", 3), held("h", 40)])
def test_what_is_held_elsewhere_is_not_in_the_hole(reading: ReaderMaker, other: object) -> None:
    assert reading(*numbered(1, 3), other).left_out(FRESH) == LeftOut(other=1)


def test_new_numbers_of_an_archive_are_not_missing(reading: ReaderMaker) -> None:
    assert reading(*numbered(1, 3, 900_000), held("h", 700)).left_out(FRESH) == LeftOut(other=1)


def test_what_is_mended_is_in_the_list_and_counted_no_longer(reading: ReaderMaker, tmp_path: Path) -> None:
    assert reading(*numbered(1, 4), held("j2", 2)).left_out(FRESH) == LeftOut(held=1, other=1)
    with Store.open(tmp_path / "0/lager.db") as store:
        filled_store(tmp_path / "0", *numbered(2)).close()
        assert store.left_out(ARKIV, 2026, 2, 3) == (0, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["there", "held", "nowhere"]), min_size=1, max_size=40))
def test_every_missing_number_is_counted_once(reading_many: ReaderMaker, states: list[str]) -> None:
    said = ["there", *states, "there"]
    there = [number for number, state in enumerate(said, 1) if state == "there"]
    waiting = [held(f"h{number}", number) for number, state in enumerate(said, 1) if state == "held"]
    reader = reading_many(*numbered(*there), *waiting)
    assert reader.left_out(FRESH) == LeftOut(held=states.count("held"), other=states.count("nowhere"))


def test_a_day_and_a_month_say_how_many_there_are_of_each(reading: ReaderMaker) -> None:
    reader = reading(*numbered(1, 4), held("h", 2))
    for view in (
        day_view(day_selection(FRESH), reader.part(day_selection(FRESH), 0), reader),  # type: ignore[arg-type]
        selection_view(month_selection(FRESH), reader.part(month_selection(FRESH), 0), reader),  # type: ignore[arg-type]
    ):
        assert view.notes == (
            "Linja er brutt der løpenumre ikke er med. Det gjelder 2 numre i denne lista: 1 venter på "
            "kontroll og 1 er ikke levert fra arkivet. Det som ikke er levert, er oftest interne dokumenter, "
            "og de trenger ikke å ligge åpent.",
        )


def test_a_part_of_a_list_stays_as_it_is_when_a_number_is_mended(reading: ReaderMaker) -> None:
    reader = reading(*numbered(1, 4), held("h", 2))
    whole = reader.part(month_selection(FRESH), 0)
    assert whole is not None
    closed = Part(1, whole.entries, None, 0)
    assert selection_view(month_selection(FRESH), closed, reader).notes == (GAP_NOTE,)


def test_the_lists_of_some_days_have_what_each_has(reading: ReaderMaker) -> None:
    reader = reading(*numbered(1, 3), held("h", 2))
    assert left_out_on([FRESH, None, FRESH], reader) == LeftOut(held=2)


def test_three_reasons_are_a_sentence() -> None:
    note = left_out_note(LeftOut(held=1, withdrawn=2, other=30))
    assert "33 numre i denne lista: 1 venter på kontroll, 2 har arkivet trukket tilbake og 30 er ikke" in note


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (LeftOut(held=1), "1 nummer i denne lista, som venter på kontroll."),
        (LeftOut(withdrawn=2), "2 numre i denne lista, som arkivet har trukket tilbake."),
        (LeftOut(other=2), "2 numre i denne lista, som ikke er levert fra arkivet. Det som ikke er levert"),
    ],
)
def test_one_reason_for_all_is_said_once(left: LeftOut, said: str) -> None:
    assert said in left_out_note(left)


def notes_of(reader: ArchiveReader) -> list[tuple[str, ...]]:
    """What the newest day, its week and its month say."""
    selections = (day_selection(FRESH), week_selection(FRESH), month_selection(FRESH))
    found = (selection_page(selection, 0, reader) for selection in selections)
    return [page.view.notes for page in found if page]  # type: ignore[attr-defined]


def test_the_first_hole_of_a_year_is_shown_and_counted(reading: ReaderMaker) -> None:
    last_year = entry("i fjor", journalaar=2025, journaldato=FRESH - timedelta(days=400))
    reader = reading(*numbered(3, 4), last_year, held("h", 2))
    page = selection_page(day_selection(FRESH), 0, reader)
    assert page is not None
    assert isinstance(page.view, PostListDayView)
    assert page.view.entries[0].gap_before == (
        "Postlista for 2026 begynner på løpenummer 3. Løpenummer 1–2 er ikke med."
    )
    assert reader.left_out(FRESH) == LeftOut(held=1, other=1)
    for notes in notes_of(reader):
        assert "Det gjelder 2 numre i denne lista: 1 venter på kontroll og 1 er ikke levert" in notes[0]


def test_a_list_that_begins_far_into_a_year_says_so_and_counts_nothing(reading: ReaderMaker) -> None:
    reader = reading(*numbered(4018))
    (gap,) = reader.gaps(FRESH)
    assert gap_text(gap) == "Postlista for 2026 begynner på løpenummer 4018. Løpenummer 1–4017 er ikke med."
    assert reader.left_out(FRESH) == LeftOut()


def test_what_came_before_the_first_delivery_is_shown_and_not_missing(reading: ReaderMaker) -> None:
    reader = reading(*numbered(3, 5), held("h", 2))
    assert [(gap.first, gap.last) for gap in reader.gaps(FRESH)] == [(1, 2), (4, 4)]
    assert reader.left_out(FRESH) == LeftOut(held=1, other=1)


def test_what_is_held_after_the_last_number_is_told_of_where_the_list_is_newest(
    reading: ReaderMaker, tmp_path: Path
) -> None:
    older = entry("a", journalsekvensnummer=1, journaldato=FRESH - timedelta(days=40))
    reader = reading(*numbered(2, 3), older, held("h", 5), held("h2", 6))
    said = "Etter det siste løpenummeret i lista kommer 2 numre til, som venter på kontroll."
    assert notes_of(reader) == [(said,)] * 3
    page = selection_page(day_selection(FRESH - timedelta(days=40)), 0, reader)
    assert page is not None
    assert page.view.notes == ()  # type: ignore[attr-defined]
    filled_store(tmp_path / "0", *numbered(7)).close()
    with Store.open(tmp_path / "0/lager.db") as store:
        assert store.left_at_end(ARKIV, 2026) == (0, 0)


def test_what_is_withdrawn_after_the_last_number_is_told_apart(reading: ReaderMaker, tmp_path: Path) -> None:
    reading(*numbered(1), held("h", 2))
    with Store.open(tmp_path / "0/lager.db") as store:
        with change(store.connection, "trukket"):
            row = (ARKIV, "j3", 2026, 3)
            store.connection.execute("INSERT INTO trukket_nummer VALUES (?, ?, ?, ?)", row)
        assert store.left_at_end(ARKIV, 2026) == (1, 1)
        assert store.left_at_end(ARKIV, 2025) == (0, 0)


def test_nothing_is_left_out_of_an_empty_day(reading: ReaderMaker) -> None:
    assert reading(now=NOW).left_out(FRESH) == LeftOut()
