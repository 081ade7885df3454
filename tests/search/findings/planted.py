"""A town with planted faults: pages that lack what people search for, and people who search for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from plugins.model.clock import OSLO
from plugins.model.document import Document
from plugins.model.state import State
from search.findings.evidence import WEEKS
from search.findings.job import Job
from search.index.build import update_index
from search.insight.database import open_database
from search.insight.keeping import Keeping
from search.insight.period import Period
from search.insight.simulation.fill import fill_log
from search.insight.simulation.topics import Topic
from search.insight.simulation.town import Rush, Town
from tests.search.corpus import document, write_documents

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=OSLO)
TODAY = NOW.date()
KEEPING = Keeping()
UNITS = {
    "barnehage": "Barnehage",
    "teknisk": "Kommunalteknikk",
    "kultur": "Kultur",
    "skole": "Skole",
    "byggesak": "Byggesak",
    "servicetorget": "Servicetorget",
}


def _page(slug: str, title: str, unit: str, summary: str, **more: object) -> Document:
    return document(id=slug, url=f"/{unit}/{slug}/", title=title, unit=unit, summary=summary, **more)


PAGES = (
    _page("plass", "Søke barnehageplass", "barnehage", "Slik søker du plass i barnehage."),
    _page("avfall", "Renovasjon", "teknisk", "Når vi henter hos deg."),
    _page("waste", "Waste collection", "teknisk", "When we empty your bins.", language="en"),
    _page("svommehall", "Ski svømmehall", "kultur", "Åpningstider og priser i hallen."),
    _page("sfo", "SFO", "skole", "Tilbud før og etter skolen, også i ferien."),
    _page("soknad", "Byggesøknad", "byggesak", "Slik søker du.", review_by=date(2026, 6, 1)),
    _page("bruk", "Parker og plasser", "kultur", "Her kan du gå tur. Hundelufting er lov med bånd."),
    _page("gift", "Gift deg på rådhuset", "servicetorget", "Borgerlig vigsel.", body="Vielse varer lenge."),
    *(
        _page(f"v{n}", f"Vielse: vielse og vielse {n}", "servicetorget", "Vielse, vielse og vielse.")
        for n in range(6)
    ),
    *(
        document(id=f"jp{n}", kind="journalpost", title=f"Ledningskart for gnr. {n}", dated=date(2026, 9, n))
        for n in range(1, 12)
    ),
    *(_page(f"fyll{n}", f"Tjeneste nummer {n}", "kultur", "Om noe helt annet.") for n in range(30)),
)

WELL = (
    Topic(term="barnehage", weight=160, address="/barnehage/plass/", hits=3),
    Topic(term="renovasjon", weight=60, address="/teknisk/avfall/", hits=1, opens=0.9),
    Topic(term="waste collection", weight=10, address="/teknisk/waste/", hits=1, opens=0.95),
    Topic(term="svømmehall", weight=70, address="/kultur/svommehall/", hits=1),
    Topic(term="sfo", weight=50, address="/skole/sfo/", hits=1),
)
"""What goes well, and must not be told of."""

SOPPEL = Topic(term="søppel", weight=80, hits=0, opens=0, becomes="renovasjon")

ILL = (
    SOPPEL,
    Topic(term="svømmekurs", weight=30, hits=0, opens=0),
    Topic(term="byggsønad", weight=25, hits=0, opens=0),
    Topic(term="garbage", weight=30, hits=0, opens=0, becomes="waste collection"),
    Topic(term="vielse", weight=35, address="/servicetorget/gift/", hits=7, opens=0.7, place=7),
    Topic(term="byggesøknad", weight=60, address="/byggesak/soknad/", hits=1, opens=0.8),
    Topic(term="ledningskart", weight=26, hits=11, opens=0.05),
    Topic(term="ferie sfo", weight=40, address="/skole/sfo/", hits=1, opens=0.7, origin="/skole/sfo/"),
    Topic(term="hundelufting", weight=28, hits=1, opens=0.04),
)

PLANTED = {
    "bytter-ord:søppel",
    "uten-treff:svømmekurs",
    "skrivemate:byggsønad",
    "engelsk:garbage",
    "langt-nede:vielse",
    "gammelt-svar:/byggesak/soknad/",
    "bare-arkiv:ledningskart",
    "sokt-fra:/skole/sfo/ ferie sfo",
    "uten-klikk:hundelufting",
    "plutselig:strømbrudd",
}

NAME = "ola nordmann oppdiktet"
TOWN = Town(
    topics=(*WELL, *ILL),
    rushes=(Rush(TODAY, "strømbrudd", 380, hour=11, hours=0.9),),
    machine_days=frozenset({TODAY - timedelta(days=20)}),
    private={TODAY - timedelta(days=n): NAME for n in range(8, 14)},
)
"""A town of 30 000 with the faults, a crisis just now, a program that searches, and one person who searches
for a name on six days.
"""


def build(state: State) -> None:
    """Index the pages."""
    write_documents(state.documents, PAGES, units=UNITS)
    update_index(state, NOW)


def live(state: State, town: Town, first: date, last: date) -> None:
    """Let the town search."""
    engine = open_database(state.insight)
    fill_log(engine, town, first, last, KEEPING)
    engine.dispose()


def weeks_of(today: date) -> Period:
    """The thirteen weeks that findings are looked for in."""
    return Period.weeks(WEEKS, today)


def job(state: State, content: Path, now: datetime = NOW) -> Job:
    """The job that works out the board."""
    return Job(state, content, KEEPING, now)
