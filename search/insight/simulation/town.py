"""The town's days: who searches for what, in which season, and what happens on unusual days."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

from plugins.model.clock import OSLO
from search.insight.record import AnswerEvent, AnyEvent
from search.insight.simulation.script import Look, Opened, Visit
from search.insight.simulation.topics import RARE_BEGINNINGS, RARE_ENDINGS, TOPICS, Topic
from search.insight.simulation.truth import Truth

WEEKDAYS = (1.25, 1.2, 1.15, 1.1, 0.95, 0.6, 0.75)
"""How much is searched on each day of the week, around one."""
RARE_SHARE = 0.12
OTHER_PAGES = ("/servicetorget/kontakt/", "/radmann/presse/", "/kommunalteknikk/meld-feil/")


@dataclass(frozen=True, slots=True)
class Rush:
    """So many sessions search for a term within some hours of a day."""

    day: date
    term: str
    sessions: int
    hour: int = 7
    hours: float = 2.0


@dataclass(frozen=True, slots=True)
class Town:
    """A town to simulate; it searches the same on the same day, whatever other days are asked for."""

    topics: tuple[Topic, ...] = TOPICS
    size: float = 1.0
    """1 is a town of 30 000."""
    seed: int = 1
    rushes: tuple[Rush, ...] = ()
    machine_days: frozenset[date] = frozenset()
    """Days with a program that searches 2 000 times and says it is a browser."""
    private: dict[date, str] = field(default_factory=dict)
    """What one and the same person searches for, by day."""
    answers: dict[str, float] = field(default_factory=lambda: dict.fromkeys(OTHER_PAGES, 0.7))
    """Pages that readers answer about, and how many found what they looked for."""

    def day(self, day: date) -> SimulatedDay:
        """Everything that is done on a day."""
        chance = random.Random(f"{self.seed} {day}")  # noqa: S311  (nothing is secret here)
        made = SimulatedDay(day)
        for number, topics in enumerate(self._people(day, chance)):
            made.add(_visit(f"{self.seed} {day} {number}", _moment(day, chance), topics, chance))
        for rush in self.rushes:
            if rush.day == day:
                _add_rush(made, rush, next((t for t in self.topics if t.term == rush.term), None), chance)
        if day in self.machine_days:
            made.add_machine()
        if day in self.private:
            look = Look(term=self.private[day], hits=0)
            made.add(Visit(session=_key(f"privat {day}"), start=_moment(day, chance), looks=(look,)))
        made.add_robots(round(40 * self.size))
        for address, share in self.answers.items():
            for number in range(_poisson(3 * self.size, chance)):
                made.add_answer(address, chance.random() < share, f"{address} {day} {number}", chance)
        return made

    def _people(self, day: date, chance: random.Random) -> Iterator[tuple[Topic, ...]]:
        """What each session of the day looks for."""
        by_term = {topic.term: topic for topic in self.topics}
        weights = [t.weight * t.months.get(day.month, 1.0) for t in self.topics]
        expected = self.size * WEEKDAYS[day.weekday()] * sum(weights) / 7
        for _ in range(_poisson(expected, chance)):
            if chance.random() < RARE_SHARE:
                yield (_rare(chance),)
                continue
            (topic,) = chance.choices(self.topics, weights)
            yield (topic, by_term[topic.becomes]) if topic.becomes in by_term else (topic,)


@dataclass(slots=True)
class SimulatedDay:
    """The events of a day, and what is true of it."""

    day: date
    events: list[AnyEvent] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)

    def add(self, visit: Visit) -> None:
        """One person's visit."""
        self.events += visit.events()
        visit.tell(self.truth)

    def add_machine(self) -> None:
        """A session that searches 2 000 times in half an hour."""
        looks = tuple(Look(term=f"side {number:04d} admin", hits=0, pause=1) for number in range(2000))
        start = datetime.combine(self.day, time(3), OSLO)
        self.events += Visit(session=_key(f"maskin {self.day}"), start=start, looks=looks).events()
        self.truth.machines += len(looks)

    def add_robots(self, count: int) -> None:
        """Searches by a program that says it is a robot."""
        looks = tuple(Look(term=f"robot {number:04d}", hits=0, pause=60) for number in range(count))
        start = datetime.combine(self.day, time(1), OSLO)
        robot = Visit(session=_key("robot"), start=start, looks=looks, source="robot")
        self.events += robot.events()
        self.truth.robots += count

    def add_answer(self, address: str, found: bool, who: str, chance: random.Random) -> None:
        """One reader's answer about a page."""
        at = _moment(self.day, chance)
        comment = "" if found or chance.random() < 0.7 else "Jeg fant ikke telefonnummeret."
        about = Visit(session=_key(who), start=at, looks=()).about(at)
        self.events.append(AnswerEvent(**about, address=address, found=found, comment=comment))
        (self.truth.found if found else self.truth.missed)[address] += 1


def _visit(key: str, start: datetime, topics: tuple[Topic, ...], chance: random.Random) -> Visit:
    looks = [_look(topics[0], chance)]
    if len(topics) > 1 and not looks[0].opened and chance.random() < 0.5:
        looks.append(_look(topics[1], chance, pause=chance.randint(15, 200)))
    return Visit(session=_key(key), start=start, looks=tuple(looks))


def _look(topic: Topic, chance: random.Random, pause: int = 0) -> Look:
    opened: list[Opened] = []
    if topic.hits and chance.random() < topic.opens:
        places = (0, 0, 1, 2) if topic.place == 1 else (-1, 0, 0, 1)
        place = topic.place + (0 if topic.steady else chance.choice(places))
        address = topic.address or chance.choice(OTHER_PAGES)
        opened.append(Opened(after=chance.randint(6, 90), position=place, address=address))
        if chance.random() < 0.08 and not topic.steady:
            other = chance.choice(OTHER_PAGES)
            opened.append(Opened(after=chance.randint(20, 100), position=place + 1, address=other))
    typed = (topic.term[:3], topic.term[:6]) if len(topic.term) > 8 and chance.random() < 0.2 else ()
    return Look(
        term=topic.term,
        hits=topic.hits,
        pause=pause,
        typed=typed,
        pages=2 if topic.hits > 10 and chance.random() < 0.06 else 1,
        filters="type=tjeneste" if topic.hits and chance.random() < 0.04 else "",
        origin=topic.origin if topic.origin and chance.random() < 0.5 else "",
        opened=tuple(opened),
    )


def _add_rush(made: SimulatedDay, rush: Rush, topic: Topic | None, chance: random.Random) -> None:
    start = datetime.combine(rush.day, time(rush.hour), OSLO)
    searched = topic or Topic(term=rush.term, weight=0)
    for number in range(rush.sessions):
        at = start + timedelta(seconds=chance.random() * 3600 * rush.hours)
        made.add(_visit(f"{rush.term} {rush.day} {number}", at.replace(microsecond=0), (searched,), chance))


def _rare(chance: random.Random) -> Topic:
    number = f" {chance.randint(1, 9)}" if chance.random() < 0.4 else ""
    term = f"{chance.choice(RARE_BEGINNINGS)} {chance.choice(RARE_ENDINGS)}{number}"
    return Topic(term=term, weight=0, hits=chance.choice((0, 0, 4, 20)), opens=0.4)


def _moment(day: date, chance: random.Random) -> datetime:
    """A moment between six and half past ten, so that no visit reaches midnight."""
    seconds = int(chance.triangular(0, 16.5 * 3600, 5 * 3600))
    return datetime.combine(day, time(6), OSLO) + timedelta(seconds=seconds)


def _key(what: str) -> str:
    return blake2b(what.encode(), digest_size=8).hexdigest()


def _poisson(expected: float, chance: random.Random) -> int:
    """A number around ``expected`` as chance has it (normal approximation above 30)."""
    if expected > 30:
        return max(0, round(chance.gauss(expected, math.sqrt(expected))))
    limit, count, product = math.exp(-expected), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count
