"""Search documents of what units write: pages, news, units and elected bodies."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from plugins.model import addresses
from plugins.model.document import Document, Kind
from plugins.views.card import Card
from plugins.views.inputs import BuildInputs

if TYPE_CHECKING:
    from plugins.views.bodies import Body


def written_document(inputs: BuildInputs, place: str) -> Document:
    """The document of a page, a news item or a unit, found by its text and by what stands beside it."""
    card, facts, rendered = inputs.card(place), inputs.facts(place), inputs.rendered(place)
    assert card is not None  # noqa: S101 - only what is shown is asked for
    unit = inputs.unit_card(card.unit if card.kind == "virksomhet" else inputs.responsible(card))
    return Document(
        id=_id(card),
        url=card.address,
        kind=_KINDS[card.kind],
        title=card.title,
        summary=card.summary,
        body=lines(*facts.answers, rendered.text, *facts.reached_by),
        headings=tuple(text for _, text, _ in rendered.headings),
        keywords=facts.keywords,
        unit=unit.unit,
        unit_title=unit.title,
        language=card.language,
        target_groups=card.target_groups,
        subjects=card.subjects,
        dated=card.dated or facts.published,
        modified=card.modified,
        review_by=facts.review_by,
        visible_from=card.publish_from,
        visible_until=card.expires,
    )


_KINDS: dict[str, Kind] = {"side": "tjeneste", "nyhet": "nyhet", "virksomhet": "virksomhet"}


def _id(card: Card) -> str:
    """What a document is called; it outlives a change of title."""
    if card.kind == "virksomhet":
        return f"virksomhet:{card.unit}"
    return f"nyhet:{card.dated:%Y-%m}/{card.slug}" if card.kind == "nyhet" else f"tjeneste:{card.name}"


def body_document(body: Body) -> Document:
    """An elected body with its members, who are named in their office."""
    members = (joined(m.name, m.role, m.party) for m in body.members)
    return Document(
        id=f"utvalg:{body.slug}",
        url=addresses.body(body.slug),
        kind="utvalg",
        title=body.title,
        summary=body.summary,
        body=". ".join(members),
        keywords=(body.code,) if body.code else (),
    )


def joined(*parts: str) -> str:
    """The parts that say something, with a space between.

    >>> joined("Gratis", "", "Søk innen 1. mars")
    'Gratis Søk innen 1. mars'
    """
    return " ".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The parts that say something, a line each, so that an excerpt need not run from one into the next."""
    return "\n".join(part for part in parts if part)


_ENCODER = msgspec.json.Encoder(order="sorted")


def line_of(document: Document) -> str:
    """The document as one line, with the hash of its canonical JSON."""
    content = _ENCODER.encode(document)
    return f'{{"document":{content.decode()},"hash":"{hashlib.sha256(content).hexdigest()}"}}'
