"""Whose names are hidden, and when: by the clock, also on 29 February."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model.names import mask_names
from plugins.views.masking import MASK, Curtain, KnownCase, known_case, names_in_entry, unique
from tests.views.archive_makers import FRESH, OLD, TODAY, case, company, document, entry, person


@pytest.mark.parametrize(
    ("dated", "today", "hidden"),
    [
        (date(2025, 11, 23), date(2026, 11, 23), False),
        (date(2025, 11, 22), date(2026, 11, 23), True),
        (date(2023, 2, 28), date(2024, 2, 29), False),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (None, date(2026, 11, 23), True),
    ],
)
def test_names_are_hidden_when_their_year_has_passed(dated: date | None, today: date, hidden: bool) -> None:
    assert Curtain(today).hides(dated) is hidden


@given(st.dates(date(2019, 1, 1), date(2033, 1, 1)))
def test_once_hidden_a_name_stays_hidden_every_later_day(dated: date) -> None:
    answers = [Curtain(dated + timedelta(days=n)).hides(dated) for n in range(360, 372)]
    assert answers == sorted(answers)
    assert answers[0] is False
    assert answers[-1] is True


def test_the_setting_shows_old_names() -> None:
    assert not Curtain(TODAY, mask_old_names=False).hides(None)


def test_names_of_an_entry_are_those_in_its_texts_and_its_personal_parties() -> None:
    made = entry(parter=(person("Kari Nordlie"), company("Hauger Bygg AS")), navn=("Ola Haugen",))
    assert names_in_entry(made) == ("Ola Haugen", "Kari Nordlie")


def test_a_name_in_a_case_title_is_as_old_as_the_case() -> None:
    old = entry("j1", journaldato=OLD)
    fresh = entry("j2", journaldato=FRESH)
    assert known_case(case(saksdato=FRESH), (old, fresh)).dated == OLD
    assert known_case(case(saksdato=OLD), (fresh,)).dated == OLD
    assert known_case(case(saksdato=None), (fresh,)).dated == FRESH


def test_a_case_with_nothing_dated_or_something_undated_counts_as_old() -> None:
    assert known_case(case(saksdato=None), ()).dated is None
    assert known_case(case(saksdato=FRESH), (entry(journaldato=None),)).dated is None


def test_a_name_known_from_an_entry_is_hidden_in_the_case_title() -> None:
    made = case(tittel="Garasje - Kari Nordlie", saksdato=OLD)
    known = known_case(made, (entry(parter=(person("Kari Nordlie"),)),))
    assert Curtain(TODAY).case_title(known) == f"Garasje - {MASK}"


def test_a_name_in_documents_titles_counts_as_the_entrys() -> None:
    made = entry(dokumenter=(document("Klage fra Kari Nordlie"),))
    assert "Kari Nordlie" in names_in_entry(made)


SYLLABLES = st.sampled_from(
    ["Bo", "Li", "A", "Anne", "Nord", "lie", "s", "-", " ", "'s", "Ås", "É", ", ", "_", "Lie", "é"]
)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=6).map("".join)


@given(st.lists(WORDS, max_size=5), WORDS)
@settings(max_examples=300, deadline=None)
def test_looking_for_fewer_names_hides_no_less(names: list[str], text: str) -> None:
    known = KnownCase(case(), unique(names), OLD)
    assert mask_names(text, known.names_in((text,))) == mask_names(text, known.names)
