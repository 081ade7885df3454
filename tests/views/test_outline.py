"""Which entries a list has, where its pages part, and which running numbers are missing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.archive import Journalpost, Journalposttype
from plugins.views import outline
from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import page_of, pages_of_day
from plugins.views.outline import Part, parts_of, starts
from plugins.views.selection_views import page_address
from plugins.views.selections import Selection, day_selection, month_selection, week_selection
from tests.views.archive_makers import FRESH, case, entry
from tests.views.conftest import ReaderMaker

MONTH, WEEK, DAY = month_selection(FRESH), week_selection(FRESH), day_selection(FRESH)


@given(st.lists(st.integers(1, 300), max_size=80), st.integers(1, 300))
def test_no_page_is_wider_than_its_room_unless_one_entry_alone_is(widths: list[int], room: int) -> None:
    begins = starts(widths, room)
    stretches = [widths[a:b] for a, b in pairwise((*begins, len(widths)))]
    assert [width for stretch in stretches for width in stretch] == widths
    assert all(sum(stretch) <= room or len(stretch) == 1 for stretch in stretches)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=80), st.lists(st.integers(1, 300), max_size=80))
def test_what_comes_later_moves_no_beginning(before: list[int], more: list[int]) -> None:
    begins = starts(before, 300)
    assert starts([*before, *more], 300)[: len(begins)] == begins


def month_of(days: int, a_day: int) -> list[Journalpost]:
    return [
        entry(
            f"j{day}-{n}",
            journaldato=FRESH + timedelta(days=day),
            journalsekvensnummer=1 + day * a_day + n,
            type=list(Journalposttype)[n % 5],
        )
        for day in range(days)
        for n in range(a_day)
    ]


def pages(selection: Selection, reader: ArchiveReader) -> list[Part]:
    found = [reader.part(selection, number) for number in (0, *parts_of(selection, reader))]
    assert all(found)
    return [part for part in found if part]


@pytest.mark.parametrize("selection", [MONTH, WEEK, DAY, month_selection(FRESH, type_="I")])
def test_the_pages_of_a_list_hold_each_entry_once(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch, selection: Selection
) -> None:
    monkeypatch.setattr(outline, "ROOM_LINES", 3_000)
    monkeypatch.setattr(outline, "ROOM_WHOLE", 9_000)
    reader = reading(case(), *month_of(12, 20))
    found = pages(selection, reader)
    assert len(found) > 2
    shown = [(one.day, one.at) for part in found for one in part.entries]
    assert sorted(shown) == [(one.day, one.at) for one in reader.listed(selection)]


def followed(selection: Selection, reader: ArchiveReader, way: str) -> list[int]:
    number: int | None = 0
    walked: list[int] = []
    while number is not None:
        walked.append(number)
        part = reader.part(selection, number)
        assert part is not None
        number = getattr(part, way)
    return walked


@pytest.mark.parametrize(("selection", "way", "back"), [(MONTH, "older", "newer"), (DAY, "newer", "older")])
def test_the_pages_lead_from_one_to_the_next_and_back(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch, selection: Selection, way: str, back: str
) -> None:
    monkeypatch.setattr(outline, "ROOM_LINES", 3_000)
    monkeypatch.setattr(outline, "ROOM_WHOLE", 9_000)
    reader = reading(case(), *month_of(12, 20))
    walked = followed(selection, reader, way)
    assert sorted(walked) == [0, *parts_of(selection, reader)]
    for here, there in pairwise(walked):
        assert getattr(reader.part(selection, there), back) == here


def test_a_closed_part_of_a_month_is_the_same_when_a_day_has_come(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "ROOM_LINES", 3_000)
    before, after = (reading(case(), *month_of(days, 20)) for days in (8, 9))
    closed = parts_of(MONTH, before)[:-1]
    assert closed
    assert [before.part(MONTH, number) for number in closed] == [
        after.part(MONTH, number) for number in closed
    ]


@pytest.mark.parametrize("number", [1, 2, 99])
def test_there_is_no_other_part(reading: ReaderMaker, number: int) -> None:
    reader = reading(case(), entry())
    assert reader.part(MONTH, number) is None
    assert reader.part(DAY, number) is None


def test_a_list_without_entries_has_no_page(reading: ReaderMaker) -> None:
    reader = reading(case(), entry())
    empty = month_selection(FRESH, unit="barnehage")
    assert not reader.has(empty)
    assert reader.part(empty, 0) is None
    assert reader.part(day_selection(None), 0) is None


def test_a_unit_is_the_entrys_own_or_its_cases_and_one_we_do_not_know_has_its_place(
    reading: ReaderMaker,
) -> None:
    reader = reading(
        case(administrativ_enhet="Plan"),
        case("s2", sakssekvensnummer=2, administrativ_enhet=""),
        entry("own", administrativ_enhet="Veg og park"),
        entry("of-case", administrativ_enhet="", journalsekvensnummer=2),
        entry("none", saksmappe_id="s2", administrativ_enhet="", journalsekvensnummer=3),
    )
    assert reader.tally(date(2026, 11, 1)).units == {
        "plan": ("Plan og miljø", 1),
        "uten-enhet": ("Uten oppgitt enhet", 1),
        "veg-og-park": ("Veg og park", 1),
    }
    for unit in ("plan", "uten-enhet", "veg-og-park"):
        assert len(reader.listed(month_selection(FRESH, unit=unit))) == 1


def test_an_entry_is_found_on_its_page_of_the_day(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "ROOM_WHOLE", 9_000)
    reader = reading(case(), *month_of(1, 20))
    for part in pages(DAY, reader):
        (address,) = {page_of(pages_of_day(FRESH, reader), one.at) for one in part.entries}
        assert address == page_address(DAY, part.number)


def gaps(reader: ArchiveReader) -> list[tuple[int, int]]:
    return [(gap.first, gap.last) for gap in reader.gaps(FRESH)]


@pytest.mark.parametrize(("first", "found"), [(1, []), (3, [(1, 2)]), (4018, [(1, 4017)])])
def test_numbers_begin_at_one_each_year(
    reading: ReaderMaker, first: int, found: list[tuple[int, int]]
) -> None:
    assert gaps(reading(case(), entry(journalsekvensnummer=first))) == found


def test_years_and_archives_have_their_own_numbers(reading: ReaderMaker) -> None:
    made = [entry("a", journalsekvensnummer=1), entry("b", journalsekvensnummer=9, journalaar=2025)]
    elsewhere = [case(arkiv="00000000"), entry("c", arkiv="00000000", journalsekvensnummer=12)]
    assert gaps(reading(case(), *made, *elsewhere)) == [(1, 8), (1, 11)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.sets(st.integers(-3, 4000), min_size=1, max_size=60))
def test_gaps_and_entries_together_cover_every_number_once(
    reading_many: ReaderMaker, known: set[int]
) -> None:
    made = [entry(f"j{number}", journalsekvensnummer=number) for number in known]
    running = {number for number in known if number > 0}
    missing = [
        number for first, last in gaps(reading_many(case(), *made)) for number in range(first, last + 1)
    ]
    assert sorted(missing) == sorted(set(range(1, max(running, default=0) + 1)) - running)
