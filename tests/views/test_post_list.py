"""The post list's own page, and the pages of days, weeks, months, units and types."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from plugins.model.archive import Journalposttype, Skjerming
from plugins.model.clock import OSLO
from plugins.views.archive import PostListDayView, SelectionView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.completeness import LeftOut, left_out_note
from plugins.views.freshness import freshness
from plugins.views.journal import MASKED_NOTE
from plugins.views.post_list import overview_view, post_list_view
from plugins.views.selection_pages import selection_page
from plugins.views.selections import Selection, day_selection, month_selection, week_selection
from tests.views.archive_makers import FRESH, NOW, OLD, case, company, entry, person
from tests.views.conftest import ReaderMaker

DAYS = (date(2026, 11, 20), date(2026, 11, 2), date(2026, 10, 30))


def three_days(reading: ReaderMaker) -> ArchiveReader:
    made = [
        entry(f"j{n}", journaldato=day, journalsekvensnummer=100 - n, journalpostnummer=n)
        for n, day in enumerate((*DAYS, DAYS[0], None))
    ]
    return reading(case(), *made)


def day_view(day: date | None, reader: ArchiveReader) -> PostListDayView:
    page = selection_page(day_selection(day), 0, reader)
    assert page is not None
    assert isinstance(page.view, PostListDayView)
    return page.view


def list_view(selection: Selection, reader: ArchiveReader) -> SelectionView:
    page = selection_page(selection, 0, reader)
    assert page is not None
    assert page.meta.noindex
    assert isinstance(page.view, SelectionView)
    return page.view


def test_months_stand_under_their_year_newest_first(reading: ReaderMaker) -> None:
    view = post_list_view(three_days(reading))
    assert [(y.title, [(m.text, m.count) for m in y.months]) for y in view.years] == [
        ("2026", [("November 2026", 3), ("Oktober 2026", 1)])
    ]
    assert [(day.date, day.count) for day in view.days] == [(DAYS[0], 2), (DAYS[1], 1), (DAYS[2], 1)]
    assert view.total == 5
    assert view.undated is not None
    assert view.undated.count == 1
    assert [unit.url for unit in view.units] == ["/postliste/enhet/plan/"]
    assert [kind.url for kind in view.types] == ["/postliste/type/inngaende/"]


def test_the_list_says_what_it_leaves_out_and_whom_to_ask(reading: ReaderMaker) -> None:
    view = post_list_view(three_days(reading))
    assert any("journalført" in text for text in view.about)
    assert any("brudd i linja" in text for text in view.about)
    assert view.contact is not None
    assert view.quarantined == 0


def test_an_empty_journal_is_an_empty_list(reading: ReaderMaker) -> None:
    view = post_list_view(reading())
    assert (view.days, view.years, view.total, view.freshness, view.undated) == ((), (), 0, None, None)


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 11, 20), False), (date(2026, 11, 27), False), (date(2026, 11, 28), True)],
)
def test_the_list_is_late_when_working_days_have_passed_without_news(
    reading: ReaderMaker, today: date, late: bool
) -> None:
    now = datetime(today.year, today.month, today.day, 8, tzinfo=OSLO)
    told = freshness(reading(case(), entry(journaldato=DAYS[0]), now=now))
    assert told is not None
    assert (told.until, told.late) == (DAYS[0], late)


def test_when_the_archive_delivered_is_another_day_than_the_newest_in_the_journal(
    reading: ReaderMaker,
) -> None:
    told = freshness(reading(case(), entry(journaldato=DAYS[1]), now=NOW))
    assert told is not None
    assert (told.delivered, told.until) == (NOW.date(), DAYS[1])


def test_a_delivery_by_another_clock_is_not_told(reading: ReaderMaker) -> None:
    told = freshness(reading(case(), entry(journaldato=DAYS[1]), now=NOW - timedelta(days=3)))
    assert told is not None
    assert (told.delivered, told.until) == (None, DAYS[1])


def test_a_day_that_has_not_come_makes_no_list_fresh(reading: ReaderMaker) -> None:
    made = [entry("a"), entry("b", journaldato=date(2062, 1, 1), journalsekvensnummer=4019)]
    told = freshness(reading(case(), *made))
    assert told is not None
    assert (told.until, told.late) == (FRESH, True)


def test_a_day_knows_the_days_beside_it(reading: ReaderMaker) -> None:
    reader = three_days(reading)
    middle = day_view(DAYS[1], reader)
    assert middle.older is not None
    assert middle.newer is not None
    assert (middle.older.date, middle.newer.date) == (DAYS[2], DAYS[0])
    assert [link.url for link in middle.around] == ["/postliste/2026/uke/45/", "/postliste/2026/11/"]
    assert day_view(DAYS[0], reader).newer is None
    assert day_view(DAYS[2], reader).older is None


def test_a_day_is_in_the_journals_order(reading: ReaderMaker) -> None:
    view = day_view(DAYS[0], three_days(reading))
    assert view.title == "Postliste fredag 20. november 2026"
    assert [e.sequence for e in view.entries] == ["97/2026", "100/2026"]


def test_the_undated_have_a_page_without_neighbours(reading: ReaderMaker) -> None:
    view = day_view(None, three_days(reading))
    assert (view.title, view.date, view.older, view.newer) == ("Postliste uten dato", None, None, None)
    assert view.notes[0] == MASKED_NOTE


def with_gap(reading: ReaderMaker) -> ArchiveReader:
    numbers = {"a": 1, "b": 4, "c": 5}
    return reading(case(), *(entry(name, journalsekvensnummer=n) for name, n in numbers.items()))


def test_a_gap_is_told_once_for_the_page_and_once_where_it_is(reading: ReaderMaker) -> None:
    view = day_view(FRESH, with_gap(reading))
    assert [e.gap_before for e in view.entries] == ["", "Løpenummer 2–3/2026 er ikke i postlista.", ""]
    assert view.notes == (left_out_note(LeftOut(other=2)),)


@pytest.mark.parametrize("selection", [week_selection(FRESH), month_selection(FRESH)])
def test_a_list_counts_what_is_missing(reading: ReaderMaker, selection: Selection) -> None:
    view = list_view(selection, with_gap(reading))
    assert (view.count, view.missing) == (3, 2)
    assert [bool(line.gap_before) for line in view.days[0].lines] == [False, True, False]
    assert view.notes == (left_out_note(LeftOut(other=2)),)


def test_the_numbers_of_one_unit_are_not_a_row(reading: ReaderMaker) -> None:
    view = list_view(month_selection(FRESH, unit="plan"), with_gap(reading))
    assert (view.missing, view.notes, view.title) == (0, (), "Plan og miljø, november 2026")
    assert not any(line.gap_before for line in view.days[0].lines)


def test_an_old_day_says_that_names_are_hidden(reading: ReaderMaker) -> None:
    view = day_view(OLD, reading(case(saksdato=OLD), entry(journaldato=OLD, journalsekvensnummer=1)))
    assert view.notes == (MASKED_NOTE,)


def test_a_month_is_newest_first_and_leads_to_each_whole_entry(reading: ReaderMaker) -> None:
    view = list_view(month_selection(DAYS[0]), three_days(reading))
    assert [
        (of_day.day and of_day.day.date, [line.url for line in of_day.lines]) for of_day in view.days
    ] == [
        (DAYS[0], ["/postliste/2026/11/20/#jp-j0", "/postliste/2026/11/20/#jp-j3"]),
        (DAYS[1], ["/postliste/2026/11/02/#jp-j1"]),
    ]
    assert view.older is not None
    assert (view.older.url, view.newer) == ("/postliste/2026/10/", None)
    assert [(unit.url, unit.count) for unit in view.units] == [("/postliste/2026/11/enhet/plan/", 3)]
    assert [(kind.url, kind.count) for kind in view.types] == [("/postliste/2026/11/type/inngaende/", 3)]


def test_a_unit_leads_to_its_months_that_have_something(reading: ReaderMaker) -> None:
    reader = reading(
        case(),
        entry("a", journaldato=DAYS[0]),
        entry("b", journaldato=DAYS[2], journalsekvensnummer=2),
        entry("c", journaldato=date(2026, 9, 1), journalsekvensnummer=3, administrativ_enhet="Veg"),
    )
    november = list_view(month_selection(DAYS[0], unit="plan"), reader)
    assert november.older is not None
    assert november.older.url == "/postliste/2026/10/enhet/plan/"
    assert list_view(month_selection(DAYS[2], unit="plan"), reader).older is None
    view = overview_view(reader, unit="plan")
    assert view is not None
    assert [(month.text, month.count) for month in view.months] == [("November 2026", 1), ("Oktober 2026", 1)]
    assert overview_view(reader, unit="barnehage") is None


def test_a_week_over_new_months_leads_to_both(reading: ReaderMaker) -> None:
    made = [
        entry("a", journaldato=date(2026, 9, 30)),
        entry("b", journaldato=date(2026, 10, 1), journalsekvensnummer=2),
    ]
    view = list_view(week_selection(date(2026, 9, 30)), reading(case(), *made))
    assert [link.text for link in view.around] == ["September 2026", "Oktober 2026"]


def test_a_line_says_who_is_at_the_other_end(reading: ReaderMaker) -> None:
    many = tuple(company(f"Nabo {n} AS") for n in range(9))
    made = [
        entry("in", parter=(person("Kari Nordlie"), company("Ski kommune"))),
        entry("out", type=Journalposttype.UTGAAENDE, parter=many, journalsekvensnummer=4019),
        entry(
            "shut",
            skjerming=Skjerming(tilgangsrestriksjon="UO", skjermingshjemmel=""),
            journalsekvensnummer=4020,
        ),
    ]
    lines = list_view(month_selection(FRESH), reading(case(), *made)).days[0].lines
    assert [(line.parties, line.restricted) for line in reversed(lines)] == [
        ("Fra Kari Nordlie", False),
        ("Til Nabo 0 AS, Nabo 1 AS, Nabo 2 AS og 6 til", False),
        ("", True),
    ]


@pytest.mark.parametrize("masked", [True, False])
def test_a_line_hides_what_the_whole_entry_hides(reading: ReaderMaker, masked: bool) -> None:
    made = entry(journaldato=OLD, tittel="Søknad fra Kari Nordlie", parter=(person("Kari Nordlie"),))
    view = list_view(month_selection(OLD), reading(case(saksdato=OLD), made, mask=masked))
    line = view.days[0].lines[0]
    assert ("Nordlie" in line.title + line.parties) is not masked
    assert (MASKED_NOTE in view.notes) is masked


def test_a_line_is_never_long(reading: ReaderMaker) -> None:
    made = entry(tittel="ord " * 900, parter=(company("X" * 5000),))
    line = list_view(month_selection(FRESH), reading(case(), made)).days[0].lines[0]
    assert len(line.title) < 250
    assert len(line.parties) < 140
    assert line.title.endswith("…")


def test_a_name_expires_in_a_month_as_its_day_does(reading: ReaderMaker) -> None:
    made = [
        entry(
            f"j{n}",
            journaldato=FRESH + timedelta(days=n),
            tittel="Søknad fra Kari Nordlie",
            journalsekvensnummer=n + 1,
        )
        for n in range(3)
    ]
    now = datetime(2027, 11, 4, 0, 0, tzinfo=OSLO)
    view = list_view(month_selection(FRESH), reading(case(tittel="Garasje"), *made, now=now))
    assert ["Nordlie" in of_day.lines[0].title for of_day in view.days] == [True, False, False]
