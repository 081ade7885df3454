"""Example views of the pages that the service renders."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.frame import ContactCard, HoursRow, Link
from plugins.views.insight import (
    Cell,
    Chart,
    Column,
    DataTable,
    Facts,
    Field,
    Figures,
    FigureView,
    FindingList,
    FindingRow,
    Form,
    InsightPage,
    Line,
    Mark,
    PeriodPicker,
    Proposed,
    Side,
    Step,
    Steps,
)
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


def insight() -> InsightPage:
    """An overview with everything that a page may hold."""
    start = date(2026, 11, 9)
    table = DataTable(
        id="mest-sokt",
        title="Mest søkt",
        caption="Det folk oftest søker etter",
        columns=(
            Column(title="Søkeord"),
            Column(title="Søk", number=True),
            Column(title="Klikkrate", number=True),
        ),
        rows=tuple(
            (
                Cell(text=term, url=f"/innsikt/ord?q={term}"),
                Cell(text=f"{n}", share=n / 287),
                Cell(text="71,0 %"),
            )
            for term, n in (("barnehage", 287), ("søppeltømming", 120), ("xyzzy" * 8, 0))
        ),
        csv="/innsikt?csv=mest-sokt",
    )
    return InsightPage(
        title="Oversikt",
        summary="Søkene på ski.kommune.no fra 9. november 2026 til 22. november 2026.",
        path="/innsikt",
        here="/innsikt?fra=2026-11-09",
        sections=tuple(
            Link(text=text, url=url)
            for text, url in (
                ("Oversikt", "/innsikt"),
                ("Funn", "/innsikt/funn"),
                ("Søkeord", "/innsikt/ord"),
            )
        ),
        period=PeriodPicker(
            start=start,
            end=start + timedelta(days=13),
            presets=(
                Link(text="Siste uke", url="/innsikt?p=1"),
                Link(text="Siste 4 uker", url="/innsikt?p=4"),
            ),
            current="/innsikt?p=4",
        ),
        blocks=(
            Figures(
                id="kort",
                title="Kort fortalt",
                items=(
                    FigureView(name="Søk", value="4 218", sentence="Antall søk.", before="som før (4 190)"),
                    FigureView(
                        name="Uten treff",
                        value="6,2 %",
                        sentence="Fant ikke noe.",
                        before="opp fra 4 %",
                        way="verre",
                    ),
                ),
            ),
            FindingList(
                id="funn",
                title="Det viktigste å rette nå",
                note="Se alle 8 funn",
                rows=(
                    FindingRow(
                        title="Folk søker «søppel», og så «renovasjon»",
                        url="/innsikt/funn?funn=a",
                        label="Bytter ord",
                        people="431",
                        proposal="La «søppel» finne det samme som «renovasjon».",
                        effect="431 søk vinner, 0 taper",
                        unit="Kommunalteknikk",
                    ),
                ),
            ),
            Chart(
                id="tid",
                title="Søk per dag",
                summary="4 218 søk i perioden.",
                lines=(
                    Line(name="I fjor", path="M0 60L100 50"),
                    Line(name="Nå", path="M0 40L50 6L100 30", end="M100 30h0.001"),
                ),
                highest="600",
                middle="300",
                ticks=(
                    Mark(x=0, y=100, text="9. november", anchor="start"),
                    Mark(x=100, y=100, text="22. november", anchor="end"),
                ),
                peak=Mark(x=50, y=6, text="510", anchor="middle"),
                table=structs.replace(table, id="tid-tall"),
            ),
            Proposed(
                id="forslag",
                text="La «søppel» finne det samme som «renovasjon».",
                outcome="431 søk vinner, 0 taper.",
                sides=(
                    Side(title="I dag", hits=()),
                    Side(
                        title="Med forslaget",
                        hits=(Link(text="Når hentes søpla?", url="/avfall/"),),
                        marked=(1,),
                    ),
                ),
                forms=(Form(id="godta", button="Ta i bruk nå", hidden=(("gjor", "godta"),), main=True),),
            ),
            Facts(id="grunnlag", title="Hva det bygger på", items=(("Søk", "431"), ("Uten klikk", "400"))),
            Form(
                id="noter",
                button="Lagre notat",
                hidden=(("gjor", "noter"),),
                fields=(Field(name="verdi", label="Notat", long=True),),
            ),
            Steps(
                id="historie",
                title="Sist besluttet",
                items=(
                    Step(
                        at=datetime(2026, 11, 23, 12, tzinfo=OSLO),
                        who="kari",
                        what="synonym lagt til",
                        text="Mange skriver det.",
                        undo=Form(id="angre-1", button="Angre", hidden=(("gjor", "angre"),)),
                    ),
                ),
            ),
            table,
        ),
        user="kari",
        role="rådgiver",
        token="t",
        done="Tatt i bruk.",
    )


def error() -> ErrorView:
    """Too many requests."""
    return ErrorView(status=429, title="For mange søk på kort tid", text="Vent et minutt, og prøv igjen.")


def thanks() -> ThanksView:
    """After a no, with room for some words."""
    return ThanksView(page="/barnehage/sok-plass/", verdict="nei")
