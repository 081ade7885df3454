"""The front page, the English front page and the page for addresses that lead nowhere."""

from __future__ import annotations

from urllib.parse import urlencode

from plugins.memo.query import query
from plugins.model import addresses
from plugins.views.content import EnglishView, HomeView, NotFoundView
from plugins.views.departures import departures
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.listing import alphabetical, in_language, newest, shown_units
from plugins.views.output import Output
from plugins.views.registers import front
from plugins.views.search import ErrorView
from plugins.views.target_groups import target_group_teasers
from plugins.views.teasers import ENGLISH_HOME_LINK, HOME_LINK, NEWS_FEED_LINK, card_link, teaser

_TASKS_WITHOUT_REGISTER = 10
_LINKS_FROM_SIDING = 4


@query("forgotten")
def home_output(inputs: BuildInputs) -> Output:
    """The front page."""
    view = HomeView(
        tasks=tasks(inputs),
        example_searches=tuple(
            Link(text=text, url=f"{addresses.SEARCH}?{urlencode({'q': text})}")
            for text in front(inputs).example_searches
        ),
        departures=departures(inputs),
        news=tuple(teaser(card) for card in inputs.cards(newest(inputs, str(inputs.settings.news_on_front)))),
        target_groups=target_group_teasers(inputs),
        contact=inputs.main_contact(),
    )
    return Output("hjem", home_meta(inputs), view)


def home_meta(inputs: BuildInputs) -> Meta:
    """What the front page tells about itself."""
    settings = inputs.settings
    return Meta(
        title=settings.site_name,
        description=f"Tjenester, nyheter, politikk og postliste fra {settings.site_name}. {settings.vision}.",
        path=addresses.HOME,
        feeds=(NEWS_FEED_LINK,),
        translations=(ENGLISH_HOME_LINK,) if has_english(inputs) else (),
    )


@query()
def has_english(inputs: BuildInputs) -> bool:
    """Whether anything is written in English."""
    return any(in_language(inputs, unit, "en") for unit in shown_units(inputs))


def tasks(inputs: BuildInputs) -> tuple[Link, ...]:
    """The editors' plain text links; without the register, the units themselves."""
    if chosen := front(inputs).tasks:
        return chosen
    return tuple(card_link(inputs.unit_card(unit)) for unit in shown_units(inputs)[:_TASKS_WITHOUT_REGISTER])


@query("forgotten")
def english_output(inputs: BuildInputs) -> Output:
    """Every page in English. It stands also when it lists nothing yet."""
    pages = alphabetical(inputs, [in_language(inputs, unit, "en") for unit in shown_units(inputs)])
    meta = Meta(
        title=f"{inputs.settings.site_name} in English",
        description="Information from the municipality that is available in English.",
        path=addresses.ENGLISH,
        language="en",
        breadcrumbs=(Link(text=HOME_LINK.text, url=HOME_LINK.url, language="nb"),),
        translations=(Link(text="Norsk", url=addresses.HOME, language="nb"),),
    )
    return Output("english", meta, EnglishView(items=tuple(teaser(page, "en") for page in pages)))


@query("forgotten")
def not_found_output(inputs: BuildInputs) -> Output:
    """The siding: where the nearest open lines go."""
    nearest = (
        HOME_LINK,
        Link(text="Tjenester og virksomheter", url=addresses.UNITS),
        *tasks(inputs)[:_LINKS_FROM_SIDING],
    )
    meta = Meta(
        title="Siden finnes ikke",
        description="Siden du ba om, finnes ikke.",
        path=addresses.NOT_FOUND,
        noindex=True,
    )
    return Output("404", meta, NotFoundView(links=nearest))


@query("forgotten")
def too_long_output(inputs: BuildInputs) -> Output:
    """What the web server shows for an address that is longer than it reads; the service never sees it."""
    view = ErrorView(
        status=414,
        title="Adressen er for lang",
        text="Søk med færre ord, eller gå til forsiden og let derfra.",
    )
    meta = Meta(title=view.title, description=view.text, path=addresses.TOO_LONG, noindex=True)
    return Output("feil", meta, view)
