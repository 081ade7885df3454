"""The service page: what it is, who it is for, what it costs, how to get it, when, and one button."""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.memo.query import query
from plugins.model import addresses
from plugins.views.card import Card, Facts
from plugins.views.content import Fact, Heading, PageView
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.listing import family
from plugins.views.output import Output
from plugins.views.registers import target_groups
from plugins.views.related import related
from plugins.views.teasers import card_link, home_link, teaser

_FACTS = {
    "nb": ("For hvem", "Pris", "Frist", "Svartid"),
    "nn": ("For kven", "Pris", "Frist", "Svartid"),
    "en": ("Who it is for", "Cost", "Deadline", "Processing time"),
}
_LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class _Around(msgspec.Struct, frozen=True):
    """All of a page but its text."""

    meta: Meta
    view: PageView


@query("inlined")
def page_output(inputs: BuildInputs, place: str) -> Output:
    """A page with its text."""
    around, rendered = _around(inputs, place), inputs.rendered(place)
    headings = tuple(Heading(text=text, anchor=at) for level, text, at in rendered.headings if level == 2)
    view = msgspec.structs.replace(around.view, body=rendered.html, headings=headings)
    return Output("side", around.meta, view)


@query("forgotten", held="no")
def _around(inputs: BuildInputs, place: str) -> _Around:
    """What an edit of the text leaves alone."""
    card = inputs.card(place)
    assert card is not None  # noqa: S101 - only pages that are shown are asked for
    return _Around(page_meta(card, inputs), _view(card, inputs.facts(place), inputs))


def _view(card: Card, facts: Facts, inputs: BuildInputs) -> PageView:
    return PageView(
        title=card.title,
        summary=card.summary,
        body="",
        facts=fact_lines(facts, card.language),
        action=Link(text=facts.action[0], url=facts.action[1]) if facts.action else None,
        headings=(),
        contact=inputs.contact(inputs.responsible(card), facts.owner, card.language),
        modified=card.modified or date.min,
        target_groups=_target_groups(card, inputs),
        related=tuple(teaser(other, card.language) for other in related(card, inputs)),
        steps=facts.steps,
    )


def _target_groups(card: Card, inputs: BuildInputs) -> tuple[Link, ...]:
    titles = {group.slug: group.title for group in target_groups(inputs)}
    language = "nb" if card.language == "en" else ""
    return tuple(
        Link(text=titles[slug], url=addresses.target_group(slug), language=language)
        for slug in card.target_groups
        if slug in titles
    )


def page_meta(card: Card, inputs: BuildInputs) -> Meta:
    """What a page tells about itself."""
    return Meta(
        title=card.title,
        description=card.summary,
        path=card.address,
        language=card.language,
        breadcrumbs=(home_link(card.language), card_link(inputs.unit_card(card.unit), card.language)),
        modified=card.modified,
        translations=translations(card, inputs),
        section=addresses.UNITS,
    )


def fact_lines(facts: Facts, language: str) -> tuple[Fact, ...]:
    """The lines of the first screen, in the page's language; only those that are filled in."""
    lines = zip(_FACTS[language], facts.answers, strict=True)
    return tuple(Fact(term=term, text=text) for term, text in lines if text)


def translations(card: Card, inputs: BuildInputs) -> tuple[Link, ...]:
    """The same page in other languages, whichever of them says that it translates the other."""
    return tuple(
        Link(text=_LANGUAGES[other.language], url=other.address, language=other.language)
        for other in inputs.cards(family(inputs, card.family))
        if other.place != card.place and other.language != card.language
    )
