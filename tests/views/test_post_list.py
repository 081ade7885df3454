"""The post list by days and months, with its neighbours, gaps and freshness."""

from __future__ import annotations

from datetime import date

from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import GAP_NOTE, MASKED_NOTE
from plugins.views.post_list import post_list_day_view, post_list_view
from tests.views.archive_makers import OLD, case, entry
from tests.views.conftest import ReaderMaker

DAYS = (date(2026, 11, 20), date(2026, 11, 2), date(2026, 10, 30))


def three_days(reading: ReaderMaker) -> ArchiveReader:
    made = [
        entry(f"j{n}", journaldato=day, journalsekvensnummer=100 - n, journalpostnummer=n)
        for n, day in enumerate((*DAYS, DAYS[0], None))
    ]
    return reading(case(), *made)


def test_days_are_grouped_by_month_newest_first(reading: ReaderMaker) -> None:
    view = post_list_view(three_days(reading))
    assert [(m.title, [(d.date, d.count) for d in m.days]) for m in view.months] == [
        ("November 2026", [(DAYS[0], 2), (DAYS[1], 1)]),
        ("Oktober 2026", [(DAYS[2], 1)]),
    ]
    assert view.total == 5
    assert view.last_delivered == DAYS[0]
    assert view.undated is not None
    assert view.undated.text == "Uten dato (1)"


def test_the_list_says_what_it_leaves_out_and_whom_to_ask(reading: ReaderMaker) -> None:
    view = post_list_view(three_days(reading))
    assert any("journalført" in text for text in view.about)
    assert view.contact is not None
    assert view.quarantined == 0


def test_an_empty_journal_is_an_empty_list(reading: ReaderMaker) -> None:
    view = post_list_view(reading())
    assert (view.months, view.total, view.last_delivered, view.undated) == ((), 0, None, None)


def test_a_day_knows_the_days_beside_it(reading: ReaderMaker) -> None:
    reader = three_days(reading)
    middle = post_list_day_view(DAYS[1], reader)
    assert middle.older is not None
    assert middle.newer is not None
    assert (middle.older.date, middle.newer.date) == (DAYS[2], DAYS[0])
    assert post_list_day_view(DAYS[0], reader).newer is None
    assert post_list_day_view(DAYS[2], reader).older is None


def test_a_day_is_in_the_journals_order(reading: ReaderMaker) -> None:
    view = post_list_day_view(DAYS[0], three_days(reading))
    assert view.title == "Postliste fredag 20. november 2026"
    assert [e.sequence for e in view.entries] == ["97/2026", "100/2026"]


def test_the_undated_have_a_page_without_neighbours(reading: ReaderMaker) -> None:
    view = post_list_day_view(None, three_days(reading))
    assert (view.date, view.older, view.newer) == (None, None, None)
    assert view.notes[0] == MASKED_NOTE


def test_a_gap_is_told_once_for_the_page_and_once_where_it_is(reading: ReaderMaker) -> None:
    reader = reading(
        case(),
        entry("a", journalsekvensnummer=1),
        entry("b", journalsekvensnummer=4),
        entry("c", journalsekvensnummer=5),
    )
    view = post_list_day_view(date(2026, 11, 2), reader)
    assert [e.gap_before for e in view.entries] == ["", "Løpenummer 2–3/2026 er ikke i postlista.", ""]
    assert view.notes == (GAP_NOTE,)


def test_an_old_day_says_that_names_are_hidden(reading: ReaderMaker) -> None:
    view = post_list_day_view(OLD, reading(case(saksdato=OLD), entry(journaldato=OLD)))
    assert view.notes == (MASKED_NOTE,)
