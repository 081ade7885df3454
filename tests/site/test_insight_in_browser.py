"""The insight of the demonstration as an adviser meets it on a Monday morning: a year of an invented town's
searches in the search that is there, a real server and a real browser.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plugins.model.state import State
from search.desk.accounts import Accounts
from search.desk.database import Desk
from search.desk.people import Person, Role
from search.service.insight.routes import PAGES
from tests.conftest import NOW, BuiltSite, run, serving
from tests.search.service.conftest import HASH, PASSWORD
from tests.theme.axe import violations
from tests.theme.test_accessible import SMALL_TARGETS

pytestmark = pytest.mark.browser

WEEKS = 57
"""So many that the same weeks last year are there."""
REWRITTEN = "bytter-ord:p-bot"
CHOSEN = {
    "et søkeord": "/innsikt/ord?q=s%C3%B8ppel",
    "et søkeord uten treff": "/innsikt/ord?q=hundepark",
    "en side": "/innsikt/sider?side=/kommunalteknikk/meld-feil/",
    "en virksomhet": "/innsikt/virksomheter?virksomhet=barnehage",
    "et funn": f"/innsikt/funn?funn={quote(REWRITTEN)}",
    "noe prøvd": "/innsikt/ord?q=bibliotek&prov=tittel&paa=/bibliotek/apningstider/&tekst=Bibliotek",
    "uka som går": "/innsikt?fra=2026-11-23&til=2026-11-23",
    "tolv måneder": "/innsikt?fra=2025-11-01&til=2026-10-31",
    "feil periode": "/innsikt?fra=2026-11-31",
}
ADDRESSES = {**{name or "oversikt": f"/innsikt/{name}".rstrip("/") for name in PAGES}, **CHOSEN}


@dataclass(frozen=True)
class Insight:
    """The server, and a browser's windows on it."""

    url: str
    browser: Browser

    def window(self, **options: object) -> BrowserContext:
        context = self.browser.new_context(locale="nb-NO", base_url=self.url, **options)
        context.set_default_timeout(30_000)
        return context

    def logged_in(self, context: BrowserContext, user: str = "kari") -> Page:
        """A page whose visitor has come in through the login form."""
        page = context.new_page()
        page.goto("/innsikt")
        page.get_by_label("Brukernavn").fill(user)
        page.get_by_label("Passord").fill(PASSWORD)
        page.get_by_role("button", name="Logg inn").click()
        expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
        return page


@pytest.fixture(scope="module")
def insight(
    built_site: BuiltSite, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Insight]:
    """The demonstration site with a log, findings and accounts of its own."""
    state = State(tmp_path_factory.mktemp("innsikt") / "var")
    shutil.copytree(built_site.state, state.root, symlinks=True)
    state.insight.unlink(missing_ok=True)
    for command in (["innsikt", "demo", "--uker", str(WEEKS)], ["funn"]):
        done = run("search", *command, STATE=str(state.root))
        assert done.returncode == 0, done.stdout + done.stderr
    desk = Desk(state.desk)
    for person in (Person("kari", Role.ADVISER), Person("per", Role.UNIT_LEADER, "barnehage")):
        Accounts(desk).put(person, HASH, NOW)
    desk.close()
    with serving(BuiltSite(output=built_site.output, state=state.root)) as url:
        yield Insight(url, browser)


@pytest.fixture(scope="module", params=["light-1280", "dark-390"])
def page(insight: Insight, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An adviser at a desk in the light, and one with a phone in the dark."""
    if request.param == "light-1280":
        context = insight.window(viewport={"width": 1280, "height": 900}, color_scheme="light")
    else:
        context = insight.window(
            viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, is_mobile=True
        )
    yield insight.logged_in(context)
    context.close()


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_axe_finds_nothing_on_any_page_with_a_years_searches(page: Page, address: str) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)
    page.goto(address)
    assert violations(page) == []
    assert refused == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "siden er for bred"
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_login_page_has_no_violations_either(insight: Insight) -> None:
    context = insight.window()
    page = context.new_page()
    page.goto("/innsikt")
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["med skript", "uten skript"])
def test_a_proposal_is_accepted_seen_in_the_search_and_undone(insight: Insight, scripts: bool) -> None:
    """From the login to the search and back, with nothing but links and buttons."""
    context = insight.window(java_script_enabled=scripts)
    page = insight.logged_in(context)
    assert not finds(context, "p-bot")
    page.get_by_role("link", name="Funn", exact=True).click()
    page.get_by_role("link", name="Folk søker «p-bot»").click()
    expect(page.locator(".proposal__outcome")).to_contain_text(re.compile(r"[1-9]\d* søk vinner, 0 taper"))
    page.get_by_role("button", name="Ta i bruk nå").click()
    expect(page.get_by_role("status")).to_contain_text("Tatt i bruk")
    until(lambda: finds(context, "p-bot"))
    page.get_by_role("button", name="Angre").first.click()
    expect(page.get_by_role("status")).to_contain_text("Angret")
    until(lambda: not finds(context, "p-bot"))
    context.close()


def test_a_title_of_ones_own_is_tried_and_noted_without_script(insight: Insight) -> None:
    context = insight.window(java_script_enabled=False)
    page = insight.logged_in(context)
    page.goto("/innsikt/funn?funn=" + quote("langt-nede:bibliotek"))
    page.get_by_label("Hva vil du prøve?").select_option("tittel")
    page.get_by_label("Side", exact=True).select_option("/bibliotek/apningstider/")
    page.get_by_label("Tekst").fill("Bibliotek og åpningstider")
    page.get_by_role("button", name="Prøv").click()
    tried = page.get_by_role("region", name="Prøvd")
    expect(tried).to_contain_text(re.compile(r"[1-9]\d* søk vinner"))
    expect(tried.get_by_role("heading", name="Med forslaget")).to_be_visible()
    tried.get_by_role("button", name="Lagre som notat").click()
    expect(page.get_by_role("region", name="Hva som er gjort")).to_contain_text("Bibliotek og åpningstider")
    context.close()


def test_a_unit_leader_comes_to_their_own_unit_and_nothing_else(insight: Insight) -> None:
    context = insight.window()
    page = insight.logged_in(context, "per")
    expect(page.get_by_role("heading", level=1)).to_have_text("Barnehage")
    assert violations(page) == []
    page.goto("/innsikt/beslutninger")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har ikke tilgang")
    context.close()


def test_a_readers_answer_without_script_is_seen_by_the_adviser_without_what_is_personal(
    insight: Insight,
) -> None:
    """«Fant du det du lette etter?» at the end of a page, a no, and words with a phone number in them."""
    place = "/kommunalteknikk/parkering/"
    reader = insight.window(java_script_enabled=False)
    page = reader.new_page()
    page.goto(place)
    page.get_by_role("button", name="Nei", exact=True).click()
    page.get_by_label("Hva lette du etter?").fill("Prisen i P-huset. Ring meg på 912 34 567!")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Tilbake til siden")).to_have_attribute("href", place)
    assert reader.cookies() == []
    adviser = insight.window(java_script_enabled=False)
    page = insight.logged_in(adviser)

    def told() -> bool:
        page.goto(f"/innsikt/sider?side={place}&fra=2026-11-23&til=2026-11-23")
        return (
            page.get_by_role("region", name="Fant du det du lette etter?").get_by_text("P-huset").count() > 0
        )

    until(told)
    said = page.get_by_role("region", name="Fant du det du lette etter?")
    expect(said).not_to_contain_text("912")
    reader.close()
    adviser.close()


def test_every_page_asks_its_readers(built_site: BuiltSite) -> None:
    silent = [
        page for page in built_site.pages() if 'action="/tilbakemelding"' not in page.read_text("utf-8")
    ]
    assert [str(page.relative_to(built_site.output)) for page in silent] == ["404.html", "414.html"]


@pytest.fixture(scope="module")
def printed(insight: Insight, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, list[str]]:
    """The monthly report on the screen, and the text of each page of it on paper."""
    page = insight.logged_in(insight.window())
    page.goto("/innsikt/rapport")
    path = tmp_path_factory.mktemp("papir") / "rapport.pdf"
    page.pdf(path=path, format="A4")
    return page, [squeezed(sheet.get_textpage().get_text_range()) for sheet in pypdfium2.PdfDocument(path)]


def test_the_report_prints_with_no_cut_table(printed: tuple[Page, list[str]]) -> None:
    """Every row of every table stands whole on one sheet: all its cells, the last one too."""
    page, sheets = printed
    rows = page.locator(".data-table tbody tr:visible").all()
    assert len(rows) > 30
    for row in rows:
        cells = [squeezed(text) for text in row.locator("th, td").all_inner_texts()]
        assert any(all(cell in sheet for cell in cells) for sheet in sheets), cells


def test_a_table_that_goes_on_has_its_head_on_every_sheet(printed: tuple[Page, list[str]]) -> None:
    page, sheets = printed
    formulas = page.locator("section[aria-labelledby=mal] tbody td:last-child").all_inner_texts()
    long = [squeezed(formula) for formula in formulas if len(formula) > 30]
    held = [sheet for sheet in sheets if any(formula in sheet for formula in long)]
    assert held
    assert all(squeezed("Hva det betyr") in sheet for sheet in held)


def test_what_is_only_for_the_screen_is_not_on_paper(printed: tuple[Page, list[str]]) -> None:
    _, sheets = printed
    whole = "".join(sheets)
    for words in ("Logg ut", "CSV", "Vis tallene som tabell", "Finn fram", "Revisjonslogg"):
        assert squeezed(words) not in whole
    for words in (
        "Søkene i oktober 2026",
        "Søk per dag",
        "Det som bør rettes først",
        "Laget 23. november 2026",
    ):
        assert squeezed(words) in whole


def squeezed(text: str) -> str:
    """Without spaces and line ends, since paper breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\ufffe\u2010-]+", "", text)


def finds(context: BrowserContext, query: str) -> bool:
    """Whether residents find anything for a query."""
    page = context.new_page()
    page.goto(f"/sok?q={quote(query)}")
    found = page.locator(".hit-list li, .search__hits li").count() > 0
    page.close()
    return found


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for what every worker sees within five seconds, on a machine that is not busy."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
