"""The nearest pages, found by few steps, are those that looking at every page would find."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.views.card import Card
from plugins.views.inputs import BuildInputs
from plugins.views.listing import pages_of, shown_units
from plugins.views.related import related
from tests.views.content_makers import inputs, page, unit

SUBJECTS = ("barn", "kultur", "skole")
UNITS = ("barnehage", "kultur", "skole", "skjult")

pages = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.sets(st.sampled_from(SUBJECTS)),
        st.sampled_from(["nb", "nb", "en"]),
        st.sampled_from(["publisert", "publisert", "utkast"]),
        st.sampled_from(["", "", "barnehage/side-0"]),
        st.sampled_from(["Åpent", "Zoo", "Aker", "avgift", "Ærlig"]),
    ),
    min_size=1,
    max_size=24,
)


def content(listed: list[Any], wanted: int) -> BuildInputs:
    """Pages as drawn, a few of them translations of one; the units are shown, but for one."""
    made = [
        page(
            f"side-{number}",
            of,
            tittel=f"{title} {number % 3}",
            emner=sorted(subjects),
            sprak=language,
            status=status,
            **({"oversetter": original} if original and number < 4 else {}),
        )
        for number, (of, subjects, language, status, original, title) in enumerate(listed)
    ]
    units = [unit(slug, status="utkast" if slug == "skjult" else "publisert") for slug in UNITS]
    return inputs(*made, *units, settings={"related_pages": wanted})


def by_looking_at_all(card: Card, given: BuildInputs) -> list[Card]:
    """Every page in the language by how near it is, alphabetically among equals."""
    everything = [c for slug in shown_units(given) for c in given.cards(pages_of(given, slug))]
    near = []
    for other in sorted(everything, key=Card.alphabetical):
        shares_subject = not set(card.subjects).isdisjoint(other.subjects)
        nearness = 2 * shares_subject + (other.unit == card.unit)
        if nearness and other.language == card.language and other.family != card.family:
            near.append((-nearness, other))
    return [other for _, other in sorted(near, key=lambda pair: pair[0])][: given.settings.related_pages]


@settings(deadline=None, max_examples=60)
@given(pages, st.integers(0, 4))
def test_the_nearest_are_found(listed: list[Any], wanted: int) -> None:
    given_inputs = content(listed, wanted)
    for slug in shown_units(given_inputs):
        for card in given_inputs.cards(pages_of(given_inputs, slug)):
            assert related(card, given_inputs) == by_looking_at_all(card, given_inputs)
