"""The service page: what it is, who it is for, what it costs, how to get it, when, and one button."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model import addresses
from plugins.model.content import Page
from plugins.source.types import Source
from plugins.views.contact import contact_card
from plugins.views.content import Fact, Heading, PageView
from plugins.views.frame import Link, Meta, Teaser
from plugins.views.inputs import BuildInputs
from plugins.views.output import Output
from plugins.views.teasers import home_link, source_link, teaser

_FACTS = {
    "nb": ("For hvem", "Pris", "Frist", "Svartid"),
    "nn": ("For kven", "Pris", "Frist", "Svartid"),
    "en": ("Who it is for", "Cost", "Deadline", "Processing time"),
}
_LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def page_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """Every visible page."""
    for page in inputs.pages:
        yield Output("side", page_meta(page, inputs), page_view(page, inputs))


def page_view(page: Source[Page], inputs: BuildInputs) -> PageView:
    """What ``side.html`` shows of ``page``."""
    item, rendered, unit = page.item, inputs.render(page), inputs.responsible(page)
    groups = {group.slug: group.title for group in inputs.site.registers.target_groups}
    return PageView(
        title=item.title,
        summary=item.summary,
        body=rendered.html,
        facts=facts(item),
        action=Link(text=item.action.text, url=item.action.url) if item.action else None,
        headings=tuple(Heading(text=t, anchor=a) for level, t, a in rendered.headings if level == 2),
        contact=contact_card(unit.unit, unit.item, owner=item.owner, language=item.language),
        modified=item.modified,
        target_groups=tuple(
            Link(
                text=groups[slug],
                url=addresses.target_group(slug),
                language="nb" if item.language == "en" else "",
            )
            for slug in item.target_groups
            if slug in groups
        ),
        related=related(page, inputs),
        steps=item.layout == "steg",
    )


def page_meta(page: Source[Page], inputs: BuildInputs) -> Meta:
    """What ``page`` tells about itself."""
    item, unit = page.item, inputs.units[page.unit]
    return Meta(
        title=item.title,
        description=item.summary,
        path=page.address,
        language=item.language,
        breadcrumbs=(home_link(item.language), source_link(unit, item.language)),
        modified=item.modified,
        translations=translations(page, inputs),
        section=addresses.UNITS,
    )


def facts(item: Page) -> tuple[Fact, ...]:
    """The lines of the first screen, in the page's language; only those that are filled in."""
    texts = (item.audience, item.price, item.deadline, item.handling_time)
    return tuple(
        Fact(term=term, text=text) for term, text in zip(_FACTS[item.language], texts, strict=True) if text
    )


def translations(page: Source[Page], inputs: BuildInputs) -> tuple[Link, ...]:
    """The same page in other languages, whichever of them says that it translates the other."""
    family = _family(page)
    others = (p for p in inputs.pages if _family(p) == family and p.address != page.address)
    return tuple(
        Link(text=_LANGUAGES[p.item.language], url=p.address, language=p.item.language)
        for p in others
        if p.item.language != page.item.language
    )


def _family(page: Source[Page]) -> str:
    return page.item.translation_of.strip("/") or f"{page.unit}/{page.slug}"


def related(page: Source[Page], inputs: BuildInputs) -> tuple[Teaser, ...]:
    """Pages in the same language that share a subject or the unit: those that share both first."""
    ranked = sorted(
        (
            (_kinship(page, other), other)
            for other in inputs.pages
            if other.address != page.address
            and other.item.language == page.item.language
            and _family(other) != _family(page)
        ),
        key=lambda pair: -pair[0],  # stable: alphabetical among equals
    )
    close = [other for kinship, other in ranked if kinship > 0]
    return tuple(teaser(other, page.item.language) for other in close[: inputs.settings.related_pages])


def _kinship(page: Source[Page], other: Source[Page]) -> int:
    shared = len(set(page.item.subjects) & set(other.item.subjects))
    return 2 * min(shared, 2) + (other.unit == page.unit)
