"""Invented deliveries are true Noark 5, the same for the same seed, and identify nobody."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from bench.deliveries import DEMO, write_demo, write_journal
from bench.delivery_calendar import is_working_day, working_days
from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.identifiers import find_national_ids
from plugins.model.state import State
from plugins.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    state = State(tmp_path_factory.mktemp("var"))
    report = import_path(DEMO, state, NOW)
    assert not report.refused
    return Store.open(state.store, read_only=True)


def test_the_demonstration_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_demo(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in DEMO.iterdir()}


def test_the_demonstration_is_small_and_without_identifiers() -> None:
    assert sum(path.stat().st_size for path in DEMO.iterdir()) < 5_000_000
    for path in DEMO.iterdir():
        for text in re.findall(r">([^<>]+)<", path.read_text(encoding="utf-8")):
            assert not find_national_ids(text)


def test_nothing_of_the_demonstration_is_held_back(demo: Store) -> None:
    assert demo.quarantine() == ()
    years = Counter(e.journalaar for e in demo.entries())
    assert years == {2026: 1500, 2015: 120}
    assert demo.newest_journal_date() == date(2026, 11, 20)


def test_entries_come_on_working_days_with_a_few_gaps_in_the_numbers(demo: Store) -> None:
    days = [day for day, _ in demo.days() if day is not None]
    assert all(is_working_day(day) for day in days)
    numbers = sorted(e.journalsekvensnummer for e in demo.entries() if e.journalaar == 2026)
    assert len(set(numbers)) == 1500
    gaps = numbers[-1] - numbers[0] + 1 - len(numbers)
    assert 5 <= gaps <= 60


def test_running_numbers_rise_with_the_days(demo: Store) -> None:
    entries = sorted(
        (e for e in demo.entries() if e.journalaar == 2026), key=lambda e: e.journalsekvensnummer
    )
    dates = [e.journaldato for e in entries if e.journaldato]
    assert dates == sorted(dates)


def test_types_units_and_shielding_are_spread_as_in_a_municipality(demo: Store) -> None:
    entries = list(demo.entries())
    types = Counter(e.type.value for e in entries)
    assert set(types) == {"I", "U", "N", "X", "S"}
    assert types["I"] > types["U"] > types["X"]
    assert 0.2 < sum(e.skjerming is not None for e in entries) / len(entries) < 0.5
    assert len({e.administrativ_enhet for e in entries}) == 15
    assert any(p.skjermet and not p.navn for e in entries for p in e.parter)
    assert sum(bool(e.navn) for e in entries) > 200


def test_twelve_meetings_with_cases_that_travel(demo: Store) -> None:
    meetings = list(demo.meetings())
    assert len(meetings) == 12
    assert sum(m.avlyst for m in meetings) == 1
    assert all(m.saker and m.deltakere for m in meetings)
    held = [m for m in meetings if m.moetedato and m.moetedato < NOW and not m.avlyst]
    assert all({"Innkalling", "Protokoll"} == {d.type for d in m.dokumenter} for m in held)
    assert all(any(s.vedtak for s in m.saker) for m in held)
    journeys = [len(demo.agenda_items_of_case(c.arkiv, c.system_id)) for c in demo.saksmapper()]
    assert max(journeys) == 3
    assert sum(1 for length in journeys if length) == 20


def test_video_is_on_our_own_address_only(demo: Store) -> None:
    links = {m.videolink for m in demo.meetings() if m.videolink}
    assert links
    assert all(link.startswith("https://ski.kommune.no/") for link in links)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    span = (date(2026, 3, 1), date(2026, 4, 30))
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_journal(tmp_path / folder, 60, *span, seed)
    a, b, c = ([p.read_bytes() for p in sorted((tmp_path / f).iterdir())] for f in "abc")
    assert a == b != c


def test_easter_and_the_national_day_are_not_working_days() -> None:
    days = set(working_days(date(2026, 3, 30), date(2026, 5, 31)))
    for holiday in (
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
    ):
        assert holiday not in days
    assert date(2026, 4, 7) in days


def test_a_span_without_working_days_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ingen arbeidsdager"):
        write_journal(tmp_path, 5, date(2026, 4, 3), date(2026, 4, 6), 1)
