"""Every page of the archive is written at its address, escaped, and kept from search engines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from plugins.model.clock import OSLO
from tests.plugins.conftest import SiteBuilder
from tests.views.archive_makers import (
    NOW,
    OLD,
    case,
    company,
    document,
    entry,
    held,
    item,
    meeting,
    person,
)

KARI = "Kari Nordlie"
WHOLE = {"whole_archive": True}


def test_each_record_has_its_pages(build: SiteBuilder) -> None:
    site = build(
        case(),
        case("s2", arkiv="00000000", tittel="Et annet arkivs sak"),
        case("s3", sakssekvensnummer=7),
        entry(),
        entry("j2", journaldato=None, journalsekvensnummer=4019),
        meeting(saker=(item(),)),
        meeting("m2", utvalg="Quizutvalget"),
        SKI=WHOLE,
    )
    assert set(site.pages()) == {
        "postliste/index.html",
        "postliste/2026/11/02/index.html",
        "postliste/2026/11/index.html",
        "postliste/2026/11/enhet/plan/index.html",
        "postliste/2026/11/type/inngaende/index.html",
        "postliste/2026/uke/45/index.html",
        "postliste/enhet/plan/index.html",
        "postliste/type/inngaende/index.html",
        "postliste/udatert/index.html",
        "sak/b87ca23f/s1/index.html",
        "sak/00000000/s2/index.html",
        "sak/b87ca23f/s3/index.html",
        "sak/2026/1234/index.html",
        "sak/2026/7/index.html",
        "horinger/index.html",
        "politikk/index.html",
        "politikk/utvalg/kommunestyret/index.html",
        "politikk/utvalg/quizutvalget/index.html",
        "politikk/mote/b87ca23f/m1/index.html",
        "politikk/mote/b87ca23f/m2/index.html",
        "politikk/sak/kst-35-26/index.html",
    }


def test_a_site_without_deliveries_has_its_empty_lists(build: SiteBuilder) -> None:
    site = build()
    assert set(site.pages()) == {
        "postliste/index.html",
        "horinger/index.html",
        "politikk/index.html",
        "politikk/utvalg/kommunestyret/index.html",
    }


def test_post_list_and_cases_are_kept_from_search_engines_and_meetings_are_not(build: SiteBuilder) -> None:
    pages = build(case(), entry(), meeting()).pages()
    hidden = {name for name, html in pages.items() if 'content="noindex"' in html}
    assert hidden == {name for name in pages if name.startswith(("postliste/", "sak/"))}


def test_what_the_archive_writes_is_text_and_never_markup(build: SiteBuilder) -> None:
    evil = "<script>alert(1)</script><b>&amp;"
    site = build(
        case(tittel=evil, administrativ_enhet=evil, saksansvarlig=evil, saksstatus=evil),
        entry(tittel=evil, parter=(company(evil),), dokumenter=(document(evil),), administrativ_enhet=evil),
        meeting(
            tittel=evil, moetested=evil, utvalg=evil, saker=(item(tittel=evil, vedtak=evil, status=evil),)
        ),
    )
    for name, html in site.pages().items():
        assert "<script>alert" not in html, name
        assert "<b>" not in html, name


def test_a_number_with_one_case_sends_the_reader_on(build: SiteBuilder) -> None:
    html = build(case(), entry()).page("/sak/2026/1234/")
    assert '<meta http-equiv="refresh" content="0; url=/sak/b87ca23f/s1/">' in html
    assert '<a href="/sak/b87ca23f/s1/">' in html


def test_a_number_with_two_cases_lists_both(build: SiteBuilder) -> None:
    html = build(case(), case("s2", arkiv="00000000")).page("/sak/2026/1234/")
    assert 'http-equiv="refresh"' not in html
    assert "/sak/b87ca23f/s1/" in html
    assert "/sak/00000000/s2/" in html


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2025, 2, 28, 23, 0, tzinfo=OSLO), True),
        (datetime(2025, 3, 1, 0, 0, tzinfo=OSLO), False),
    ],
)
def test_names_leave_every_page_by_the_clock(build: SiteBuilder, now: datetime, shown: bool) -> None:
    leap = datetime(2024, 2, 29).date()  # noqa: DTZ001
    site = build(
        case(tittel=f"Garasje - {KARI}", saksdato=leap),
        entry(
            tittel=f"Søknad fra {KARI}",
            journaldato=leap,
            parter=(person(KARI),),
            dokumenter=(document(f"Tegning, {KARI}"),),
        ),
        meeting(moetedato=now - timedelta(hours=30), saker=(item(tittel=f"Klage fra {KARI}"),)),
        now=now,
        SKI=WHOLE,
    )
    found = {name for name, html in site.pages().items() if "Nordlie" in html}
    named = {
        "postliste/2024/02/29/index.html",
        "postliste/2024/02/index.html",
        "postliste/2024/02/enhet/plan/index.html",
        "postliste/2024/02/type/inngaende/index.html",
        "postliste/2024/uke/09/index.html",
        "sak/b87ca23f/s1/index.html",
        "sak/2026/1234/index.html",
        "politikk/mote/b87ca23f/m1/index.html",
        "politikk/sak/kst-35-26/index.html",
    }
    assert found == (named if shown else set())


@pytest.mark.parametrize(
    ("now", "is_file"),
    [
        (datetime(2025, 2, 28, 23, 59, tzinfo=OSLO), True),
        (datetime(2025, 3, 1, 0, 0, tzinfo=OSLO), False),
    ],
)
def test_what_is_older_than_a_year_is_no_file(build: SiteBuilder, now: datetime, is_file: bool) -> None:
    leap = datetime(2024, 2, 29).date()  # noqa: DTZ001
    site = build(
        case(saksdato=leap),
        case("s2", sakssekvensnummer=9, saksdato=None),
        entry(journaldato=leap),
        entry("j2", saksmappe_id="s2", journaldato=None, journalsekvensnummer=2),
        meeting(moetedato=datetime(2024, 2, 29, 18, 0, tzinfo=OSLO)),
        meeting("m2", moetedato=None),
        now=now,
    )
    made = {p.relative_to(site.output).as_posix() for p in site.output.rglob("*") if p.is_file()}
    of_last_year = {
        "postliste/2024/02/29/index.html",
        "postliste/2024/02/29/postliste.csv",
        "postliste/2024/02/29/postliste.json",
        "sak/b87ca23f/s1/index.html",
        "sak/2026/1234/index.html",
        "politikk/mote/b87ca23f/m1/index.html",
    }
    assert made & of_last_year == (of_last_year if is_file else set())
    assert "politikk/mote/b87ca23f/m2/index.html" in made, "a meeting without a date is yet to come"
    assert not any("udatert" in place or "/s2/" in place or "/9/" in place for place in made)


def test_a_case_is_a_file_as_long_as_its_newest_entry(build: SiteBuilder) -> None:
    site = build(case(saksdato=OLD), entry(journaldato=OLD), entry("j2", journalsekvensnummer=2))
    assert {p for p in site.pages() if p.startswith("sak/")} == {
        "sak/b87ca23f/s1/index.html", "sak/2026/1234/index.html",
    }  # fmt: skip
    assert "postliste/2025/03/03/index.html" not in site.pages()
    assert "/postliste/2025/03/03/" in site.page("/postliste/2026/11/02/"), "the service answers there"


def test_the_setting_shows_old_names(build: SiteBuilder) -> None:
    records = (case(saksdato=OLD), entry(journaldato=OLD, parter=(person(KARI),)))
    site = build(*records, SKI={"mask_old_names": False, **WHOLE})
    assert KARI in site.page("/postliste/2025/03/03/")


def test_a_day_of_the_post_list_reads_as_the_journal(build: SiteBuilder) -> None:
    html = build(case(), entry(parter=(person(KARI), company("Hauger Bygg AS")))).page(
        "/postliste/2026/11/02/"
    )
    for said in ("2026/1234-7", "4018/2026", "Inngående", KARI, "Hauger Bygg AS", "2. november 2026"):
        assert said in html


def test_a_cancelled_meeting_is_seen_as_cancelled(build: SiteBuilder) -> None:
    site = build(meeting(avlyst=True, moetedato=NOW + timedelta(days=3)))
    assert "avlyst" in site.page("/politikk/mote/b87ca23f/m1/").lower()
    assert "Avlyst" in site.page("/politikk/utvalg/kommunestyret/")


def test_a_day_lies_as_data_beside_its_page(build: SiteBuilder) -> None:
    site = build(case(), entry(), entry("j2", journaldato=None, journalsekvensnummer=4019), SKI=WHOLE)
    for folder in ("postliste/2026/11/02", "postliste/udatert"):
        html = site.page(folder)
        for name in ("postliste.csv", "postliste.json"):
            assert f'href="/{folder}/{name}"' in html
            assert (site.output / folder / name).is_file()
    assert (
        (site.output / "postliste/2026/11/02/postliste.csv")
        .read_bytes()
        .startswith(b"\xef\xbb\xbfjournaldato;")
    )
    assert (site.output / "postliste/atom.xml").is_file()


def test_no_systemid_stops_the_build_or_hides_another_record(build: SiteBuilder) -> None:
    site = build(
        case("A_1", tittel="Første sak"),
        case("A-1", tittel="Andre sak"),
        case("№", tittel="Tredje sak"),
        case("B-1", tittel="Fjerde sak"),
        case("b-1", tittel="Samme id med små bokstaver"),
        entry("J_1", saksmappe_id="A_1"),
        entry("J-1", saksmappe_id="A_1", journalsekvensnummer=2),
        meeting("M_1"),
        meeting("M-1"),
    )
    pages = " ".join(html for name, html in site.pages().items() if name.startswith("sak/b87ca23f/"))
    for title in ("Første sak", "Andre sak", "Tredje sak", "Fjerde sak"):
        assert title in pages
    assert len([name for name in site.pages() if name.startswith("politikk/mote/")]) == 2


def test_what_is_held_back_is_called_by_a_word_that_fits_cases_and_meetings(build: SiteBuilder) -> None:
    page = build(case(), entry(), held("s9"), held("m9")).page("/postliste/")
    assert "2 oppføringer fra arkivet holdes nå tilbake til noen har kontrollert dem." in page
