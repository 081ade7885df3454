"""The front page, the English front page and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from plugins.model import addresses
from plugins.views.content import EnglishView, HomeView, NotFoundView
from plugins.views.departures import departures
from plugins.views.frame import Link, Meta
from plugins.views.inputs import BuildInputs
from plugins.views.output import Output
from plugins.views.target_groups import target_group_teasers
from plugins.views.teasers import ENGLISH_HOME_LINK, HOME_LINK, NEWS_FEED_LINK, source_link, teaser

_TASKS_WITHOUT_REGISTER = 10
_LINKS_FROM_SIDING = 4


def home_outputs(inputs: BuildInputs) -> Iterator[Output]:
    """``/``, ``/en/`` and ``/404.html``. The English page stands also when it lists nothing yet."""
    yield Output("hjem", home_meta(inputs), home_view(inputs))
    yield english_output(inputs)
    yield not_found_output(inputs)


def home_view(inputs: BuildInputs) -> HomeView:
    """What ``hjem.html`` shows."""
    front = inputs.site.registers.front_page
    return HomeView(
        tasks=tasks(inputs),
        example_searches=tuple(
            Link(text=text, url=f"{addresses.SEARCH}?{urlencode({'q': text})}")
            for text in (front.example_searches if front else ())
        ),
        departures=departures(inputs),
        news=tuple(teaser(item) for item in inputs.news[: inputs.settings.news_on_front]),
        target_groups=target_group_teasers(inputs),
        contact=inputs.main_contact,
    )


def home_meta(inputs: BuildInputs) -> Meta:
    """What the front page tells about itself."""
    settings = inputs.settings
    english = any(page.item.language == "en" for page in inputs.pages)
    return Meta(
        title=settings.site_name,
        description=f"Tjenester, nyheter, politikk og postliste fra {settings.site_name}. {settings.vision}.",
        path=addresses.HOME,
        feeds=(NEWS_FEED_LINK,),
        translations=(ENGLISH_HOME_LINK,) if english else (),
    )


def tasks(inputs: BuildInputs) -> tuple[Link, ...]:
    """The editors' plain text links; without the register, the units themselves."""
    front = inputs.site.registers.front_page
    if front:
        return tuple(Link(text=task.text, url=task.url) for task in front.tasks)
    return tuple(source_link(unit) for unit in list(inputs.units.values())[:_TASKS_WITHOUT_REGISTER])


def english_output(inputs: BuildInputs) -> Output:
    """Every page in English."""
    pages = (page for page in inputs.pages if page.item.language == "en")
    meta = Meta(
        title=f"{inputs.settings.site_name} in English",
        description="Information from the municipality that is available in English.",
        path=addresses.ENGLISH,
        language="en",
        breadcrumbs=(Link(text=HOME_LINK.text, url=HOME_LINK.url, language="nb"),),
        translations=(Link(text="Norsk", url=addresses.HOME, language="nb"),),
    )
    return Output("english", meta, EnglishView(items=tuple(teaser(page, "en") for page in pages)))


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
