"""An example frame, alerts and contact cards, shared by all samples."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import datetime

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.frame import AlertView, ContactCard, Frame, HoursRow, Link, LinkGroup

FRAME = Frame(
    site_name="Ski kommune",
    site_url="https://ski.kommune.no",
    vision="På sporet til fremtiden",
    demo_notice="Dette er en demonstrasjon. Ski ble en del av Nordre Follo i 2020, og personer og saker er oppdiktet.",
    navigation=(
        Link(text="Tjenester og virksomheter", url="/virksomheter/"),
        Link(text="Nyheter", url="/nyheter/"),
        Link(text="Politikk", url="/politikk/"),
        Link(text="Postliste", url="/postliste/"),
    ),
    footer=(
        LinkGroup(
            title="Kontakt oss",
            links=(
                Link(text="Servicetorget", url="/servicetorget/"),
                Link(text="Alle virksomheter", url="/virksomheter/"),
                Link(text="English", url="/en/", language="en"),
            ),
        ),
        LinkGroup(
            title="Åpenhet",
            links=(
                Link(text="Postliste", url="/postliste/"),
                Link(text="Be om innsyn", url="/servicetorget/innsyn/"),
                Link(text="Åpne data", url="/data/"),
            ),
        ),
        LinkGroup(
            title="Om nettstedet",
            links=(
                Link(text="Tilgjengelighetserklæring", url="/servicetorget/tilgjengelighet/"),
                Link(text="Personvern", url="/servicetorget/personvern/"),
            ),
        ),
    ),
    assets={"style.css": "/static/style.css"},
)

ALERT = AlertView(
    title="Vannet er stengt i Kirkeveien fra nummer 12 til 40.",
    text="Vi reparerer et brudd på hovedledningen. Kok vannet i tre minutter når det kommer tilbake.",
    level="avvik",
    updated=datetime(2026, 11, 23, 9, 40, tzinfo=OSLO),
    next_update="i dag kl. 14.00",
    link=Link(text="Se kart og tappesteder", url="/kommunalteknikk/driftsmeldinger/"),
)

CARD = ContactCard(
    unit=Link(text="Barnehage", url="/barnehage/"),
    phone="64 87 87 00",
    phone_href="tel:+4764878700",
    email="barnehage@ski.kommune.no",
    visit="Idrettsveien 8, 1400 Ski",
    hours=(
        HoursRow(days="mandag–torsdag", hours="08.00–15.30"),
        HoursRow(days="fredag", hours="08.00–15.00"),
    ),
    hours_note="Stengt i romjulen.",
    owner="Barnehagesjefen",
)

HOME_CARD = structs.replace(
    CARD, unit=Link(text="Servicetorget", url="/servicetorget/"), email="post@ski.kommune.no", owner=""
)
