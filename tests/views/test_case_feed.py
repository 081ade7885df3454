"""«Følg saken»: stable ids and times, and never a name that the page hides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import feedparser

from plugins.model.clock import OSLO
from plugins.views.case_feed import MOST_ENTRIES, case_feed
from plugins.views.cases import whole_case_view
from tests.views.archive_makers import ARKIV, FRESH, NOW, case, entry, item, meeting, person
from tests.views.conftest import ReaderMaker

SITE = "https://ski.kommune.no"
ADDRESS = f"/sak/{ARKIV}/s1/"


def feed_of(reading: ReaderMaker, *records: Any, **options: Any) -> Any:
    reader = reading(*records, **options)
    known = reader.case(ARKIV, "s1")
    assert known is not None
    read = feedparser.parse(case_feed(*whole_case_view(known, reader), SITE, "Ski kommune"))
    assert not read.bozo
    return read


def test_documents_and_treatments_stand_with_the_last_first(reading: ReaderMaker) -> None:
    held = meeting(
        "m1", moetedato=datetime(2026, 11, 18, 18, tzinfo=OSLO), saker=(item("a", vedtak="Vedtatt."),)
    )
    read = feed_of(reading, case(), entry(tittel="Uttalelse"), held)
    assert [(e.title, e.updated[:10]) for e in read.entries] == [
        ("Behandlet: Kommunestyret 18. november 2026", "2026-11-18"),
        ("Inngående: Uttalelse", "2026-11-02"),
    ]
    assert read.entries[0].link == f"{SITE}/politikk/mote/{ARKIV}/m1/#sak-a"
    assert read.entries[1].link == f"{SITE}{ADDRESS}#jp-j1"
    assert read.feed.updated[:10] == "2026-11-18"
    assert read.feed.id == f"tag:ski.kommune.no,2015:{ADDRESS}atom.xml"


def test_a_treatment_keeps_its_id_when_the_agenda_is_parted(reading: ReaderMaker) -> None:
    last = item("a", moetesakssekvensnummer=99)
    before = tuple(
        item(f"b{n}", saksmappe_id="", moetesakssekvensnummer=n, vedtak="Vedtatt.\n" * 3000)
        for n in range(1, 9)
    )
    few, many = (
        feed_of(reading, case(), meeting("m1", saker=saker)).entries[0]
        for saker in ((last,), (*before, last))
    )
    assert (few.link, few.id) == (f"{SITE}/politikk/mote/{ARKIV}/m1/#sak-a", many.id)
    assert "/del/" in many.link


def test_a_treatment_keeps_its_id_from_announced_to_held_or_cancelled(reading: ReaderMaker) -> None:
    day = NOW + timedelta(days=9)
    coming, held, moved, cancelled = (
        feed_of(
            reading, case(), entry(), meeting("m1", moetedato=when, avlyst=off, saker=(item("a"),)), now=now
        ).entries
        for when, off, now in (
            (day, False, NOW),
            (day, False, day + timedelta(days=1)),
            (day + timedelta(days=7), False, NOW),
            (day, True, NOW),
        )
    )
    ids = [next(e.id for e in entries if "mote" in e.id) for entries in (coming, held, moved, cancelled)]
    assert len(set(ids)) == 1
    titles = [next(e.title for e in entries if "mote" in e.id) for entries in (coming, held, cancelled)]
    assert titles == [
        "Skal behandles: Kommunestyret 2. desember 2026",
        "Behandlet: Kommunestyret 2. desember 2026",
        "Møtet er avlyst: Kommunestyret 2. desember 2026",
    ]
    # Nothing in a feed has happened later than now.
    assert all(e.updated[:10] == FRESH.isoformat() for e in coming)


def test_a_name_expires_from_the_feed_without_making_it_new(reading: ReaderMaker) -> None:
    records = (case(tittel="Klage fra Kari Nordlie"), entry(tittel="Klage", parter=(person("Kari Nordlie"),)))
    before = feed_of(reading, *records)
    after = feed_of(reading, *records, now=NOW + timedelta(days=400))
    assert "Kari Nordlie" in before.entries[0].summary
    assert "Nordlie" not in repr(after)
    assert [(e.id, e.updated) for e in before.entries] == [(e.id, e.updated) for e in after.entries]
    assert before.feed.updated == after.feed.updated


def test_a_case_without_anything_is_a_feed_all_the_same(reading: ReaderMaker) -> None:
    read = feed_of(reading, case(saksdato=None))
    assert read.entries == []
    assert read.feed.updated[:10] == "2015-01-01"


def test_a_large_case_keeps_the_newest(reading: ReaderMaker) -> None:
    many = [
        entry(f"j{n}", journalsekvensnummer=n, journaldato=date(2026, 1, 1) + timedelta(days=n))
        for n in range(1, MOST_ENTRIES + 20)
    ]
    read = feed_of(reading, case(), *many)
    assert len(read.entries) == MOST_ENTRIES
    assert read.entries[0].link.endswith(f"#jp-j{MOST_ENTRIES + 19}")
