"""Example views of the pages that the service renders."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date

from msgspec import structs

from plugins.views.frame import ContactCard, HoursRow, Link
from plugins.views.search import (
    AnswerView,
    ErrorView,
    FacetValue,
    FacetView,
    HitView,
    LoginView,
    SearchView,
    ThanksView,
)


def _facet(title: str, name: str, *values: tuple[str, int]) -> FacetView:
    return FacetView(
        title=title,
        name=name,
        values=tuple(
            FacetValue(
                text=text, count=count, url=f"/sok?q=barnehage&amp;{name}={text}", chosen=text == "Barnehage"
            )
            for text, count in values
        ),
    )


def hits() -> SearchView:
    """A page of hits with filters."""
    return SearchView(
        query="barnehage",
        total=1342,
        first=1,
        last=3,
        hits=(
            HitView(
                title="Søk <mark>barnehageplass</mark>",
                url="/barnehage/opptak/",
                excerpt="Alle barn som fyller ett år innen 30. november, har rett til <mark>barnehageplass</mark> fra august. Du søker på nett …",
                kind="Tjenester og sider",
                unit="Barnehage",
            ),
            HitView(
                title="Apply for <mark>kindergarten</mark>",
                url="/barnehage/kindergarten/",
                excerpt="All children who turn one by 30 November are entitled to a place.",
                kind="Tjenester og sider",
                unit="Barnehage",
                language="en",
            ),
            HitView(
                title="Rammetillatelse for ny <mark>barnehage</mark> på Langhus",
                url="/sak/a/1/#jp-1",
                excerpt="Søknad om rammetillatelse for <mark>barnehage</mark>, gnr. 135 bnr. 22.",
                kind="Postliste",
                unit="Byggesak",
                number="2026/1234-7",
                dated=date(2026, 11, 20),
            ),
        ),
        facets=(
            _facet(
                "Type",
                "type",
                ("Tjenester og sider", 24),
                ("Nyheter", 8),
                ("Saker", 310),
                ("Postliste", 1000),
            ),
            _facet("Virksomhet", "virksomhet", ("Barnehage", 211), ("Byggesak", 96)),
            _facet("År", "ar", ("2026", 402), ("2025", 388)),
            _facet("For hvem", "for"),
        ),
        chosen=(FacetValue(text="Barnehage", count=0, url="/sok?q=barnehage", chosen=True),),
        hidden=(("virksomhet", "barnehage"),),
        previous="/sok?q=barnehage&side=1",
        next="/sok?q=barnehage&side=3",
        page=2,
        pages=135,
        notice="Navn på privatpersoner i postlista kan bare søkes opp det første året.",
    )


def _none(query: str) -> SearchView:
    return SearchView(query=query, total=0, first=0, last=0, hits=(), facets=(), chosen=(), hidden=())


def answered() -> SearchView:
    """Everything that may stand above the hits."""
    card = ContactCard(
        unit=Link(text="Servicetorget", url="/servicetorget/"),
        phone="64 87 87 00",
        phone_href="tel:+4764878700",
        hours=(
            HoursRow(days="mandag–fredag", hours="08.00–15.30"),
            HoursRow(days="lørdag–søndag", hours="stengt"),
        ),
    )
    return structs.replace(
        hits(),
        answers=(
            AnswerView(
                title="Pass bestiller du hos politiet",
                url="https://www.politiet.no",
                text="Kommunen utsteder ikke pass.",
            ),
        ),
        card=card,
        hours_asked=True,
        meant=Link(text="barnehageplass", url="/sok?q=barnehageplass"),
        meant_total=34,
        forms=(
            Link(text="Følg søket (Atom)", url="/sok.atom?q=barnehage"),
            Link(text="Last ned (CSV)", url="/sok.csv?q=barnehage"),
        ),
    )


def no_hits() -> SearchView:
    """Nothing found, with a way on."""
    return structs.replace(
        _none("sjiraff i hagen"),
        suggestions=(
            Link(text="Alle tjenester og virksomheter", url="/virksomheter/"),
            Link(text="Dyrehold og båndtvang", url="/landbruk/dyrehold/"),
            Link(text="Ring servicetorget", url="/servicetorget/"),
        ),
        notice="Vi søkte også etter «giraff».",
    )


def empty_search() -> SearchView:
    """Before anything is asked."""
    return structs.replace(_none(""), examples=(Link(text="søppel", url="/sok?q=søppel"),))


def login() -> LoginView:
    """After a wrong password."""
    return LoginView(error="Feil brukernavn eller passord.", next="/innsikt", token="t")


def error() -> ErrorView:
    """Too many requests."""
    return ErrorView(status=429, title="For mange søk på kort tid", text="Vent et minutt, og prøv igjen.")


def thanks() -> ThanksView:
    """After a no, with room for some words."""
    return ThanksView(page="/barnehage/sok-plass/", verdict="nei")
