"""The clock decides what may be seen and whose name may be hit."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from plugins.model.clock import OSLO
from plugins.model.state import State
from search.index.build import update_index
from search.query.answer import as_dict
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

OLD_NAMES = ("Halvdan Myrseth", "Sigbjørn Udatert", "Skuddrun Skuddaas")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def everything_shown(results):
    return json.dumps(as_dict(results, parse_params({})), ensure_ascii=False) + repr(results)


def test_a_current_name_is_hit_and_shown(ask):
    results = ask("Tordis Fjellvåg")
    assert [hit.id for hit in results.hits] == ["j1"]
    assert "<mark>Fjellvåg</mark>" in results.hits[0].title_html


@pytest.mark.parametrize("text", ["fjellvaag", "FJELLVÅG", "Fjellvag, Tordis", '"tordis fjellvåg"'])
def test_a_name_is_found_however_it_is_typed(ask, text):
    assert [hit.id for hit in ask(text).hits] == ["j1"]


@pytest.mark.parametrize("name", [*OLD_NAMES, *(part for name in OLD_NAMES for part in name.split()[:1])])
def test_an_old_name_gives_exactly_what_an_unknown_name_gives(ask, name):
    unknown = ask(" ".join("Qvxz" + part[:1].lower() + "qvxz" for part in name.split()))
    found = ask(name)
    assert (found.total, found.facets, found.hits) == (0, unknown.facets, ())


def test_the_line_on_names_is_the_same_for_an_expired_name_and_one_that_never_was(ask):
    expired, never = ask("Halvdan Myrseth"), ask("Halvdan Bergersen")
    assert expired.notice == never.notice
    assert "ett år" in expired.notice


def test_old_entries_are_found_by_their_subject_and_show_no_name(ask):
    results = ask("søknad barnehageplass")
    assert "j2" in [hit.id for hit in results.hits]
    assert not any(part in everything_shown(results) for name in OLD_NAMES for part in name.split())


def test_no_query_brings_an_old_name_out(ask):
    for text in ("klage vedtak", "etterlysning", "2024/55-3", "type:journalpost Inngående", "navn"):
        shown = everything_shown(ask(text))
        assert not any(part in shown for name in OLD_NAMES for part in name.split())


def test_a_title_with_an_old_name_in_it_misses_on_the_name_alone(ask):
    results = ask("Søknad om barnehageplass - Halvdan Myrseth")
    assert results.relaxed
    assert "«Halvdan», «Myrseth»" in results.notice


def test_excluding_an_old_name_changes_nothing(ask):
    assert ask("barnehageplass -Myrseth").total == ask("barnehageplass").total


@pytest.mark.parametrize(
    ("now", "hits"),
    [
        ("2025-11-10T23:59:59", 1),
        ("2025-11-11T00:00:00", 0),
    ],
)
def test_a_name_expires_when_a_year_has_passed_at_midnight_in_oslo(ask, now, hits):
    assert ask("Myrseth", at(now)).total == hits


@pytest.mark.parametrize(("now", "hits"), [("2025-02-28T23:59", 1), ("2025-03-01T00:00", 0)])
def test_a_name_of_a_leap_day_lasts_through_28_february(ask, now, hits):
    assert ask("Skuddaas", at(now)).total == hits


def test_the_moment_is_read_in_oslo_whatever_zone_it_comes_in(ask):
    assert ask("Myrseth", datetime.fromisoformat("2025-11-10T23:30:00+00:00")).total == 0


def test_a_missing_date_counts_as_old(ask):
    assert ask("Udatert", at("2024-01-01T00:00")).total == 0


def test_the_mask_is_not_a_word(ask):
    assert ask("navn", type="journalpost").total == 0


@pytest.mark.parametrize(("now", "seen"), [("2026-11-28T07:59", False), ("2026-11-28T08:00", True)])
def test_an_item_is_found_from_its_first_moment(ask, now, seen):
    assert bool(ask("julegrana", at(now)).total) is seen


@pytest.mark.parametrize(("now", "seen"), [("2026-10-31T23:59", True), ("2026-11-01T00:00", False)])
def test_an_item_is_gone_from_its_last_moment(ask, now, seen):
    assert bool(ask("skolekrets", at(now)).total) is seen


def test_copies_that_last_have_no_names_while_the_hits_still_show_them(ask):
    (hit,) = ask("Tordis Fjellvåg").hits
    assert "Fjellvåg" in hit.title
    assert "Fjellvåg" not in " ".join(hit.lasting)


@pytest.mark.parametrize("typed", ["fjelvåg", "fjellvog", "tordis fjellvag", "fjellv", "tord", "myrset"])
def test_no_name_is_proposed_or_suggested(ask, town_engine, typed):
    found = ask(typed)
    proposed = [found.answers_to, found.meant.text if found.meant else ""]
    proposed += [one.text for one in town_engine.suggest(typed, NOW)]
    assert not any(name in text.lower() for text in proposed for name in ("fjellvåg", "tordis", "myrseth"))


def test_a_name_that_is_not_found_is_told_whom_to_ask_and_not_mended(ask):
    found = ask("Kari Barnehageplas")
    assert (found.total, found.answers_to) == (0, "")
    assert "spørre servicetorget" in found.notice


def test_what_is_shown_follows_the_clock_forwards_and_back(tmp_path):
    """To the second, whatever was asked before: the answer is kept from one change to the next."""
    begins, ends = at("2026-12-01T08:00"), at("2026-12-05T12:00")
    page = document(id="vindu", title="Juleåpent", visible_from=begins, visible_until=ends)
    write_documents(State(tmp_path).documents, [*town(), page])
    update_index(State(tmp_path), NOW)
    engine, second = WhooshEngine(State(tmp_path).index), timedelta(seconds=1)
    moments = [NOW, begins - second, begins, ends - second, ends, begins, begins - second, ends + second]
    shown = [bool(engine.search(parse_params({"q": ["juleåpent"]}), moment).total) for moment in moments]
    assert shown == [begins <= moment < ends for moment in moments]
    engine.close()
