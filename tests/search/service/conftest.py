"""A small built site, minimal templates and an engine in memory, so that the service is tested by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from litestar.testing import TestClient

from plugins.model.clock import OSLO
from plugins.views.archive_frame import ArchiveFrame
from plugins.views.frame import AlertView, Frame, Link
from plugins.views.settings import SiteSettings
from search.desk.accounts import Accounts
from search.desk.database import Desk
from search.desk.people import Person, Role
from search.insight.salt import forget_salts
from search.query.types import FACETS, FacetCount, Hit, Ranking, Results, SearchParams, Suggestion
from search.service.app import create_app
from search.service.settings import Settings

PASSWORD = "et langt passord"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
PEOPLE = (
    Person("innsikt", Role.ADVISER),
    Person("leder", Role.UNIT_LEADER, "barnehage"),
    Person("leser", Role.READER),
)

TEMPLATES = {
    "sok.html": (
        "<title>{{ meta.title }}</title><p id=q>{{ view.query }}</p><p id=total>{{ view.total }}</p>"
        "{% for alert in frame.alerts %}<b>{{ alert.title }}</b>{% endfor %}"
        "{% for hit in view.hits %}<a href='{{ hit.counted or hit.url }}'>{{ hit.title|safe }}</a>"
        "{% endfor %}"
        "{% for link in view.suggestions %}<a href='{{ link.url }}'>{{ link.text }}</a>{% endfor %}"
    ),
    "innlogging.html": (
        "<title>{{ meta.title }}</title><p class=feil>{{ view.error }}</p>{% if view.configured %}<form>"
        "<input name=token value='{{ view.token }}'></form>{% endif %}"
    ),
    "innsikt.html": (
        "<title>{{ meta.title }}</title><h1>{{ view.title }}</h1><p class=feil>{{ view.error }}</p>"
        "<p class=gjort>{{ view.done }}</p><p>{{ view.notice }}</p>"
        "{% if view.period %}<p>{{ view.period.start }} {{ view.period.end }}</p>{% endif %}"
        "<input name=token value='{{ view.token }}'>"
        "{% for s in view.sections %}<a href='{{ s.url }}'>{{ s.text }}</a>{% endfor %}"
        "{% for block in view.blocks %}<section id={{ block.id }}>"
        "{% if block.kind == 'table' %}{% for row in block.rows %}<tr>{% for cell in row %}"
        "<td>{{ cell.text }}</td>{% endfor %}</tr>{% endfor %}"
        "{% elif block.kind == 'findings' %}{% for row in block.rows %}"
        "<a href='{{ row.url }}'>{{ row.title }}</a>{{ row.state }}{% endfor %}{{ block.empty }}"
        "{% elif block.kind == 'proposal' %}{{ block.text }} {{ block.outcome }}"
        "{% for form in block.forms %}<button>{{ form.button }}</button>{% endfor %}"
        "{% elif block.kind == 'steps' %}{% for s in block['items'] %}{{ s.who }}: {{ s.what }} {{ s.text }}"
        "{% if s.undo %}<i>{{ s.undo.hidden[1][1] }}</i>{% endif %}{% endfor %}{% endif %}"
        "</section>{% endfor %}"
    ),
    "takk.html": "<p>{{ view.verdict }}</p><a href='{{ view.page }}'>tilbake</a>",
    "feil.html": "<title>{{ meta.title }}</title><h1>{{ view.title }}</h1><p>{{ view.text }}</p>",
}

SITE = {
    "index.html": "<h1>Forside</h1>",
    "404.html": "<h1>Sidesporet</h1>",
    "barnehage/opptak/index.html": "<h1>Opptak på Ås</h1>",
    "barnehage/atom.xml": "<feed/>",
    "static/style.0123abcd.css": "body{}" * 100,
    "static/inter.woff2": "woff",
    "data/liste.csv": "a;b",
    "robots.txt": "User-agent: *",
}


SUGGESTED = (
    Suggestion("Vanlige søk", "barnehageplass"),
    Suggestion("Tjenester", "Opptak", "/barnehage/opptak/", "Barnehage"),
)


class ManualClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


class MemoryEngine:
    """Finds «barnehage» three pages deep, and nothing else."""

    def __init__(self) -> None:
        self.asked: list[SearchParams] = []
        self.fails = 0
        self.newer = False
        self.looked = 0
        self.refreshed = 0

    def search(self, params: SearchParams, now: datetime, ranking: Ranking | None = None) -> Results:
        self.asked.append(params)
        self.ranking = ranking
        if self.fails:
            self.fails -= 1
            raise RuntimeError(f"broken by {params.text}")
        if params.text != "barnehage":
            return Results(total=0, hits=(), facets=dict.fromkeys(FACETS, ()))
        counts = (FacetCount(value="tjeneste", label="Tjenester og sider", count=25),)
        return Results(total=25, hits=(hit(),) * 10, facets={**dict.fromkeys(FACETS, ()), "kind": counts})

    def suggest(self, typed: str, now: datetime) -> tuple[Suggestion, ...]:
        return SUGGESTED if typed == "barne" else ()

    def has_newer(self) -> bool:
        self.looked += 1
        return self.newer

    def refresh(self) -> bool:
        self.refreshed += 1
        self.newer = False
        return True

    def close(self) -> None:
        pass


def hit() -> Hit:
    return Hit(
        id="side:barnehage/opptak",
        url="/barnehage/opptak/",
        kind="tjeneste",
        title="Opptak i barnehage",
        summary="Søk om plass.",
        title_html="Opptak i <mark>barnehage</mark>",
        excerpt_html="Søk om plass i <mark>barnehage</mark>.",
        number="",
        unit="barnehage",
        unit_title="Barnehage",
        language="nb",
        dated=date(2026, 10, 1),
        score=1.0,
    )


def make_frame() -> Frame:
    begun = datetime(2026, 11, 23, 11, 0, tzinfo=OSLO)
    alert = AlertView(
        title="Vannet er stengt",
        text="I Kirkeveien.",
        level="avvik",
        updated=begun,
        visible_from=begun,
        visible_until=begun + timedelta(hours=2),
    )
    return Frame(
        site_name="Ski kommune",
        site_url="https://ski.example",
        vision="På sporet til fremtiden",
        alerts=(alert,),
        navigation=(Link(text="Nyheter", url="/nyheter/"),),
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A site that is built, and an account of each role."""
    return built_in(tmp_path)


def built_in(root: Path) -> Settings:
    """The small site, built in ``root``."""
    write(root / "output", SITE)
    write(root / "theme" / "templates", TEMPLATES)
    state = root / "state"
    state.mkdir()
    (state / "ramme.json").write_bytes(msgspec.json.encode(make_frame()))
    (state / "arkiv.json").write_bytes(msgspec.json.encode(ArchiveFrame(SiteSettings(), {}, {}, (), ())))
    settings = Settings.model_validate(
        {"STATE": state, "OUTPUT": root / "output", "THEME": root / "theme", "INNSIKT_NOKKEL": "n" * 40}
    )
    for person in PEOPLE:
        give_account(settings, person)
    return settings


def give_account(settings: Settings, person: Person, hashed: str = HASH) -> None:
    """An account with ``PASSWORD``, or with the password of another hash."""
    desk = Desk(settings.files.desk)
    Accounts(desk).put(person, hashed, ManualClock().now)
    desk.close()


@pytest.fixture
def client(settings: Settings, clock: ManualClock, engine: MemoryEngine) -> Iterator[TestClient]:
    app = create_app(settings, clock=clock, open_engine=lambda: engine)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(autouse=True)
def _no_salt_is_left(tmp_path: Path) -> Iterator[None]:
    """Salts lie in shared memory, by the state they belong to: take away those of this test's own states."""
    yield
    for depth in ("", "*", "*/*"):
        for state in tmp_path.glob(depth) if depth else (tmp_path,):
            forget_salts(state)


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
