"""A new delivery makes what it shows anew, and nothing else; a year that passes takes pages away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from plugins.engine.build import Build, Outcome
from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Quarantined, Store
from plugins.store.changes import change
from tests.plugins.conftest import BODIES, UNIT, write
from tests.views.archive_makers import NOW, case, entry, filled_store, held, item, meeting

Record = Saksmappe | Journalpost | Moetemappe | Quarantined
DAYS = [date(2026, 11, 2) + timedelta(days=n) for n in range(5)]
NEW_DAY = date(2026, 11, 20)


def on(day: date, number: int, of: str = "s1") -> Journalpost:
    return entry(f"j{number}", saksmappe_id=of, journaldato=day, journalsekvensnummer=number)


class Site:
    """A small site with a store; what a build wrote is told by address."""

    def __init__(self, root: Path) -> None:
        self.content, self.output, self.state = root / "content", root / "output", State(root / "var")
        write(self.content / "servicetorget/virksomhet.md", UNIT)
        write(self.content / "data/utvalg.yaml", BODIES)
        self.state.root.mkdir()

    def deliver(self, *records: Record, now: datetime = NOW) -> None:
        filled_store(self.state.root, *records, now=now).close()

    def withdraw(self, system_id: str) -> None:
        with Store.open(self.state.store) as store, change(store.connection, f"trukket {system_id}"):
            store.connection.execute("DELETE FROM journalpost WHERE system_id = ?", (system_id,))

    def build(self, now: datetime = NOW) -> Outcome:
        return Build(self.content, self.output, self.state, now, say=lambda line: None).run()

    def of_archive(self, outcome: Outcome) -> set[str]:
        """What was written of the archive, without the search documents."""
        places = {place.removeprefix("nettsted:") for place in outcome.written}
        return {place for place in places if place.startswith(("postliste/", "sak/", "politikk/"))}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    cases = [case(), case("s2", sakssekvensnummer=2), case("s3", sakssekvensnummer=3)]
    entries = [on(day, 10 * n, f"s{n % 2 + 1}") for n, day in enumerate(DAYS, 1)]
    made.deliver(*cases, *entries, meeting(saker=(item(saksmappe_id="s3"),)))
    made.build()
    return made


def day_files(day: date) -> set[str]:
    folder = f"postliste/{day:%Y/%m/%d}"
    return {f"{folder}/index.html", f"{folder}/postliste.csv", f"{folder}/postliste.json"}


LISTS = {
    "postliste/2026/11/index.html",
    "postliste/2026/11/enhet/plan/index.html",
    "postliste/2026/11/type/inngaende/index.html",
}
OVERVIEWS = {"postliste/index.html", "postliste/enhet/plan/index.html", "postliste/type/inngaende/index.html"}
"""What lists the entries of November, and what counts those of every month and names nobody."""


def test_a_new_day_makes_itself_its_neighbour_its_cases_and_the_lists(site: Site) -> None:
    site.deliver(case("s4", sakssekvensnummer=4), on(NEW_DAY, 51, "s4"), on(NEW_DAY, 52, "s1"))
    assert site.of_archive(site.build()) == day_files(NEW_DAY) | LISTS | OVERVIEWS | {
        f"postliste/{NEW_DAY:%Y/%m/%d}/atom.xml",
        "postliste/2026/uke/47/index.html",
        "postliste/2026/uke/45/index.html",  # its neighbour
        "postliste/atom.xml",
        f"postliste/{DAYS[-1]:%Y/%m/%d}/index.html",
        "sak/b87ca23f/s1/atom.xml",
        "sak/b87ca23f/s1/index.html",
        "sak/b87ca23f/s4/atom.xml",
        "sak/b87ca23f/s4/index.html",
        "sak/2026/4/index.html",
    }


def test_a_new_title_of_a_case_makes_what_shows_it(site: Site) -> None:
    site.deliver(case("s2", sakssekvensnummer=2, tittel="Et nytt navn på saken"))
    written = site.of_archive(site.build())
    shown = set().union(*(day_files(day) for n, day in enumerate(DAYS, 1) if n % 2))
    pages = {"sak/b87ca23f/s2/index.html", "sak/b87ca23f/s2/atom.xml", "sak/2026/2/index.html"}
    assert written == shown | pages


def test_a_hole_that_is_filled_is_told_of_no_longer(site: Site) -> None:
    page = site.output / f"postliste/{DAYS[1]:%Y/%m/%d}/index.html"
    assert "Løpenummer 11–19/2026" in page.read_text("utf-8")
    site.deliver(on(DAYS[0], 19))
    site.build()
    assert "ikke i postlista" not in page.read_text("utf-8")
    site.withdraw("j19")
    site.build()
    assert "Løpenummer 11–19/2026" in page.read_text("utf-8")


def test_a_number_that_is_held_back_is_told_of_until_it_is_mended(site: Site) -> None:
    page = site.output / f"postliste/{DAYS[1]:%Y/%m/%d}/index.html"
    week = site.output / "postliste/2026/uke/45/index.html"
    site.deliver(held("j15", 15))
    assert site.of_archive(site.build()) == {
        "postliste/index.html",
        f"postliste/{DAYS[1]:%Y/%m/%d}/index.html",
        "postliste/2026/uke/45/index.html",
        "postliste/2026/11/index.html",
    }
    assert "1 venter på kontroll og 8 er ikke levert" in page.read_text("utf-8")
    assert "1 venter på kontroll og 35 er ikke levert" in week.read_text("utf-8")
    site.deliver(on(DAYS[1], 15))
    site.build()
    assert "venter på kontroll" not in page.read_text("utf-8")
    assert "34 numre i denne lista" not in week.read_text("utf-8")


def test_a_delivery_that_says_what_is_known_makes_the_page_that_tells_of_it_alone(site: Site) -> None:
    site.deliver(case("s2", sakssekvensnummer=2), now=NOW + timedelta(days=1))
    assert site.of_archive(site.build(NOW + timedelta(days=1))) == {"postliste/index.html"}
    page = (site.output / "postliste/index.html").read_text("utf-8")
    assert 'Sist levert fra arkivet: <time datetime="2026-11-24">' in page
    assert 'Nyeste journaldato: <time datetime="2026-11-06">' in page


def test_what_is_withdrawn_is_gone_from_every_file(site: Site) -> None:
    site.deliver(replace(on(NEW_DAY, 99, "s2"), tittel="Vekk med den"))
    site.build()
    site.withdraw("j99")
    outcome = site.build()
    assert f"nettsted:postliste/{NEW_DAY:%Y/%m/%d}/index.html" in outcome.removed
    for folder in (site.output, site.state.documents):
        for path in folder.rglob("*"):
            assert path.is_dir() or b"Vekk med den" not in path.read_bytes(), path


def test_a_meeting_makes_itself_and_the_cases_it_treats(site: Site) -> None:
    site.deliver(meeting(saker=(item(saksmappe_id="s3", vedtak="Godkjent."),)))
    written = site.of_archive(site.build())
    assert {"politikk/mote/b87ca23f/m1/index.html", "sak/b87ca23f/s3/index.html"} <= written
    assert not any(place.startswith("postliste/") for place in written)


def test_a_meeting_makes_the_year_of_its_body_and_no_other(site: Site) -> None:
    first = datetime(2024, 1, 10, 18, tzinfo=OSLO)
    site.deliver(*(meeting(f"n{n}", moetedato=first + timedelta(days=30 * n)) for n in range(30)))
    site.build()
    assert (site.output / "politikk/utvalg/kommunestyret/2024/index.html").is_file()
    site.deliver(meeting("nytt", moetedato=datetime(2026, 12, 2, 18, tzinfo=OSLO)))
    written = site.of_archive(site.build())
    assert {place for place in written if "/utvalg/" in place} == {
        "politikk/utvalg/kommunestyret/index.html",
        "politikk/utvalg/kommunestyret/kalender.ics",
        "politikk/utvalg/kommunestyret/2026/index.html",
    }


def test_pages_leave_the_site_as_their_year_passes(site: Site) -> None:
    outcome = site.build(datetime(2027, 11, 2, 23, 59, tzinfo=OSLO))
    assert not any("postliste/" in place for place in outcome.removed)
    for day in DAYS:
        expected = datetime(2027, 11, day.day + 1, tzinfo=OSLO)
        assert outcome.next_change == expected
        outcome = site.build(expected)
        pages = {f"nettsted:{place}" for place in day_files(day)}
        assert pages <= set(outcome.removed)
        gone = {place for place in outcome.removed if place.startswith("nettsted:postliste/")}
        lists = {f"nettsted:{place}" for place in LISTS | {"postliste/2026/uke/45/index.html"}}
        expected_gone = pages | {f"nettsted:postliste/{day:%Y/%m/%d}/atom.xml"}
        # A list goes when the oldest day in it does: what is left of it is answered by the service.
        assert gone == expected_gone | (lists if day == DAYS[0] else set())
    left = {path.name for path in (site.output / "postliste").iterdir()}
    assert left == {"index.html", "atom.xml", "enhet", "type"}
    assert not (site.output / "sak").exists()


def test_an_older_copy_of_the_store_that_is_put_back_is_seen(site: Site) -> None:
    copy = site.state.store.read_bytes()
    site.deliver(on(NEW_DAY, 51))
    site.build()
    for file in site.state.root.glob("lager.db*"):
        file.unlink()
    site.state.store.write_bytes(copy)
    outcome = site.build()
    assert f"nettsted:postliste/{NEW_DAY:%Y/%m/%d}/index.html" in outcome.removed
    site.deliver(on(DAYS[0], 77, "s2"))
    assert f"postliste/{DAYS[0]:%Y/%m/%d}/index.html" in site.of_archive(site.build())


def test_nothing_new_is_nothing_to_do(site: Site) -> None:
    assert not site.build().written
    site.deliver(on(DAYS[0], 10, "s2"))
    assert not site.build().written
