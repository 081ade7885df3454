"""Decisions: in effect, withdrawn, undone, in every worker, and never rewritten."""

from __future__ import annotations

import threading
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from plugins.model.clock import OSLO
from plugins.model.curation import Ban, BestBet, Decision, Entries, Pin, Synonym
from plugins.source import curation as files
from search.curation.curation import Curation
from search.desk import effective
from search.desk.database import Desk
from search.desk.decisions import Action, AlreadySoError, Decisions, Grounds, in_effect
from search.desk.effective import EffectiveCuration
from search.desk.entries import (
    KINDS,
    NAMES,
    BadEntryError,
    as_text,
    decisions_in,
    from_text,
    key_of,
    made_of,
    sorted_in,
    summary,
    words_of,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
WHY = Grounds("kari", "Mange skriver det.", "boss", "omskriving:boss")

BOSS = Synonym(ord="boss", ogsaa=("avfall",), hvorfor="Samme tjeneste.")
PASS = BestBet(
    sok=("pass", "nytt pass"),
    adresse="https://www.politiet.no",
    tittel="Pass hos politiet",
    fra=date(2026, 11, 1),
    hvorfor="Mange spør.",
)
OPEN = Pin(sok=("åpningstider",), adresse="/servicetorget/kontakt/", plass=2, hvorfor="Mener torget.")
NAV = Ban(sok=("vann",), adresse="/nav/", hvorfor="Ikke svaret.")
ALL = (BOSS, PASS, OPEN, NAV)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "styring.db")


@pytest.fixture
def decisions(desk: Desk) -> Decisions:
    return Decisions(desk)


@pytest.mark.parametrize("decision", ALL, ids=lambda one: type(one).__name__)
def test_a_decision_is_kept_whole_and_holds_until_it_is_withdrawn(decisions, decision: Decision) -> None:
    assert (decisions.history(), decisions.newest()) == ((), 0)
    line = decisions.add(NOW, decision, WHY)
    assert (line.at, line.grounds, line.action, line.decision) == (NOW, WHY, Action.ADDED, decision)
    assert decisions_in(in_effect(Entries(), decisions.history())) == (decision,)
    decisions.withdraw(NOW, decision, WHY)
    assert decisions_in(in_effect(Entries(), decisions.history())) == ()
    assert [line.action for line in decisions.history()] == [Action.ADDED, Action.WITHDRAWN]


def test_undoing_is_a_line_of_its_own_and_can_be_undone(decisions) -> None:
    added = decisions.add(NOW, BOSS, WHY)
    withdrawn = decisions.undo(NOW, added.id, "ola")
    assert withdrawn.grounds == Grounds("ola", "Angret: Mange skriver det.", "boss", "omskriving:boss")
    with pytest.raises(AlreadySoError):
        decisions.undo(NOW, added.id, "ola")
    assert decisions.undo(NOW, withdrawn.id, "kari").action is Action.ADDED
    with pytest.raises(KeyError):
        decisions.undo(NOW, 99, "kari")
    assert len(decisions.history()) == 3


def test_the_same_decision_twice_is_told_of_and_written_once(decisions) -> None:
    told = []

    def click() -> None:
        try:
            decisions.add(NOW, BOSS, WHY)
        except AlreadySoError as error:
            told.append(str(error))

    clicks = [threading.Thread(target=click) for _ in range(8)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert told == ["Dette er allerede lagt til."] * 7
    assert len(decisions.history()) == 1


@pytest.mark.parametrize("change", ["UPDATE beslutning SET why = ''", "DELETE FROM beslutning"])
def test_a_line_can_be_neither_changed_nor_removed(desk: Desk, decisions, change: str) -> None:
    decisions.add(NOW, BOSS, WHY)
    with pytest.raises(IntegrityError, match="endres aldri"), desk.writing() as connection:
        connection.execute(text(change))


def test_the_table_decides_over_the_files(decisions) -> None:
    written = sorted_in([BOSS, OPEN])
    decisions.withdraw(NOW, BOSS, WHY)
    decisions.add(NOW, OPEN, WHY)
    decisions.add(NOW, NAV, WHY)
    assert decisions_in(in_effect(written, decisions.history())) == (OPEN, NAV)


@given(st.lists(st.tuples(st.sampled_from(ALL), st.booleans()), max_size=12), st.sets(st.sampled_from(ALL)))
def test_what_holds_is_what_the_last_word_on_each_says(steps, written) -> None:
    lines = []
    for number, (decision, added) in enumerate(steps):
        action = Action.ADDED if added else Action.WITHDRAWN
        from search.desk.decisions import Made  # noqa: PLC0415

        lines.append(Made(number, NOW, WHY, action, key_of(decision)))
    last = dict(steps)
    expected = {one for one in ALL if last.get(one, one in written)}
    found = decisions_in(in_effect(sorted_in(sorted(written, key=as_text)), lines))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_decision_is_in_effect_in_every_worker_within_five_seconds(desk: Desk, tmp_path: Path) -> None:
    assert effective.LOOK_AGAIN < 5
    base = Curation(sorted_in([OPEN]))
    workers = [
        EffectiveCuration(lambda: base, Decisions(Desk(tmp_path / "styring.db")), look_again=0)
        for _ in range(3)
    ]
    decider = Decisions(desk)
    line = decider.add(NOW, BOSS, WHY)
    assert {decisions_in(worker.current().entries) for worker in workers} == {(BOSS, OPEN)}
    assert workers[0].current() is workers[0].current()
    decider.undo(NOW, line.id, "kari")
    assert {decisions_in(worker.current().entries) for worker in workers} == {(OPEN,)}


def test_a_file_that_changes_is_in_effect_too(decisions) -> None:
    bases = [Curation(sorted_in([OPEN])), Curation(sorted_in([PASS]))]
    following = EffectiveCuration(lambda: bases[0], decisions)
    assert decisions_in(following.current().entries) == (OPEN,)
    bases.pop(0)
    assert decisions_in(following.current().entries) == (PASS,)


def test_a_desk_that_cannot_be_read_leaves_what_held(tmp_path: Path) -> None:
    decisions = Decisions(Desk(tmp_path / "styring.db"))
    decisions.add(NOW, BOSS, WHY)
    following = EffectiveCuration(Curation, decisions, look_again=0)
    assert decisions_in(following.current().entries) == (BOSS,)
    broken = Decisions(Desk(tmp_path / "odelagt.db"))
    (tmp_path / "odelagt.db").write_bytes(b"ikke en database" * 100)
    following._decisions = broken
    assert decisions_in(following.current().entries) == (BOSS,)


def test_the_kinds_are_those_of_the_files() -> None:
    assert {name: model for name, (_, model) in files.KINDS.items()} == KINDS
    assert NAMES.keys() == KINDS.keys()


@pytest.mark.parametrize("decision", ALL, ids=lambda one: type(one).__name__)
def test_an_entry_reads_back_as_it_was(decision: Decision) -> None:
    assert from_text(*key_of(decision)) == decision
    assert all(word in summary(decision) for word in words_of(decision))


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("annet", {}, "Velg synonymer, svar, plasser, skjul"),
        ("plasser", {"sok": ["a"], "adresse": "http://x", "hvorfor": "Slik."}, "«adresse»"),
        ("synonymer", {"ord": "", "ogsaa": ["b"], "hvorfor": "x"}, "«hvorfor», «ord»"),
    ],
)
def test_what_is_no_decision_names_the_fields(kind: str, fields: dict[str, object], says: str) -> None:
    with pytest.raises(BadEntryError, match=says):
        made_of(kind, fields)
