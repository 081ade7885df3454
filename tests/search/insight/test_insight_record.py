from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import OSLO
from search.insight.record import MAX_TEXT, Circumstances, Recording, is_crawler, normalise, to_line
from search.insight.scrubbing import Scrubber
from search.query.types import Results, SearchParams

SEEN = Circumstances(now=datetime(2026, 7, 1, 0, 30, 59, 999, tzinfo=OSLO), session="a" * 16, source="folk")
NOTHING = Results(total=0, hits=(), facets={})


def record(text: str, **filters):
    recording = Recording(Scrubber())
    return recording.search(SearchParams(text=text, **filters), NOTHING, SEEN, ms=12.345, origin="")


def test_time_is_kept_to_the_second_in_utc_and_the_day_in_norway() -> None:
    kept = record("ski")
    assert kept.at == datetime(2026, 6, 30, 22, 30, 59)  # noqa: DTZ001
    assert kept.day == date(2026, 7, 1)
    assert kept.at.replace(tzinfo=UTC).date() != kept.day


@pytest.mark.parametrize(
    ("planted", "mark"),
    [
        ("01019000083", "[fødselsnummer]"),
        ("010190 00083", "[fødselsnummer]"),
        ("kari@example.no", "[epost]"),
        ("91 23 45 67", "[telefon]"),
        ("1234.56.78903", "[kontonummer]"),
    ],
)
def test_identifiers_never_reach_the_record(planted: str, mark: str) -> None:
    kept = record(f"søknad {planted} barnehage")
    assert mark in kept.term
    assert planted not in to_line(kept).decode()


@pytest.mark.parametrize(
    "hidden",
    [
        "kari%40example.no",
        "kari%2540example.no",
        "kari\u200b@example.no",
        "ka\u00adri@exam\u2060ple.no",
        "%30%31019000083",
    ],
)
def test_an_identifier_in_disguise_is_masked(hidden: str) -> None:
    term = record(f"hei {hidden}").term
    assert term in {"hei [epost]", "hei [fødselsnummer]"}


def test_a_percentage_is_no_encoding() -> None:
    assert record("50 % rabatt").term == "50 % rabatt"


def test_filters_are_scrubbed_too() -> None:
    assert "01019000083" not in str(record("a", units=("01019000083",), target_groups=("01019000083",)))


def test_an_identifier_cut_in_two_by_the_length_limit_is_masked_all_the_same() -> None:
    kept = record("x" * (MAX_TEXT - 6) + " 01019000083")
    assert "010190" not in kept.term
    assert len(kept.term) <= MAX_TEXT


def test_only_filters_in_use_are_kept() -> None:
    assert record("a", years=(2026,), kinds=("sak",)).filters == "type=sak&ar=2026"


@given(st.text(max_size=600))
def test_any_text_becomes_a_record_of_bounded_length(text: str) -> None:
    kept = record(text)
    assert len(kept.term) <= MAX_TEXT
    assert kept.term == normalise(kept.term)
    assert all(c.isprintable() for c in kept.term)


@pytest.mark.parametrize("same", ["Søppel Henting", " søppel  henting ", "SØPPEL\tHENTING"])
def test_one_way_of_writing_is_counted(same: str) -> None:
    assert normalise(same) == "søppel henting"


def test_composed_and_decomposed_letters_are_one() -> None:
    assert normalise("a\u030apningstid") == normalise("åpningstid")


@pytest.mark.parametrize(
    "agent", ["Googlebot/2.1", "bingbot", "AhrefsBot/7.0", "some spider", "site24 monitor"]
)
def test_robots_that_say_so_are_robots(agent: str) -> None:
    assert is_crawler(agent)


@pytest.mark.parametrize("agent", ["", "Mozilla/5.0 (iPhone) Safari/605", "curl/8.5", "Cubot Note 9 Firefox"])
def test_people_and_tools_are_not_robots(agent: str) -> None:
    assert is_crawler(agent) is ("Cubot" in agent)
