"""The advisers' work through the pages: findings, decisions, undo, casework, and who may do it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup
from litestar.testing import TestClient
from msgspec import structs

from plugins.model.state import State
from search.findings.board import Board, read_board, write_board
from search.findings.effect import Effect, Shares
from search.findings.effect import Verdict as Outcome
from search.service.app import create_app
from search.service.insight.routes import PAGES
from search.service.settings import Settings
from tests.search.findings.conftest import board, content, engine, lived  # noqa: F401
from tests.search.findings.planted import KEEPING, NOW
from tests.search.service.conftest import built_in, make_frame
from tests.search.service.test_service_insight import OWN, log_in

THEME = Path(__file__).resolve().parents[3] / "theme"
FINDING = "bytter-ord:søppel"
PAGE = "/innsikt/funn?funn=bytter-ord%3As%C3%B8ppel"


@pytest.fixture
def settings(tmp_path: Path, lived: State, board: Board) -> Settings:  # noqa: F811
    """The town with planted faults, behind the site's own templates."""
    made = built_in(tmp_path)
    for name in ("indeks", "dokumenter"):
        shutil.copytree(lived.root / name, made.state / name, symlinks=True)
    for name in ("innsikt.db", "funn.json"):
        shutil.copyfile(lived.root / name, made.state / name)
    (tmp_path / "content").mkdir()
    frame = structs.replace(make_frame(), assets={"style.css": "/static/style.css"})
    (made.state / "ramme.json").write_bytes(msgspec.json.encode(frame))
    return made.model_copy(update={"theme": THEME, "content": tmp_path / "content"})


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, clock=lambda: NOW), raise_server_exceptions=False) as made:
        yield made


def do(client: TestClient, page: str, **fields: str):
    """Send a form of a page of ours, as the page would."""
    shown = client.get(page).text
    found = re.search(r'name="token" value="([^"]+)"', shown)
    assert found
    form = {"token": found[1], "tilbake": page, **fields}
    return client.post("/innsikt/handling", data=form, headers=OWN)


def hits(client: TestClient, query: str) -> list[str]:
    found = client.get("/api/v1/sok", params={"q": query}).json()["hits"]
    return [hit["url"] for hit in found]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_shown_with_the_sites_own_templates(client: TestClient, name: str) -> None:
    log_in(client)
    answer = client.get(f"/innsikt/{name}".rstrip("/"))
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert len(page.select("h1")) == 1
    assert [link.get_text() for link in page.select(".insight__bar [aria-current]")] == [PAGES[name][0]]
    assert not page.select("script, [style]")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/innsikt/ord?q=søppel", "renovasjon"),
        ("/innsikt/ord?q=finnesikke", "Så få har søkt etter dette"),
        ("/innsikt/sider?side=/barnehage/plass/", "Søke barnehageplass"),
        ("/innsikt/virksomheter?virksomhet=teknisk", "Kommunalteknikk"),
        ("/innsikt/funn?funn=finnes-ikke", "Funnet er borte"),
        ("/innsikt/funn?slag=engelsk", "garbage"),
        ("/innsikt/funn?virksomhet=byggesak", "skulle vært gjennomgått"),
    ],
)
def test_what_is_chosen_is_shown_and_stays_in_the_address(
    client: TestClient, address: str, says: str
) -> None:
    log_in(client)
    answer = client.get(f"{address}&fra=2026-09-01&til=2026-11-20")
    assert answer.status_code == 200
    assert says in answer.text


def test_every_table_of_every_page_has_a_csv(client: TestClient) -> None:
    log_in(client)
    for name in PAGES:
        page = BeautifulSoup(client.get(f"/innsikt/{name}".rstrip("/")).text, "lxml")
        links = [str(link["href"]) for link in page.select(".data-table__csv a")]
        assert len(links) == len([table for table in page.select(".data-table") if table.select("table")])
        for link in links:
            assert client.get(link).headers["content-type"] == "text/csv; charset=utf-8"


def test_an_accepted_finding_is_in_effect_closed_noted_and_undone_with_one_click(client: TestClient) -> None:
    log_in(client)
    assert hits(client, "søppel") == []
    shown = do(client, f"/innsikt/funn?funn={FINDING}", gjor="godta", funn=FINDING, tilbake="")
    assert "Tatt i bruk" in shown.text
    client.app.state.services.curation._look_again = 0
    assert hits(client, "søppel") == ["/teknisk/avfall/"]
    assert FINDING not in client.get("/innsikt/funn").text
    assert "Lukket" in client.get(f"/innsikt/funn?funn={FINDING}").text
    again = do(client, "/innsikt/beslutninger", gjor="godta", funn=FINDING)
    assert (again.status_code, "allerede" in again.text) == (409, True)
    number = BeautifulSoup(client.get("/innsikt/beslutninger").text, "lxml").select_one("[name=linje]")[
        "value"
    ]
    assert "Angret" in do(client, "/innsikt/beslutninger", gjor="angre", linje=str(number)).text
    assert hits(client, "søppel") == []
    lines = [(e.who, str(e.what)) for e in client.app.state.services.audit.latest(2)]
    assert lines == [("innsikt", "beslutning trukket"), ("innsikt", "beslutning")]


def test_the_effect_in_advance_is_shown_side_by_side(client: TestClient) -> None:
    log_in(client)
    page = BeautifulSoup(client.get(f"/innsikt/funn?funn={FINDING}").text, "lxml")
    assert re.search(r"\d+ søk vinner, 0 taper", page.select_one(".proposal__outcome").get_text())
    sides = [[a.get_text() for a in side.select("a")] for side in page.select(".proposal__sides > div")]
    assert sides == [[], ["Renovasjon"]]


def test_an_advisers_own_decision_is_in_effect(client: TestClient) -> None:
    log_in(client)
    page = "/innsikt/beslutninger"
    form = {"gjor": "bestem", "slag": "plasser", "sok": "vielse", "adresse": "/servicetorget/gift/"}
    assert "«hvorfor»" in do(client, page, **form).text
    assert "Tatt i bruk" in do(client, page, **form, hvorfor="Hit vil folk.").text
    client.app.state.services.curation._look_again = 0
    assert hits(client, "vielse")[0] == "/servicetorget/gift/"


@pytest.mark.parametrize(
    ("what", "value", "state"),
    [
        ("tildel", "ola", "Hos ola"),
        ("utsett", "2026-12-24", "Utsatt til 24. desember 2026"),
        ("lukk", "Løst.", "Lukket"),
    ],
)
def test_a_finding_is_assigned_put_off_and_closed(
    client: TestClient, what: str, value: str, state: str
) -> None:
    log_in(client)
    assert state in do(client, PAGE, gjor=what, funn=FINDING, verdi=value).text
    assert state in client.get("/innsikt/funn?vis=alle").text
    shown = [a.get_text() for a in BeautifulSoup(client.get("/innsikt/funn").text, "lxml").select("h3 a")]
    assert any("søppel" in title for title in shown) == (what == "tildel")


def test_a_note_is_kept_and_escaped(client: TestClient) -> None:
    log_in(client)
    shown = do(client, PAGE, gjor="noter", funn=FINDING, verdi="<script>alert(1)</script>").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"gjor": "slett-alt"},
        {"gjor": "utsett", "funn": FINDING, "verdi": "i morgen"},
        {"gjor": "noter", "funn": FINDING, "verdi": ""},
        {"gjor": "angre", "linje": "99"},
        {"gjor": "angre", "linje": "x"},
        {"gjor": "bestem", "slag": "annet"},
    ],
)
def test_a_form_that_asks_for_nonsense_changes_nothing(client: TestClient, fields: dict[str, str]) -> None:
    log_in(client)
    assert do(client, "/innsikt/funn", **fields).status_code == 400
    assert client.app.state.services.decisions.history() == ()


@pytest.mark.parametrize("user", ["leser", "leder"])
def test_only_advisers_change_anything(client: TestClient, user: str) -> None:
    log_in(client, user=user)
    page = "/innsikt/virksomheter"
    answer = do(client, page, gjor="bestem", slag="skjul", sok="vann", adresse="/nav/", hvorfor="Feil.")
    assert answer.status_code == 403
    assert client.app.state.services.decisions.history() == ()
    assert "Ta i bruk" not in client.get(f"/innsikt/funn?funn={FINDING}").text
    assert client.app.state.services.audit.latest(1)[0].what == "manglet tilgang"


def test_a_unit_leader_sees_their_own_field_alone(client: TestClient, settings: Settings) -> None:
    log_in(client, user="leder")
    page = client.get("/innsikt/virksomheter?virksomhet=teknisk").text
    assert "<h1>Barnehage</h1>" in page
    assert "søppel" not in page
    assert "søppel" not in client.get("/innsikt/funn?vis=alle").text
    assert "Funnet er borte" in client.get(f"/innsikt/funn?funn={FINDING}").text


@pytest.mark.parametrize("name", PAGES)
def test_a_unit_leader_opens_no_other_units_page_or_table_by_address(client: TestClient, name: str) -> None:
    """Every page and every table of it, asked for with another unit, its term, its page and its finding."""
    log_in(client)
    whole = BeautifulSoup(client.get(f"/innsikt/{name}".rstrip("/")).text, "lxml")
    tables = [table["id"] for table in whole.select(".data-table h2, .data-table h3")]
    log_in(client, user="leder")
    others = {
        "virksomhet": "teknisk",
        "funn": FINDING,
        "q": "søppel",
        "side": "/teknisk/avfall/",
        "vis": "alle",
    }
    for csv in ("", "flyttes", "uten-svar", "sider", "virksomheter", "virkning", *tables):
        for chosen in ({}, *({key: value} for key, value in others.items())):
            asked = {**chosen, **({"csv": csv} if csv else {})}
            answer = client.get(f"/innsikt/{name}".rstrip("/"), params=asked)
            assert answer.status_code in {200, 403, 404}
            main = BeautifulSoup(answer.text, "lxml").select_one("main")
            told = main.get_text() if main else answer.text
            found = [one for one in ("søppel", "/teknisk/", "Kommunalteknikk", "byggsønad") if one in told]
            assert found == [], asked


def test_a_finding_that_is_mended_shows_what_was_done_and_what_came_of_it(
    client: TestClient, settings: Settings
) -> None:
    log_in(client)
    do(client, PAGE, gjor="godta", funn=FINDING)
    found = read_board(settings.files.findings)
    assert found
    (line,) = client.app.state.services.decisions.history()
    shares = Shares(0.1, 0.7), Shares(0.1, 0.2)
    effect = Effect(Outcome.BETTER, *shares, compared=8, effect=0.5, low=0.3, high=0.7)
    left = tuple(one for one in found.placed if one.finding.key != FINDING)
    write_board(settings.files.findings, replace(found, placed=left, effects={line.id: effect}))
    page = BeautifulSoup(client.get(PAGE).text, "lxml")
    told = page.select_one("main").get_text(" ")
    assert "Slik gikk det" in told
    assert "+50,0 pp. (+30,0 pp. til +70,0 pp.)" in told
    assert str(Outcome.BETTER) in told
    assert "Tatt i bruk" in told
    effects = BeautifulSoup(client.get("/innsikt/beslutninger").text, "lxml")
    assert any(
        "funn=bytter-ord" in str(a["href"]) for a in effects.select("section[aria-labelledby=virkning] a")
    )


def test_no_table_that_leaves_the_pages_tells_of_what_too_few_stand_behind(
    client: TestClient, settings: Settings
) -> None:
    """Every table as CSV, when ten thousand sessions are asked for: no term is left."""
    log_in(client)
    strict = client.app.state.services.keeping.model_copy(update={"public_sessions": 10_000})
    chosen = ("ord?q=søppel", "sider?side=/teknisk/avfall/", "virksomheter?virksomhet=teknisk", PAGE[9:])
    for address in (*PAGES, *chosen):
        client.app.state.services.keeping = KEEPING
        page = BeautifulSoup(client.get(f"/innsikt/{address}".rstrip("/")).text, "lxml")
        client.app.state.services.keeping = strict
        for link in page.select(".data-table__csv a"):
            told = client.get(str(link["href"])).text.partition("\r\n")[2]
            found = [word for word in ("renovasjon", "søppel", "byggsønad", "barnehage;") if word in told]
            assert found == [], link["href"]


def test_a_best_bet_has_a_first_and_a_last_day_and_a_pin_a_place(client: TestClient) -> None:
    log_in(client)
    page = "/innsikt/beslutninger"
    for kind, more in (("svar", {"tittel": "Julerute"}), ("plasser", {"plass": "3"})):
        form = {"slag": kind, "sok": "avfall", "adresse": "/teknisk/avfall/", "hvorfor": "Jul.", **more}
        days = {"fra": "2026-12-20", "til": "2027-01-02"}
        assert "Tatt i bruk" in do(client, page, gjor="bestem", **form, **days).text
    bet, pin = (line.decision for line in client.app.state.services.decisions.history())
    assert (bet.begins, bet.ends) == (date(2026, 12, 20), date(2027, 1, 2))
    assert (pin.place, pin.ends) == (3, date(2027, 1, 2))
    wrong = do(client, page, gjor="bestem", **{**form, "plass": "øverst"})
    assert (wrong.status_code, "«plass»" in wrong.text) == (400, True)


def test_a_term_shows_the_hits_as_they_are_and_what_their_readers_say(client: TestClient) -> None:
    log_in(client)
    page = BeautifulSoup(client.get("/innsikt/ord?q=vielse").text, "lxml")
    table = page.select_one("section[aria-labelledby=treff]")
    rows = [[c.get_text(strip=True) for c in row.select("th, td")] for row in table.select("tbody tr")]
    assert [row[1] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert [row[0] for row in rows if row[3] not in {"–", "0,0 %"}] == ["Gift deg på rådhuset"]
    assert [h.get_text() for h in table.select("thead th")][-2:] == ["Fant det", "Svar"]


def test_an_action_takes_a_form_of_ours(client: TestClient) -> None:
    log_in(client)
    form = {"gjor": "lukk", "funn": FINDING, "verdi": "x"}
    assert client.post("/innsikt/handling", data=form, headers=OWN).status_code == 400
    elsewhere = {"Origin": "https://example.org"}
    assert client.post("/innsikt/handling", data=form, headers=elsewhere).status_code == 403
    client.cookies.clear()
    answer = client.post("/innsikt/handling", data=form, headers=OWN, follow_redirects=False)
    assert answer.headers["location"].startswith("/innsikt/logg-inn")
