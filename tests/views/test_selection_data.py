"""The post list as data says what the pages say, and hides what they hide."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest

from plugins.model.archive import Journalposttype, Skjerming
from plugins.views import outline, selection_data
from plugins.views.archive_reader import ArchiveReader
from plugins.views.entry_csv import COLUMNS, UTF8_MARK
from plugins.views.journal import MASK
from plugins.views.post_list_data import FEED_DAYS, feed_xml
from plugins.views.selection_data import FEED_ENTRIES, Format, overview_file, selection_file
from plugins.views.selections import Selection, day_selection, month_selection, week_selection
from tests.views.archive_makers import FRESH, OLD, case, company, document, entry, person, shielded
from tests.views.conftest import ReaderMaker

KARI = "Kari Nordlie"
DAY, WEEK, MONTH = day_selection(FRESH), week_selection(FRESH), month_selection(FRESH)
LISTS = [DAY, WEEK, MONTH, month_selection(FRESH, unit="plan"), month_selection(FRESH, type_="I")]


def data(selection: Selection, format_: Format, reader: ArchiveReader, number: int = 0) -> str:
    file = selection_file(selection, number, format_, reader)
    assert file is not None
    assert file.file.startswith(selection.address.strip("/"))
    return file.text


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(UTF8_MARK), newline=""), delimiter=";"))


def items(selection: Selection, reader: ArchiveReader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data(selection, "json", reader))["items"]
    return found


@pytest.mark.parametrize("selection", LISTS)
def test_a_list_is_a_table_with_a_row_an_entry(reading: ReaderMaker, selection: Selection) -> None:
    made = entry(
        tittel='Brev om "ting"; og annet\nmed linjeskift',
        parter=(person(KARI), company("Hauger Bygg AS")),
        skjerming=Skjerming(tilgangsrestriksjon="UO", skjermingshjemmel="offl. § 14"),
    )
    (row,) = rows(data(selection, "csv", reading(case(), made)))
    assert tuple(row) == COLUMNS
    assert row["tittel"] == made.tittel
    assert (row["journaldato"], row["dokumentdato"]) == ("2026-11-02", "2026-11-02")
    assert (row["fra"], row["til"]) == (KARI, "Hauger Bygg AS")
    assert (row["tilgangsrestriksjon"], row["skjermingshjemmel"]) == ("UO", "offl. § 14")
    assert (row["dokument"], row["lopenummer"]) == ("2026/1234-7", "4018/2026")
    assert row["adresse"].startswith("http")
    assert row["adresse"].endswith(f"/journalpost/{made.arkiv}/{made.system_id}/")


@pytest.mark.parametrize("title", ["=1+1", "+47", "-1", "@SUM(A1)", "\uff1d1+1", "\uff0b47"])
def test_no_cell_begins_a_formula(reading: ReaderMaker, title: str) -> None:
    (row,) = rows(data(DAY, "csv", reading(case(), entry(tittel=title))))
    assert row["tittel"] == f"'{title}"


def test_json_has_einnsyns_names(reading: ReaderMaker) -> None:
    made = entry(parter=(person(KARI), shielded()), dokumenter=(document("Kart", hoveddokument=False),))
    (item,) = items(DAY, reading(case(), made))
    assert item["journalposttype"] == "inngaaende_dokument"
    assert item["offentligTittel"] == made.tittel
    assert [p["korrespondansepartNavn"] for p in item["korrespondansepart"]] == [KARI, "Skjermet"]
    assert [d["tilknyttetRegistreringSom"] for d in item["dokumentbeskrivelse"]] == ["vedlegg"]
    assert item["saksmappe"]["saksnummer"] == "2026/1234"
    assert "skjerming" not in item


@pytest.mark.parametrize("kind", list(Journalposttype))
def test_every_type_has_einnsyns_name(reading: ReaderMaker, kind: Journalposttype) -> None:
    assert items(DAY, reading(case(), entry(type=kind)))[0]["journalposttype"]


def test_the_same_entry_has_the_same_id_in_every_list(reading: ReaderMaker) -> None:
    reader = reading(case(), entry())
    assert len({items(selection, reader)[0]["id"] for selection in LISTS}) == 1


@pytest.mark.parametrize("selection", [MONTH, DAY])
def test_the_pages_of_json_lead_through_the_whole_list(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch, selection: Selection
) -> None:
    monkeypatch.setattr(outline, "ROOM_LINES", 3_000)
    monkeypatch.setattr(outline, "ROOM_WHOLE", 9_000)
    reader = reading(case(), *(entry(f"j{n}", journalsekvensnummer=n) for n in range(1, 41)))
    seen, number = [], 0
    while True:
        page = json.loads(data(selection, "json", reader, number))
        seen += [item["journalsekvensnummer"] for item in page["items"]]
        if "next" not in page:
            break
        number = int(page["next"].rpartition("/del/")[2].partition("/")[0])
    assert seen == sorted(range(1, 41), reverse=selection == MONTH)


def test_json_is_in_parts_of_one_size_and_closed_ones_stay(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline, "ROOM_LINES", 3_000)
    before = reading(case(), *(entry(f"j{n}", journalsekvensnummer=n) for n in range(1, 41)))
    numbers = outline.parts_of(MONTH, before, data=True)
    counts = [len(json.loads(data(MONTH, "json", before, number))["items"]) for number in (*numbers, 0)]
    assert sum(counts) == 40
    assert max(counts[:-1]) - min(counts[:-1]) <= 1
    assert counts[-1] <= max(counts[:-1])
    closed = [data(MONTH, "json", before, number) for number in numbers[:-1]]
    after = reading(case(), *(entry(f"j{n}", journalsekvensnummer=n) for n in range(1, 61)))
    assert closed == [data(MONTH, "json", after, number) for number in numbers[:-1]]
    pages = outline.parts_of(MONTH, before)
    assert numbers[: len(pages)] == pages
    assert selection_file(MONTH, numbers[-1] + 1, "json", before) is None


@pytest.mark.parametrize("dated", [OLD, None])
@pytest.mark.parametrize("format_", ["csv", "json", "atom"])
def test_expired_names_are_hidden_in_the_data_too(
    reading: ReaderMaker, dated: date | None, format_: Format
) -> None:
    made = entry(tittel=f"Søknad fra {KARI}", journaldato=dated, parter=(person(KARI),))
    reader = reading(case(tittel=f"Garasje - {KARI}", saksdato=OLD), made)
    for selection in (
        day_selection(dated),
        *([month_selection(dated), week_selection(dated)] if dated else []),
    ):
        text = data(selection, format_, reader)
        assert "Nordlie" not in text
        assert MASK in text


@pytest.mark.parametrize("selection", LISTS)
def test_a_list_can_be_followed(reading: ReaderMaker, selection: Selection) -> None:
    made = [entry("a"), entry("b", journalsekvensnummer=4019, tittel="Kart & plan \x0b<b>")]
    feed = feedparser.parse(data(selection, "atom", reading(case(), *made)))
    assert not feed.bozo
    assert [one.link for one in feed.entries] == [
        "http://localhost:8000/postliste/2026/11/02/#jp-b",
        "http://localhost:8000/postliste/2026/11/02/#jp-a",
    ]
    assert feed.entries[1].id == "tag:localhost,2015-01-01:/journalpost/b87ca23f/a/"
    assert {one.updated for one in feed.entries} == {"2026-11-02T08:00:00+01:00"} == {feed.feed.updated}


def test_a_feed_has_the_newest_entries_alone(reading: ReaderMaker) -> None:
    made = [entry(f"j{n}", journalsekvensnummer=n) for n in range(1, FEED_ENTRIES + 30)]
    feed = feedparser.parse(data(MONTH, "atom", reading(case(), *made)))
    assert len(feed.entries) == FEED_ENTRIES
    assert feed.entries[0].id.endswith(f"/j{FEED_ENTRIES + 29}/")


def test_a_unit_and_a_type_can_be_followed_over_the_months(reading: ReaderMaker) -> None:
    days = [FRESH, date(2026, 9, 30), date(2026, 9, 1)]
    made = [entry(f"j{n}", journaldato=day, journalsekvensnummer=n + 1) for n, day in enumerate(days)]
    reader = reading(case(), *made)
    for file in (overview_file("atom", reader, unit="plan"), overview_file("atom", reader, type_="I")):
        assert file is not None
        feed = feedparser.parse(file.text)
        assert not feed.bozo
        assert [one.link.rpartition("-")[2] for one in feed.entries] == ["j0", "j1", "j2"]
    assert overview_file("atom", reader, unit="barnehage") is None


def test_what_goes_over_the_months_has_its_newest_entries_as_data(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection_data, "NEWEST", 3)
    days = [FRESH, FRESH, date(2026, 10, 5), date(2026, 9, 30), date(2026, 9, 1)]
    made = [entry(f"j{n}", journaldato=day, journalsekvensnummer=9 - n) for n, day in enumerate(days)]
    other = entry("annen", journalsekvensnummer=90, administrativ_enhet="Veg", type=Journalposttype.UTGAAENDE)
    reader = reading(case(), *made, other)
    for of in ({"unit": "plan"}, {"type_": "I"}):
        table, model = (overview_file(format_, reader, **of) for format_ in ("csv", "json"))
        assert table is not None
        assert model is not None
        assert [row["lopenummer"] for row in rows(table.text)] == ["7/2026", "8/2026", "9/2026"]
        assert [item["systemId"] for item in json.loads(model.text)["items"]] == ["j0", "j1", "j2"]
    whole = overview_file("csv", reader)
    assert whole is not None
    assert whole.file == "postliste/postliste.csv"
    assert [row["lopenummer"] for row in rows(whole.text)] == ["8/2026", "9/2026", "90/2026"]


@pytest.mark.parametrize("format_", ["csv", "json", "atom"])
def test_expired_names_are_hidden_over_the_months_too(reading: ReaderMaker, format_: Format) -> None:
    made = entry(tittel=f"Søknad fra {KARI}", journaldato=OLD, parter=(person(KARI),))
    reader = reading(case(tittel=f"Garasje - {KARI}", saksdato=OLD), made)
    for of in ({"unit": "plan"}, {"type_": "I"}):
        file = overview_file(format_, reader, **of)
        assert file is not None
        assert "Nordlie" not in file.text
        assert MASK in file.text


def test_an_empty_journal_is_no_data_over_the_months(reading: ReaderMaker) -> None:
    assert overview_file("csv", reading()) is None


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
