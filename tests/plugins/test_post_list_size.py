"""No page of the post list is over 300 kB, whatever a day holds, and every line leads to its entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from lxml import html
from msgspec.structs import replace

from plugins.model.archive import Journalpost, Saksmappe, Skjerming
from tests.plugins.conftest import SiteBuilder, SmallSite
from tests.views.archive_makers import FRESH, case, company, document, entry

LIMIT = 300_000
WHOLE = {"whole_archive": True}
SHIELD = Skjerming(
    tilgangsrestriksjon="Unntatt offentlighet", skjermingshjemmel="offl. § 13 jf. fvl. § 13 nr. 1"
)


def day_of(count: int) -> Iterator[Saksmappe | Journalpost]:
    """A day of letters long and short, in as many cases; each has its own kind of excess."""
    for n in range(count):
        yield case(f"s{n}", sakssekvensnummer=n + 1, tittel=f"Sak om gangbru & undergang <{n}>")
        yield entry(
            f"e24aef25-fc82-42c6-1234-{n:012}",
            saksmappe_id=f"s{n}",
            journalsekvensnummer=n + 1,
            tittel="«Tittel» & 'mer' " * (n % 15 + 1),
            parter=tuple(company(f"Naboen i Vestveien {m} & co AS") for m in range(n % 7)),
            dokumenter=tuple(document(f"Vedlegg <{m}>", hoveddokument=not m) for m in range(n % 5)),
            skjerming=SHIELD if n % 3 else None,
            administrativ_enhet="Plan" if n % 2 else "Veg og park",
        )


def post_list(site: SmallSite) -> dict[str, str]:
    return {name: page for name, page in site.pages().items() if name.startswith("postliste/")}


@pytest.fixture
def long_day(build: SiteBuilder) -> dict[str, str]:
    return post_list(build(*day_of(2000), SKI=WHOLE))


def test_no_page_of_a_day_of_two_thousand_is_large(long_day: dict[str, str]) -> None:
    sizes = {name: len(page.encode()) for name, page in long_day.items()}
    assert sizes["postliste/2026/11/02/index.html"] > LIMIT / 4, "and they are no crumbs"
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def test_every_line_leads_to_its_entry(long_day: dict[str, str]) -> None:
    ids = {name: set(re.findall(r' id="(jp-[^"]+)"', page)) for name, page in long_day.items()}
    lines = [
        link
        for page in long_day.values()
        for link in html.fromstring(page).xpath("//a/@href")
        if "#jp-" in link
    ]
    assert len(set(lines)) == 2000
    for line in set(lines):
        page, _, anchor = line.partition("#")
        assert anchor in ids[f"{page.strip('/')}/index.html"], line


def test_a_letter_to_thousands_is_no_large_page(build: SiteBuilder) -> None:
    crowd = tuple(company(f"Naboen i Vestveien {m} & co AS") for m in range(4000))
    site = build(case(), entry(parter=crowd), SKI=WHOLE)
    pages = post_list(site)
    assert all(len(page.encode()) < LIMIT for page in pages.values())
    assert "og 3" in pages["postliste/2026/11/02/index.html"]
    assert "Vestveien 3999" in (site.output / "postliste/2026/11/02/postliste.csv").read_text("utf-8")


def test_data_is_in_parts_no_larger_that_lead_to_each_other(build: SiteBuilder) -> None:
    site = build(*day_of(600), SKI=WHOLE)
    parts = {path.relative_to(site.output).as_posix(): path for path in site.output.rglob("postliste.json")}
    lists = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in parts.items()}
    assert len(lists) > 20
    del lists["postliste/postliste.json"]  # the newest of all, which has no parts
    for name, page in lists.items():
        beside = [urlsplit(page[way]).path.strip("/") for way in ("next", "previous") if way in page]
        assert set(beside) <= set(lists), name
    over = {name: parts[name].stat().st_size for name in lists if "/del/" in name}
    assert over
    assert {name: size for name, size in over.items() if size > LIMIT} == {}


def test_the_parts_of_a_day_count_on(long_day: dict[str, str]) -> None:
    first = long_day["postliste/2026/11/02/index.html"]
    second = long_day["postliste/2026/11/02/del/2/index.html"]
    (until,) = re.findall(r"Dokument 1–(\d+) av 2\W000", first)
    assert f"Dokument {int(until) + 1}–" in second
    assert f"{FRESH:/postliste/%Y/%m/%d/}del/2/" in first


def hearing_of(count: int) -> Iterator[Saksmappe | Journalpost]:
    """One case with all the letters of a hearing, as full of excess as the day's."""
    yield case("s0", tittel="Høring av planen for gangbrua")
    for record in day_of(count):
        if isinstance(record, Journalpost):
            number = record.journalsekvensnummer
            yield replace(record, saksmappe_id="s0", journalpostnummer=number)


def test_no_page_of_a_hearing_of_two_thousand_letters_is_large(build: SiteBuilder) -> None:
    pages = build(*hearing_of(2000), SKI=WHOLE).pages()
    sizes = {name: len(page.encode()) for name, page in pages.items() if name.startswith("sak/b87ca23f/")}
    assert len(sizes) > 10
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


@pytest.mark.parametrize("title", ["Uttalelse & vedlegg <{}> til høringen", "Lang og mager " * 120 + "{}"])
def test_a_letter_with_a_thousand_documents_is_no_large_page(build: SiteBuilder, title: str) -> None:
    many = tuple(document(title.format(m), hoveddokument=not m, fil=f"{m}.pdf") for m in range(1000))
    around = [entry(f"k{n}", journalpostnummer=n, journalsekvensnummer=n) for n in (1, 9)]
    site = build(case(), *around, entry(dokumenter=many), SKI=WHOLE)
    pages = {n: p for n, p in site.pages().items() if n.startswith(("postliste/", "sak/b87ca23f/s1/"))}
    assert {name: len(page) for name, page in pages.items() if len(page.encode()) > LIMIT} == {}
    day = html.fromstring(pages["postliste/2026/11/02/index.html"])
    (way,) = day.xpath("//a[starts-with(text(), 'Vis alle 1\u202f000 dokumentene')]/@href")
    assert way == "/sak/b87ca23f/s1/#jp-j1"
    of_case = [pages[name] for name in pages if name.startswith("sak/")]
    assert sorted(d for page in of_case for d in documents_in(page)) == sorted(d.tittel for d in many)


def documents_in(page: str) -> list[str]:
    """The documents of the entries on a page."""
    found = html.fromstring(page).xpath("//ul[@class='document-list']/li/span")
    return [(one.text or "").strip() for one in found]
