"""Example views of what units write, as true to a municipality as the real ones."""

# ruff: noqa: E501 -- examples read best a row a line

from __future__ import annotations

from datetime import date, datetime

from msgspec import structs

from plugins.model.clock import OSLO
from plugins.views.content import (
    Departure,
    EnglishView,
    Fact,
    Heading,
    HomeView,
    NewsArchiveView,
    NewsItemView,
    NewsMonth,
    NotFoundView,
    PageView,
    TargetGroupView,
    UnitListView,
    UnitView,
)
from plugins.views.frame import Link, Teaser, TeaserGroup
from tests.theme.samples_frame import CARD, HOME_CARD

NEWS = (
    Teaser(
        title="Ny gangbru over jernbanen åpner 1. desember",
        url="/nyheter/2026/11/ny-gangbru/",
        summary="Bruen binder sammen Ski øst og sentrum, og har heis på begge sider.",
        dated=date(2026, 11, 20),
        label="Kommunalteknikk",
    ),
    Teaser(
        title="Søk barnehageplass innen 1. mars",
        url="/nyheter/2026/11/barnehageplass/",
        summary="Hovedopptaket for høsten 2027 er åpent. Du søker på nett og kan endre til fristen går ut.",
        dated=date(2026, 11, 18),
        label="Barnehage",
    ),
    Teaser(
        title="Kommunestyret vedtok budsjettet for 2027",
        url="/nyheter/2026/11/budsjett/",
        summary="Det blir 40 nye sykehjemsplasser og ny svømmehall. Eiendomsskatten står stille.",
        dated=date(2026, 11, 12),
        label="Politisk sekretariat",
    ),
)

TASKS = (
    ("Søk barnehageplass", "/barnehage/opptak/"),
    ("Finn tømmedag for søppel", "/kommunalteknikk/tommedag/"),
    ("Send byggesøknad", "/byggesak/sok/"),
    ("Meld skoleflytting", "/skole/bytte/"),
    ("Søk SFO-plass", "/sfo/plass/"),
    ("Få hjelp hjemme", "/hjemmetjenester/sok/"),
    ("Meld feil på vei, vann og avløp", "/kommunalteknikk/meld-feil/"),
    ("Lån bøker og bestill rom", "/bibliotek/"),
    ("Betal eiendomsskatt", "/okonomi/eiendomsskatt/"),
    ("Finn en politisk sak", "/politikk/"),
)

GROUPS = (
    ("Barnefamilier", "Barnehage, skole, SFO, helsestasjon og fritid."),
    ("Ungdom", "Skole, jobb, fritid og noen å snakke med."),
    ("Eldre og pårørende", "Hjelp hjemme, trygghetsalarm, sykehjem og møteplasser."),
    ("Næringsliv", "Etablering, skjenking, anbud og tomter."),
    ("Lag og foreninger", "Tilskudd, lokaler og arrangementer."),
    ("Nye i Ski", "Det første du trenger når du har flyttet hit."),
    ("Presse", "Pressekontakt, postliste og møter."),
    ("Ansatte og folkevalgte", "Møteplan, reglement og skjemaer."),
)


def home() -> HomeView:
    """The front page on an ordinary Monday."""
    at = datetime(2026, 11, 23, 18, 0, tzinfo=OSLO)
    return HomeView(
        tasks=tuple(Link(text=text, url=url) for text, url in TASKS),
        example_searches=tuple(
            Link(text=q, url=f"/sok?q={q}") for q in ("når tømmes søppelet", "barnehageplass", "byggesøknad")
        ),
        departures=(
            Departure(when=at, all_day=False, what="Kommunestyret", kind="møte", where="Rådhusteateret", url="/m/1/", today=True),
            Departure(when=at.replace(hour=19), all_day=False, what="Kommunestyret direkte", kind="nett-tv", where="På nett", url="/m/1/", today=True),
            Departure(when=at.replace(day=25, hour=10), all_day=False, what="Lesestund for de minste", kind="arrangement", where="Ski bibliotek", url="/b/"),
            Departure(when=at.replace(day=26), all_day=False, what="Utvalg for barn og unge", kind="møte", where="Rådhuset, møterom Kråkstad", url="/m/2/", cancelled=True),
            Departure(when=at.replace(day=30, hour=0), all_day=True, what="Reguleringsplan for Ski sentrum øst", kind="høring", where="Frist for merknader", url="/plan/"),
        ),
        news=NEWS,
        target_groups=tuple(
            Teaser(title=t, url=f"/for/{i}/", summary=s) for i, (t, s) in enumerate(GROUPS)
        ),
        contact=HOME_CARD,
    )  # fmt: skip


BODY = """
<h2 id="slik-soker-du">Slik søker du</h2>
<p>Du søker på nett med BankID. Søk <a href="/barnehage/finn/">opptil fem barnehager</a>, med den du helst vil ha øverst.
Har du ikke BankID, hjelper <a href="/servicetorget/">servicetorget</a> deg.</p>
<ol><li>Logg inn i søkeskjemaet.</li><li>Velg barnehager og ønsket startdato.</li>
<li>Legg ved dokumentasjon hvis du søker med prioritet.</li></ol>
<h2 id="hva-koster-det">Hva koster det?</h2>
<p>Prisen er den samme i kommunale og private barnehager. Søsken får avslag, og familier med lav inntekt betaler mindre.</p>
<div class="table-scroll" tabindex="0" role="region" aria-label="Tabell"><table>
<thead><tr><th>Plass</th><th>Per måned</th><th>Med kost</th></tr></thead>
<tbody><tr><td>Hel plass</td><td>1 200 kr</td><td>1 560 kr</td></tr>
<tr><td>Halv plass</td><td>720 kr</td><td>900 kr</td></tr></tbody></table></div>
<h3>Redusert betaling</h3>
<p>Du kan søke om å betale mindre hvis familien tjener under 642 700 kroner i året.</p>
<h2 id="nar-far-du-svar">Når får du svar?</h2>
<p>Du får svar innen 1. april. Da må du takke ja eller nei innen to uker.</p>
<ul><li>Takker du ja, får du en kontrakt på e-post.</li><li>Takker du nei, mister du plassen.</li></ul>
<h2 id="kan-jeg-klage">Kan jeg klage?</h2>
<p>Ja. Klag innen tre uker hvis barnet har rett til plass og ikke fikk et av de to øverste ønskene.</p>
"""

HEADINGS = tuple(
    Heading(text=text, anchor=anchor)
    for text, anchor in (
        ("Slik søker du", "slik-soker-du"),
        ("Hva koster det?", "hva-koster-det"),
        ("Når får du svar?", "nar-far-du-svar"),
        ("Kan jeg klage?", "kan-jeg-klage"),
    )
)


def page() -> PageView:
    """A service page with everything on it."""
    return PageView(
        title="Søk barnehageplass",
        summary="Alle barn som fyller ett år innen 30. november, har rett til barnehageplass fra august.",
        body=BODY,
        facts=(
            Fact(term="For hvem", text="Barn mellom ett og fem år som bor i Ski"),
            Fact(term="Pris", text="1 200 kroner i måneden for hel plass"),
            Fact(term="Frist", text="1. mars 2027 for plass fra august"),
            Fact(term="Svar", text="Innen 1. april"),
        ),
        action=Link(text="Søk plass", url="https://skjema.example.no/barnehage"),
        headings=HEADINGS,
        contact=CARD,
        modified=date(2026, 11, 2),
        target_groups=(Link(text="Barnefamilier", url="/for/barnefamilier/"),),
        related=(
            Teaser(title="Finn en barnehage", url="/barnehage/finn/", summary="Alle barnehagene i Ski, på kart og i liste."),
            Teaser(title="Bytt barnehage", url="/barnehage/bytte/", summary="Slik søker du om å flytte plassen."),
        ),
    )  # fmt: skip


def steps() -> PageView:
    """A step guide: the headings are stops along a line."""
    return structs.replace(page(), title="Jeg skal bygge", steps=True, facts=(), action=None, related=())


def nynorsk() -> PageView:
    """A short page in nynorsk, without anything that is not required."""
    return PageView(
        title="Kulturskulen",
        summary="Barn og unge kan lære musikk, dans, teater og teikning.",
        body="<h2 id='plass'>Søk om plass</h2><p>Du søkjer på nett heile året.</p>",
        facts=(),
        action=None,
        headings=(),
        contact=CARD,
        modified=date(2026, 9, 1),
        target_groups=(),
        related=(),
    )


def english_page() -> PageView:
    """A page in English."""
    return structs.replace(
        page(),
        title="Apply for kindergarten",
        summary="All children who turn one by 30 November are entitled to a place from August.",
        body="<h2 id='how'>How to apply</h2><p>Apply online with BankID before 1 March.</p>",
        facts=(Fact(term="Price", text="NOK 1,200 a month"),),
        action=Link(text="Apply", url="https://skjema.example.no/barnehage"),
        headings=(),
        related=(),
        target_groups=(),
    )


def unit() -> UnitView:
    """A unit with pages, news and a part of its own."""
    return UnitView(
        title="Barnehage",
        summary="Vi driver åtte kommunale barnehager og fordeler plassene i alle.",
        body="<h2 id='om'>Om oss</h2><p>Barnehagesjefen leder virksomheten.</p>",
        contact=CARD,
        groups=(
            TeaserGroup(
                title="Søke og betale",
                anchor="soke",
                items=(
                    Teaser(title="Søk barnehageplass", url="/barnehage/opptak/", summary="Frist 1. mars for plass fra august."),
                    Teaser(title="Betaling", url="/barnehage/betaling/", summary="Priser, søskenrabatt og redusert betaling."),
                    Teaser(title="Kindergarten in Ski", url="/barnehage/kindergarten/", summary="How to apply.", language="en"),
                ),
            ),
        ),
        news=NEWS[1:2],
        children=(Link(text="Åpen barnehage", url="/apen-barnehage/"),),
        parent=Link(text="Oppvekst", url="/oppvekst/"),
        modified=date(2026, 11, 2),
    )  # fmt: skip


def target_group() -> TargetGroupView:
    """Everything for families."""
    return TargetGroupView(
        title="Barnefamilier",
        summary=GROUPS[0][1],
        groups=unit().groups,
        news=NEWS[:2],
        others=tuple(Link(text=t, url=f"/for/{i}/") for i, (t, _) in enumerate(GROUPS[1:])),
    )


def units() -> UnitListView:
    """Some units."""
    names = ("Barnehage", "Bibliotek", "Byggesak", "Helse og mestring", "Hjemmetjenester", "Kommunalteknikk")
    return UnitListView(
        units=tuple(
            Teaser(title=n, url=f"/{n.lower()}/", summary=f"Det du trenger å vite om {n.lower()}.")
            for n in names
        )
    )


def news_item() -> NewsItemView:
    """A news item between two others."""
    return NewsItemView(
        title=NEWS[0].title,
        summary=NEWS[0].summary,
        body="<p>Bruen er 84 meter lang og fire meter bred.</p><h2 id='apning'>Åpning</h2><p>Ordføreren klipper snoren.</p>",
        published=date(2026, 11, 20),
        modified=date(2026, 11, 22),
        contact=CARD,
        newer=Link(text="Julegateåpning i Ski sentrum", url="/nyheter/2026/11/julegate/"),
        older=Link(text="Søk barnehageplass innen 1. mars", url="/nyheter/2026/11/barnehageplass/"),
    )


def news() -> NewsArchiveView:
    """The latest news."""
    return NewsArchiveView(
        title="Nyheter",
        items=NEWS,
        months=(
            NewsMonth(title="november 2026", url="/nyheter/2026/11/", count=7, current=True),
            NewsMonth(title="oktober 2026", url="/nyheter/2026/10/", count=12),
        ),
        feed="/nyheter/atom.xml",
    )


def english() -> EnglishView:
    """The list of pages in English."""
    return EnglishView(
        items=(
            Teaser(title="Apply for kindergarten", url="/barnehage/kindergarten/", summary="From the age of one.", language="en"),
            Teaser(title="Waste and recycling", url="/kommunalteknikk/waste/", summary="When your bins are emptied.", language="en"),
        )
    )  # fmt: skip


def not_found() -> NotFoundView:
    """The siding."""
    return NotFoundView(
        links=(
            Link(text="Forsiden", url="/"),
            Link(text="Tjenester og virksomheter", url="/virksomheter/"),
            Link(text="Postliste", url="/postliste/"),
            Link(text="Kontakt servicetorget", url="/servicetorget/"),
        )
    )
