"""An example view of the insight pages, with everything that a page may hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.frame import Link
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
    Part,
    PeriodPicker,
    Proposed,
    Side,
    Step,
    Steps,
)

START = date(2026, 11, 9)


def insight() -> InsightPage:
    """An overview with every kind of block."""
    sections = {"Oversikt": "/innsikt", "Funn": "/innsikt/funn", "Søkeord": "/innsikt/ord"}
    presets = {"Siste uke": "/innsikt?p=1", "Siste 4 uker": "/innsikt?p=4"}
    return InsightPage(
        title="Oversikt",
        summary="Søkene på ski.kommune.no fra 9. november 2026 til 22. november 2026.",
        path="/innsikt",
        here="/innsikt?fra=2026-11-09",
        sections=tuple(Link(text=text, url=url) for text, url in sections.items()),
        period=PeriodPicker(
            start=START,
            end=START + timedelta(days=13),
            presets=tuple(Link(text=text, url=url) for text, url in presets.items()),
            current="/innsikt?p=4",
        ),
        blocks=(_figures(), _findings(), _chart(), _proposed(), _facts(), *_forms(), _steps(), _terms()),
        user="kari",
        role="rådgiver",
        token="t",
        notice="Uka er ikke over. Tallene er til nå.",
        done="Tatt i bruk.",
    )


def _terms() -> DataTable:
    rows = (("barnehage", 287), ("søppeltømming", 120), ("xyzzy" * 8, 0))
    return DataTable(
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
            for term, n in rows
        ),
        csv="/innsikt?csv=mest-sokt",
    )


def _figures() -> Figures:
    failing = FigureView(
        name="Uten treff", value="6,2 %", sentence="Fant ikke noe.", before="opp fra 4 %", way="verre"
    )
    searches = FigureView(name="Søk", value="4 218", sentence="Antall søk.", before="som før (4 190)")
    return Figures(id="kort", title="Kort fortalt", items=(searches, failing))


def _findings() -> FindingList:
    row = FindingRow(
        title="Folk søker «søppel», og så «renovasjon»",
        url="/innsikt/funn?funn=a",
        label="Bytter ord",
        people="431",
        proposal="La «søppel» finne det samme som «renovasjon».",
        effect="431 søk vinner, 0 taper",
        unit="Kommunalteknikk",
    )
    return FindingList(id="funn", title="Det viktigste å rette nå", note="Se alle 8 funn", rows=(row,))


def _chart() -> Chart:
    return Chart(
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
        table=structs.replace(_terms(), id="tid-tall"),
    )


def _proposed() -> Proposed:
    found = Link(text="Når hentes søpla?", url="/avfall/")
    return Proposed(
        id="forslag",
        text="La «søppel» finne det samme som «renovasjon».",
        outcome="431 søk vinner, 20 taper.",
        parts=(
            Part(name="Vinner", value="431", way="vinner", start=0, share=0.7),
            Part(name="Taper", value="20", way="taper", start=0.7, share=0.05),
            Part(name="Vet ikke", value="150", way="ukjent", start=0.75, share=0.25),
        ),
        sides=(Side(title="I dag", hits=()), Side(title="Med forslaget", hits=(found,), marked=(1,))),
        forms=(Form(id="godta", button="Ta i bruk nå", hidden=(("gjor", "godta"),), main=True),),
    )


def _facts() -> Facts:
    return Facts(id="grunnlag", title="Hva det bygger på", items=(("Søk", "431"), ("Uten klikk", "400")))


def _forms() -> tuple[Form, Form]:
    note = Form(
        id="noter",
        button="Lagre notat",
        hidden=(("gjor", "noter"),),
        fields=(Field(name="verdi", label="Notat", long=True),),
    )
    what = Field(name="prov", label="Hva?", options=("tittel=Ny tittel", "svar=Fast svar"), value="svar")
    own = Form(id="eget", title="Prøv noe eget", button="Prøv", hidden=(("get", "#prov"),), fields=(what,))
    return note, own


def _steps() -> Steps:
    step = Step(
        at=datetime(2026, 11, 23, 12, tzinfo=OSLO),
        who="kari",
        what="synonym lagt til",
        text="Mange skriver det.",
        undo=Form(id="angre-1", button="Angre", hidden=(("gjor", "angre"),)),
    )
    return Steps(id="historie", title="Sist besluttet", items=(step,))
