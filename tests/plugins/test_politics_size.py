"""No page under politics is over 300 kB, whatever a meeting holds, and all of an agenda can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from plugins.model.archive import (
    Forslag,
    Moetedeltaker,
    Moetedokument,
    Moetemappe,
    Moetesak,
    Stemme,
    Votering,
)
from plugins.model.clock import OSLO
from tests.plugins.conftest import SiteBuilder, SmallSite
from tests.views.archive_makers import NOW, case, document, item, meeting

LIMIT = 300_000
PARTIES = ("Ap", "H", "FrP", "Sp", "V", "KrF", "SV", "MDG")
VOTES = tuple(
    Votering(
        stemme=Stemme.JA if n % 3 else Stemme.NEI,
        navn=f"Representant {n} Haugen",
        representerer=PARTIES[n % 8],
    )
    for n in range(41)
)


def agenda(count: int) -> Iterator[Moetesak]:
    """Items with all that an item can have, some short and some long."""
    for n in range(1, count + 1):
        yield item(
            f"e24aef25-fc82-42c6-1234-{n:012}",
            moetesakssekvensnummer=n,
            tittel="«Plan» for <vei> & 'gangbru' " * (n % 4 + 1),
            status="Behandlet",
            saksmappe_id="s1" if n % 2 else "",
            innstilling="Rådmannen & utvalget tilrår <planen>.\n" * (n % 9),
            vedtak="Planen vedtas.\n" * (n % 30),
            forslag=(Forslag(tekst="Saken utsettes.\n" * 5, forslagsstiller="Berit Lie", utfall="Falt"),)
            * (n % 3),
            voteringer=VOTES if n % 5 == 0 else (),
            videolink="https://tv.example.no/kommunestyret?t=60" if n % 2 else "",
            dokumenter=tuple(
                document(f"Vedlegg <{m}>", fil=f"https://arkiv.example.no/{n}/{m}.pdf") for m in range(n % 12)
            ),
        )


def politics(site: SmallSite) -> dict[str, str]:
    return {name: page for name, page in site.pages().items() if name.startswith("politikk/")}


def too_large(pages: dict[str, str]) -> dict[str, int]:
    sizes = {name: len(page.encode()) for name, page in pages.items()}
    return {name: size for name, size in sizes.items() if size > LIMIT}


@pytest.fixture
def long_meeting(build: SiteBuilder) -> dict[str, str]:
    return politics(build(case(), meeting(saker=tuple(agenda(400)))))


def test_an_agenda_of_four_hundred_items_is_pages_to_read(long_meeting: dict[str, str]) -> None:
    assert too_large(long_meeting) == {}
    own = [page for name, page in long_meeting.items() if name.startswith("politikk/mote/")]
    assert len(own) > 3
    assert sum(len(page.encode()) for page in own) / len(own) > 80_000, "and they are no crumbs"
    ids = [id_ for page in own for id_ in re.findall(r'<li id="(sak-[^"]+)"', page)]
    assert len(ids) == len(set(ids)) == 400


def test_the_pages_of_an_agenda_count_on_and_lead_to_each_other(long_meeting: dict[str, str]) -> None:
    own = long_meeting["politikk/mote/b87ca23f/m1/index.html"]
    second = long_meeting["politikk/mote/b87ca23f/m1/del/2/index.html"]
    (until,) = re.findall(r"Sak 1–(\d+) av 400", own)
    assert f"Sak {int(until) + 1}–" in second
    assert 'href="/politikk/mote/b87ca23f/m1/del/2/"' in own
    assert 'href="/politikk/mote/b87ca23f/m1/"' in second
    assert "Møtepapirer" not in second


def test_a_case_leads_to_the_page_that_its_item_is_on(build: SiteBuilder) -> None:
    site = build(case(), meeting(saker=tuple(agenda(300))))
    links = set(
        re.findall(r'href="/(politikk/mote/b87ca23f/m1/[^"#]*)#(sak-[^"]+)"', site.page("/sak/b87ca23f/s1/"))
    )
    assert len({page for page, _ in links}) > 2
    for page, anchor in links:
        assert f'id="{anchor}"' in site.page(page)


def test_a_case_of_every_meeting_shows_the_last_of_them(build: SiteBuilder) -> None:
    """A standing case, like that of matters for information, is treated as long as the body meets."""
    decided = next(item for item in agenda(29) if item.system_id.endswith("29"))
    decided = replace(decided, saksmappe_id="s1", voteringer=VOTES)
    meetings = [
        replace(one, saker=(replace(decided, system_id=one.system_id),)) for one in years_of_meetings(240, 7)
    ]
    page = build(case(), *meetings).page("/sak/b87ca23f/s1/")
    assert len(page.encode()) < LIMIT
    assert page.count('class="case-line__stop ') == 40
    assert "Saken har vært oppe 200 ganger før dette." in page
    newest = "/politikk/mote/b87ca23f/m1/#sak-m1"
    assert page.count(newest) == 2, "as a stop, and with what was decided"


def test_a_case_with_a_decision_of_a_whole_book_is_no_large_page(build: SiteBuilder) -> None:
    page = build(case(), meeting(saker=(replace(HUGE, saksmappe_id="s1"),))).page("/sak/b87ca23f/s1/")
    assert len(page.encode()) < LIMIT
    assert "Vedtaket &lt;står&gt; her." in page


HUGE = item(
    "stor",
    tittel="Lang tittel & mer " * 300,
    vedtak="Vedtaket <står> her.\n" * 8_000,
    innstilling="Innstillingen.\n" * 8_000,
    votering="Avstemning. " * 5_000,
    forslag=tuple(Forslag(tekst="Forslag.\n" * 300, forslagsstiller="Ola " * 100) for _ in range(100)),
    voteringer=tuple(replace(VOTES[0], navn=f"Medlem {n}", representerer=f"Liste {n}") for n in range(600)),
    dokumenter=tuple(
        document(f"Vedlegg {n} & mer", fil=f"https://a.example.no/{n}.pdf") for n in range(1000)
    ),
)


@pytest.mark.parametrize("together", [1, 3])
def test_an_item_that_alone_is_more_than_a_page_is_shortened(build: SiteBuilder, together: int) -> None:
    papers = tuple(
        Moetedokument(system_id=f"d{n}", type="Vedlegg", tittel=f"Papir <{n}>", dokumenter=())
        for n in range(2000)
    )
    present = tuple(Moetedeltaker(navn=f"Deltaker nummer {n}", funksjon="medlem") for n in range(2000))
    items = tuple(replace(HUGE, system_id=f"stor-{n}") for n in range(together))
    pages = politics(build(case(), meeting(saker=items, dokumenter=papers, deltakere=present)))
    assert too_large(pages) == {}
    agenda_pages = "".join(page for name, page in pages.items() if name.startswith("politikk/mote/"))
    for n in range(1000):
        assert agenda_pages.count(f'href="https://a.example.no/{n}.pdf"') == together
    own = pages["politikk/mote/b87ca23f/m1/index.html"]
    for said in (
        "Resten står i møteprotokollen.",
        "Vedtaket &lt;står&gt; her.",
        "Vedlegg 0",
        "Papir &lt;0&gt;",
        "til får ikke plass her",
    ):
        assert said in own


def years_of_meetings(count: int, days: int) -> Iterator[Moetemappe]:
    for n in range(count):
        when = datetime(2026, 12, 20, 18, tzinfo=OSLO) - timedelta(days=n * days)
        yield meeting(f"m{n}", moetedato=when, moetested="Rådhusteateret, Idrettsveien 8 & <salen>")


def test_a_body_of_twenty_years_has_a_page_for_each(build: SiteBuilder) -> None:
    pages = politics(build(*years_of_meetings(400, 19)))
    assert too_large(pages) == {}
    own = pages["politikk/utvalg/kommunestyret/index.html"]
    assert len(set(re.findall(r"/politikk/mote/b87ca23f/m\d+/", own))) == 22
    years = re.findall(r'href="/politikk/utvalg/kommunestyret/(\d{4})/"', own)
    assert years == [str(year) for year in range(2026, 2005, -1)]
    linked = set()
    for year in years:
        linked |= set(
            re.findall(
                r"/politikk/mote/b87ca23f/(m\d+)/", pages[f"politikk/utvalg/kommunestyret/{year}/index.html"]
            )
        )
    assert linked == {f"m{n}" for n in range(400)}


def test_a_year_of_a_thousand_meetings_is_parted(build: SiteBuilder) -> None:
    pages = politics(build(*years_of_meetings(1000, 0)))
    assert too_large(pages) == {}
    of_year = {name: page for name, page in pages.items() if "/2026/" in name}
    assert len(of_year) > 2
    assert "1\N{NARROW NO-BREAK SPACE}000 møter" in of_year["politikk/utvalg/kommunestyret/2026/index.html"]
    linked = [
        m for page in of_year.values() for m in re.findall(r'<a href="/politikk/mote/b87ca23f/(m\d+)/"', page)
    ]
    assert len(linked) == len(set(linked)) == 1000
    assert "til står i kalenderen" in pages["politikk/index.html"]


def test_a_body_that_has_met_a_few_times_has_no_years(build: SiteBuilder) -> None:
    pages = politics(build(*years_of_meetings(20, 30)))
    assert not [name for name in pages if re.search(r"/\d{4}/", name)]
    assert "år for år" not in pages["politikk/utvalg/kommunestyret/index.html"]
    assert NOW.year == 2026
