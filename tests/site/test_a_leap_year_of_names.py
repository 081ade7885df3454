"""A town walks through two years with a leap day, and no name outlives its year in anything it makes.

The town is built on every day that a name goes and on the day before; then all that is published is read, and
the service asked. The build must have said beforehand that it has to be made again by then. The search alone
is asked every day, of an index that is never made again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from plugins.engine.build import Build
from plugins.engine.pelican_run import ROOT
from plugins.model.clock import OSLO
from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.service.app import create_app
from search.service.settings import Settings
from tests.engine.incremental import files
from tests.site.names_of_a_year import ARCHIVE, AT_MEETING, EVERYBODY, PEOPLE, Person, delivery
from tests.town_builder import copy_of_town

START, END = datetime(2027, 3, 1, tzinfo=OSLO), datetime(2029, 3, 5, tzinfo=OSLO)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
TOPIC = "gjerdeklage"


class Walk:
    """The town with its clock, and everything that can be asked of it."""

    def __init__(self, root: Path) -> None:
        self.content, self.output, self.state = copy_of_town(root), root / "output", State(root / "var")
        deliveries = self.content / "data" / "leveranser"
        shutil.rmtree(deliveries)
        deliveries.mkdir()
        (deliveries / "journal.xml").write_text(delivery(), encoding="utf-8")
        self.now = START
        self.builds: list[datetime] = []

    def build(self) -> datetime | None:
        """Build and index at ``now``; the moment at which the build must be made again."""
        build = Build(self.content, self.output, self.state, self.now, say=lambda line: None, processes=1)
        outcome = build.run()
        update_index(self.state, self.now)
        self.builds.append(self.now)
        return outcome.next_change

    def published(self) -> str:
        """Names and contents of all that the build made: pages, feeds, files, calendars, documents, frame."""
        made = {**files(self.output), **files(self.state.root / "dokumenter")}
        frames = {path.name: path.read_bytes() for path in self.state.root.glob("*ramme*.json")}
        return "\n".join(
            f"{place}\n{content.decode('utf-8', 'replace')}" for place, content in {**made, **frames}.items()
        )


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return Walk(tmp_path_factory.mktemp("skuddaar"))


@pytest.fixture(scope="module")
def client(walk: Walk) -> Iterator[TestClient]:
    walk.build()
    settings = Settings.model_validate(
        {"STATE": walk.state.root, "OUTPUT": walk.output, "THEME": ROOT / "theme"}
    )
    with TestClient(create_app(settings, clock=lambda: walk.now)) as client:
        yield client


def test_no_name_outlives_its_year_in_anything(walk: Walk, client: TestClient) -> None:
    faults: list[str] = []
    for moment in _days_of_change():
        walk.now = moment
        due = walk.build()
        faults += _in_what_is_published(walk, due)
        faults += _in_answers(walk, client, _of_interest(walk))
        for later in (moment + HOUR, moment + DAY - SECOND):  # within the day, and its last second
            walk.now = later.astimezone(UTC)
            faults += _in_answers(walk, client, _of_interest(walk))
    assert not faults, "\n".join(faults[:20])


def test_search_forgets_day_by_day_without_being_told(walk: Walk) -> None:
    walk.now = START
    walk.build()
    engine, faults = WhooshEngine(walk.state.index), []
    day = START
    while day < END:
        ends = [_next_day(day) - SECOND] if _near(day) else []
        for now in (moment.astimezone(UTC) for moment in (day, *ends)):
            shown = repr(engine.search(parse_params({"q": [TOPIC], "antall": ["50"]}), now))
            seen = {person.key for person in PEOPLE if person.surname in shown}
            allowed = {person.key for person in PEOPLE if person.may_be_seen(now)}
            hit = {p.key for p in _near(now) if engine.search(parse_params({"q": [p.surname]}), now).total}
            if seen != allowed or hit != allowed & {p.key for p in _near(now)}:
                faults.append(f"{now}: vist {sorted(seen)}, treff {sorted(hit)}, lov {sorted(allowed)}")
        day = _next_day(day)
    engine.close()
    assert not faults, "\n".join(faults[:20])


def _days_of_change() -> list[datetime]:
    """The days on which a name goes, the day before each, and the ends of the walk."""
    gone = {person.gone for person in EVERYBODY if person.gone}
    days = {START, END} | gone | {_midnight(moment - HOUR) for moment in gone}
    return sorted(day for day in days if START <= day <= END)


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time.min, OSLO)


def _next_day(day: datetime) -> datetime:
    return datetime.combine(day.date() + DAY, time.min, OSLO)


def _in_what_is_published(walk: Walk, due: datetime | None) -> Iterator[str]:
    text = walk.published()
    for person in EVERYBODY:
        seen, allowed = person.surname in text, person.may_be_seen(walk.now)
        if seen and not allowed:
            yield f"{walk.now}: {person.surname} står i noe som er publisert"
        if allowed and not seen:
            yield f"{walk.now}: {person.surname} mangler i alt som er publisert"
        if allowed and person.gone and (due is None or due > person.gone):
            yield f"{walk.now}: bygget gjelder til {due}, men {person.surname} går ut {person.gone}"


def _in_answers(walk: Walk, client: TestClient, people: list[Person]) -> Iterator[str]:
    for address in _addresses(people):
        answer = client.get(address)
        if answer.status_code != 200:  # redirects are followed
            yield f"{walk.now}: {address} svarte {answer.status_code}"
        echoed = address.partition("q=")[2]
        for person in people:
            if person.surname in _without(answer.text, echoed) and not person.may_be_seen(walk.now):
                yield f"{walk.now}: {person.surname} står på {address}"
    for person in people:
        found = client.get("/api/v1/sok", params={"q": person.surname}).json()
        if bool(found["total"]) is not person.may_be_seen(walk.now):
            yield f"{walk.now}: søk etter {person.surname} ga {found['total']} treff"
        if not person.may_be_seen(walk.now) and any(found["facets"].values()):
            yield f"{walk.now}: fasettene røper {person.surname}"


def _addresses(people: list[Person]) -> Iterator[str]:
    """Where a name might be: pages, data, feeds, hits and excerpts."""
    yield from (f"/sok?q={TOPIC}&antall=50", f"/api/v1/sok?q={TOPIC}&antall=50", "/postliste/atom.xml")
    yield from ("/", "/postliste/", "/politikk/", f"/politikk/mote/{ARCHIVE}/m1/", "/sok?q=type:sak")
    for person in people:
        yield f"/sok?q={person.surname}"
        if not person.in_meeting:
            day, case = person.day_address, person.case_address
            yield from (day, f"{day}postliste.csv", f"{day}postliste.json", case, f"{case}atom.xml")
            yield f"/journalpost/{ARCHIVE}/j-{person.key}"


def _of_interest(walk: Walk) -> list[Person]:
    """Everybody a few times on the way; else those whose names go about now, and who never was seen."""
    return list(EVERYBODY) if len(walk.builds) % 12 == 1 else [*_near(walk.now), PEOPLE[-1]]


def _near(moment: datetime) -> list[Person]:
    return [p for p in PEOPLE if p.gone is not None and abs(p.gone - moment) < 2 * DAY]


def _without(text: str, echoed: str) -> str:
    """An answer without what the visitor wrote, which is told back."""
    return text.replace(echoed, "") if echoed else text


def test_the_oracle_knows_the_leap_day() -> None:
    gone = {person.key: person.gone for person in EVERYBODY}
    assert gone["ag"] == datetime(2028, 3, 1, tzinfo=OSLO)
    assert gone["ak"] == gone["al"] == datetime(2029, 3, 1, tzinfo=OSLO)
    assert gone["ap"] is None
    assert AT_MEETING.gone == gone["al"]
    assert gone["ah"] == datetime(2028, 3, 2, tzinfo=OSLO)


@pytest.mark.parametrize("person", [p for p in PEOPLE if p.dated], ids=lambda p: p.key)
def test_everybody_is_seen_while_they_may_be(walk: Walk, client: TestClient, person: Person) -> None:
    walk.now = max(START, datetime.combine(person.dated, datetime.min.time(), OSLO))  # type: ignore[arg-type]
    walk.build()
    assert person.may_be_seen(walk.now)
    for address in (person.day_address, f"{person.day_address}postliste.csv", person.case_address):
        assert person.surname in client.get(address).text, address
    found = client.get("/api/v1/sok", params={"q": person.surname}).json()
    assert person.surname in msgspec.json.encode(found).decode()
