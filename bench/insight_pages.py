"""The insight pages as an adviser opens them: whole answers over HTTP, logged in, with the log behind them.

The site is the demonstration, built and indexed for this; the board of findings is as long as it can be.
Everything that a request passes through is the service's own.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as clock_time

from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient

from bench.insight_log import LIMIT_MS, PERIODS, QUESTIONS, ROUNDS, TODAY, Tell
from bench.measure import ROOT, number, seconds_of
from bench.report import holds, measured, table
from plugins.model.clock import OSLO
from plugins.model.curation import Pin
from plugins.model.state import State
from search.desk.accounts import Accounts
from search.desk.database import Desk
from search.desk.people import Person, Role
from search.findings.board import Board, Failing, Placed, write_board
from search.findings.job import MOST
from search.findings.kinds import KINDS
from search.findings.pages import read_pages
from search.findings.replay import Forecast, Moved, Shown
from search.findings.types import Finding, Proposal
from search.service.app import create_app
from search.service.insight.routes import PAGES
from search.service.settings import Settings

NOW = datetime.combine(TODAY, clock_time(12), OSLO)
PASSWORD = "et langt passord"  # noqa: S105  (of an account that lives as long as the measuring)
ORIGIN = {"Origin": "http://testserver.local"}
TERM = "søkeord nummer 3"
FAILING = 3_000
CHOSEN = {
    "Ett søkeord": ("ord", {"q": TERM}),
    "En side": ("sider", {"side": "/virksomhet-3/side-1/"}),
    "En virksomhet": ("virksomheter", {"virksomhet": "kommunalteknikk"}),
    "Ett funn": ("funn", {"funn": f"langt-nede:{TERM}"}),
}
"""Pages that show one of what they list."""
STEPS = 1 + len(PERIODS) * (QUESTIONS + len(PAGES) + len(CHOSEN))


@dataclass(frozen=True)
class PageTime:
    """How long a page took in some rounds: the median and the worst by the clock, the worst by processor."""

    page: str
    period: str
    median_ms: float
    worst_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Asked:
    """A page in a period: what they are called, and the address."""

    page: str
    period: str
    name: str
    chosen: dict[str, str]


def build_site(state: State) -> None:
    """Build and index the demonstration beside the log."""
    places = {
        "STATE": str(state.root),
        "OUTPUT": str(state.root / "nettsted"),
        "CONTENT": str(ROOT / "content"),
        "NAA": NOW.isoformat(),
    }
    for command in (["plugins.engine"], ["search", "index"]):
        seconds_of(command, places)


def measure_pages(state: State, tell: Tell) -> list[PageTime]:
    """Every page in every period, from the state of a built site with a filled log."""
    write_board(state.findings, a_board(state))
    times = []
    with logged_in(state) as client:
        for asked in _asked():
            times.append(_timed(client, asked))
            tell(f"{asked.page}, {asked.period}")
    return times


@contextmanager
def logged_in(state: State) -> Iterator[TestClient[Litestar]]:
    """The service on the state, and an adviser in it."""
    settings = Settings(
        STATE=state.root, OUTPUT=state.root / "nettsted", THEME=ROOT / "theme", CONTENT=ROOT / "content"
    )
    desk = Desk(state.desk)
    Accounts(desk).put(Person("kari", Role.ADVISER), PasswordHasher().hash(PASSWORD), NOW)
    desk.close()
    with TestClient(create_app(settings, clock=lambda: NOW)) as client:
        page = client.get("/innsikt/logg-inn").text
        found = re.search(r'name="token" value="([^"]+)"', page)
        form = {
            "bruker": "kari",
            "passord": PASSWORD,
            "token": found[1] if found else "",
            "neste": "/innsikt",
        }
        client.post("/innsikt/logg-inn", data=form, headers=ORIGIN).raise_for_status()
        yield client


def a_board(state: State) -> Board:
    """As many findings as are kept, each with an effect in advance, and many terms that fail."""
    pages = read_pages(state.documents)
    addresses, units = sorted(pages.by_address), sorted(pages.units)
    kinds = list(KINDS)

    def placed(number: int) -> Placed:
        term, address = f"søkeord nummer {number}", addresses[number % len(addresses)]
        shown = tuple(Shown(pages.title_of(a), a, wanted=a == address) for a in addresses[:6])
        moved = tuple(Moved(term, a, 40, 7, 1) for a in addresses[:12])
        kind = "langt-nede" if term == TERM else kinds[number % len(kinds)]
        pin = Pin(queries=(term,), address=address, place=1, why="Hit vil folk.")
        finding = Finding(
            kind=kind,
            subject=term,
            title=f"«{term}»: siden folk åpner, ligger på plass 7",
            people=2_000 - number,
            proposal=Proposal(f"Sett «{pages.title_of(address)}» øverst på «{term}».", pin),
            term=term,
            address=address,
            unit=units[number % len(units)],
            evidence=(("Søk", "480"), ("Uten klikk", "310")),
        )
        return Placed(finding, Forecast(480, 12, 40, 90, moved, shown, shown))

    failing = tuple(Failing(units[n % len(units)], f"søkeord nummer {n}", 500, 300) for n in range(FAILING))
    return Board(NOW.astimezone(UTC), tuple(placed(n) for n in range(MOST)), failing=failing)


def section(times: list[PageTime], searches: int, about: str) -> str:
    """The section of ``bench/README.md``."""
    rows = [
        [
            one.page,
            one.period,
            f"{one.median_ms:.0f} ms",
            f"{one.worst_ms:.0f} ms",
            f"{one.cpu_ms:.0f} ms",
            holds(one.cpu_ms <= LIMIT_MS),
        ]
        for one in times
    ]
    head = ["Side", "Periode", "Median", "Verst", "Prosessortid, verst", f"Under {LIMIT_MS:.0f} ms"]
    return "\n".join(
        [
            "## Innsiktens sider, med mange søk bak seg",
            "",
            measured(f"{number(searches)} søk i loggen, {MOST} funn på tavla. {about}".strip()),
            "",
            table(head, rows),
            "",
            "Slik måles det: Hele siden hentes over HTTP av en rådgiver som er logget inn, fra tjenesten på",
            f"demonstrasjonen med loggen over. Hver side hentes {ROUNDS} ganger etter én som ikke telles.",
            "Det er den verste prosessortida, med mottakerens egen, som holdes mot målet.",
            "",
        ]
    )


def _asked() -> Iterator[Asked]:
    """Every page in every period."""
    for period_name, period in PERIODS.items():
        span = {"fra": period.start.isoformat(), "til": period.end.isoformat()}
        for name, (title, _) in PAGES.items():
            yield Asked(title, period_name, name, span)
        for title, (name, chosen) in CHOSEN.items():
            yield Asked(title, period_name, name, {**span, **chosen})


def _timed(client: TestClient[Litestar], asked: Asked) -> PageTime:
    """Raises RuntimeError when the page is not the one that was asked for."""
    walls, cpus = [], []
    for _ in range(ROUNDS + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(f"/innsikt/{asked.name}".rstrip("/"), params=asked.chosen)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
        if answer.status_code != 200 or "Funnet er borte" in answer.text:
            raise RuntimeError(f"{asked.page} svarte {answer.status_code}")
    return PageTime(asked.page, asked.period, statistics.median(walls[1:]), max(walls[1:]), max(cpus[1:]))
