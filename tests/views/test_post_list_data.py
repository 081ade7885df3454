"""The post list as data says what the page says, and hides what the page hides."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import feedparser
import pytest

from plugins.model.archive import Journalposttype, Skjerming
from plugins.views.day_data import COLUMNS, day_csv, day_json, shown_entries
from plugins.views.journal import MASK
from plugins.views.post_list_data import FEED_DAYS, feed_xml
from tests.views.archive_makers import FRESH, OLD, case, company, document, entry, person, shielded
from tests.views.conftest import ReaderMaker

KARI = "Kari Nordlie"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_day_is_a_table_with_a_row_an_entry(reading: ReaderMaker) -> None:
    made = entry(
        tittel='Brev om "ting"; og annet\nmed linjeskift',
        parter=(person(KARI), company("Hauger Bygg AS")),
        skjerming=Skjerming(tilgangsrestriksjon="UO", skjermingshjemmel="offl. § 14"),
    )
    (row,) = rows(day_csv(shown_entries(FRESH, reading(case(), made))))
    assert tuple(row) == COLUMNS
    assert row["tittel"] == made.tittel
    assert (row["journaldato"], row["dokumentdato"]) == ("2026-11-02", "2026-11-02")
    assert (row["fra"], row["til"]) == (KARI, "Hauger Bygg AS")
    assert (row["tilgangsrestriksjon"], row["skjermingshjemmel"]) == ("UO", "offl. § 14")
    assert (row["dokument"], row["lopenummer"]) == ("2026/1234-7", "4018/2026")


@pytest.mark.parametrize("title", ["=1+1", "+47", "-1", "@SUM(A1)"])
def test_no_cell_begins_a_formula(reading: ReaderMaker, title: str) -> None:
    (row,) = rows(day_csv(shown_entries(FRESH, reading(case(), entry(tittel=title)))))
    assert row["tittel"] == f"'{title}"


def test_json_has_einnsyns_names(reading: ReaderMaker) -> None:
    made = entry(parter=(person(KARI), shielded()), dokumenter=(document("Kart", hoveddokument=False),))
    day = json.loads(day_json(FRESH, shown_entries(FRESH, reading(case(), made))))
    assert day["journaldato"] == "2026-11-02"
    (item,) = day["items"]
    assert item["journalposttype"] == "inngaaende_dokument"
    assert item["offentligTittel"] == made.tittel
    assert [p["korrespondansepartNavn"] for p in item["korrespondansepart"]] == [KARI, "Skjermet"]
    assert item["dokumentbeskrivelse"] == [{"tittel": "Kart", "tilknyttetRegistreringSom": "vedlegg"}]
    assert item["skjerming"] is None


@pytest.mark.parametrize("kind", list(Journalposttype))
def test_every_type_has_einnsyns_name(reading: ReaderMaker, kind: Journalposttype) -> None:
    day = json.loads(day_json(FRESH, shown_entries(FRESH, reading(case(), entry(type=kind)))))
    assert day["items"][0]["journalposttype"]


@pytest.mark.parametrize("dated", [OLD, None])
def test_expired_names_are_hidden_in_the_data_too(reading: ReaderMaker, dated: date | None) -> None:
    made = entry(tittel=f"Søknad fra {KARI}", journaldato=dated, parter=(person(KARI),))
    shown = shown_entries(dated, reading(case(tittel=f"Garasje - {KARI}", saksdato=OLD), made))
    for text in (day_csv(shown), day_json(dated, shown)):
        assert "Nordlie" not in text
        assert MASK in text


def test_the_feed_has_the_newest_days_without_names() -> None:
    days = [(FRESH - timedelta(days=n), n + 1) for n in range(FEED_DAYS + 9)]
    xml = feed_xml([*days, (None, 3)], site_url="https://ski.example", site_name="Ski kommune")
    feed = feedparser.parse(xml)
    assert not feed.bozo
    assert len(feed.entries) == FEED_DAYS
    assert feed.entries[0].link == "https://ski.example/postliste/2026/11/02/"
    assert feed.entries[0].summary == "1 dokument"
    assert feed.entries[0].id == "tag:ski.example,2026-11-02:/postliste/2026/11/02/"
    assert feed.feed.updated == "2026-11-02T08:00:00+01:00"


def test_an_empty_journal_is_a_feed_without_entries() -> None:
    feed = feedparser.parse(feed_xml([], site_url="https://ski.example", site_name="Ski kommune"))
    assert not feed.bozo
    assert feed.entries == []
