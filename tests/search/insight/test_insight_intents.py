from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.insight.intents import Click, Intent, Request, intents_of, is_machine

START = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def asked(seconds: float, term: str, hits: int = 3, **more) -> Request:
    return Request(at(seconds), term, hits, **more)


def opened(seconds: float, term: str, position: int = 1, address: str = "/a/b/") -> Click:
    return Click(at(seconds), term, position, address)


def terms(*requests: Request) -> list[str]:
    return [intent.term for intent in intents_of(requests, [])]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ([(0, "bar"), (1, "barneh"), (2, "barnehage")], ["barnehage"]),
        ([(0, "barnehager"), (2, "barnehage"), (3, "barnehageplass")], ["barnehageplass"]),
        ([(0, "barnehage"), (5, "barnehageplass")], ["barnehage", "barnehageplass"]),
        ([(0, "bar"), (1, "søppel")], ["bar", "søppel"]),
        ([(0, "vei"), (60, "vei"), (61, "veilys")], ["vei", "veilys"]),
        ([(0, "søppel"), (20, "søppel")], ["søppel"]),
        ([(0, "søppel"), (20, "renovasjon"), (40, "søppel")], ["søppel", "renovasjon"]),
        ([(0, "søppel"), (3600, "søppel")], ["søppel", "søppel"]),
    ],
)
def test_keystrokes_and_reloads_are_one_search(typed: list[tuple[int, str]], looked_for: list[str]) -> None:
    assert terms(*(asked(seconds, term) for seconds, term in typed)) == looked_for


def test_what_is_typed_after_a_click_is_a_new_search() -> None:
    found = intents_of([asked(0, "bar"), asked(2, "barnehage")], [opened(1, "bar")])
    assert [intent.term for intent in found] == ["bar", "barnehage"]


def test_pages_and_filters_are_the_same_search_and_its_hits_those_without_filters() -> None:
    requests = [
        asked(0, "vei", hits=0, filters="type=sak"),
        asked(5, "vei", hits=12),
        asked(9, "vei", hits=12, page=2),
        asked(12, "vei", hits=4, filters="type=nyhet"),
    ]
    (intent,) = intents_of(requests, [])
    assert intent.hits == 12
    assert list(intent.filters) == ["type=sak", "type=nyhet"]


def test_a_search_with_filters_alone_has_no_number_of_hits() -> None:
    (intent,) = intents_of([asked(0, "vei", hits=0, filters="type=sak")], [])
    assert intent.hits is None


def test_clicks_belong_to_the_latest_search_for_their_text() -> None:
    found = intents_of(
        [asked(0, "a"), asked(60, "b"), asked(4000, "a")],
        [opened(10, "a", 2), opened(4010, "a", 1), opened(5, "x")],
    )
    assert [[click.position for click in intent.clicks] for intent in found] == [[2], [], [1]]
    assert [intent.wait for intent in found] == [10, None, 10]


def test_a_first_click_after_ten_minutes_tells_nothing_of_the_time_it_took() -> None:
    (intent,) = intents_of([asked(0, "a")], [opened(601, "a")])
    assert intent.wait is None
    assert intent.first_click


def test_a_search_is_rewritten_ended_or_neither() -> None:
    found = intents_of([asked(0, "søppel"), asked(100, "renovasjon"), asked(700, "vei")], [])
    assert [intent.rewritten and intent.rewritten.term for intent in found] == ["renovasjon", None, None]
    assert [intent.exit for intent in found] == [False, False, True]


def test_a_search_that_was_answered_is_neither_rewritten_nor_given_up() -> None:
    (first, last) = intents_of([asked(0, "søppel"), asked(30, "renovasjon")], [opened(5, "søppel")])
    assert (first.rewritten, first.exit) == (None, False)
    assert last.exit


def test_the_page_that_was_searched_from_is_where_the_typing_began() -> None:
    (intent,) = intents_of([asked(0, "bar", origin="/skole/"), asked(1, "barnehage", origin="")], [])
    assert intent.origin == "/skole/"


def test_a_session_that_searches_like_no_person_is_a_machine() -> None:
    slow = [Intent(str(n), at(60 * n), at(60 * n)) for n in range(40)]
    fast = [Intent(str(n), at(n), at(n)) for n in range(30)]
    assert not is_machine(slow, 41)
    assert is_machine(slow, 40)
    assert is_machine(fast, 1000)
    assert not is_machine(fast[:29], 1000)


_MOMENTS = st.integers(0, 90_000)
_REQUESTS = st.lists(
    st.tuples(_MOMENTS, st.sampled_from(["b", "ba", "bar", "vei", "vei i ski"]), st.booleans())
)
_CLICKS = st.lists(st.tuples(_MOMENTS, st.sampled_from(["ba", "bar", "vei"]), st.integers(1, 30)))


@given(_REQUESTS, _CLICKS, st.randoms())
def test_any_session_is_the_same_searches_in_whatever_order_it_is_read(requests, clicks, random) -> None:
    events = [asked(s, t, filters="x" if f else "") for s, t, f in sorted(set(requests))]
    opens = [opened(s, t, p) for s, t, p in sorted(set(clicks))]
    moments = {event.at for event in events}
    found = intents_of(events, opens)
    assert len(found) <= len(events)
    assert {intent.term for intent in found} <= {event.term for event in events}
    assert sum(len(intent.clicks) for intent in found) <= len(opens)
    assert all(not (intent.clicks and (intent.rewritten or intent.exit)) for intent in found)
    if len(moments) == len(events) and len({click.at for click in opens}) == len(opens):
        random.shuffle(events)
        random.shuffle(opens)
        assert intents_of(events, opens) == found
