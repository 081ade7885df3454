"""A real browser on the real server while builds come and go, as an editor sees it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.model.build_status import Finding
from search.index.build import update_index
from search.service.settings import Settings
from tests.conftest import NOW
from tests.search.corpus import document, write_documents
from tests.search.service.conftest import built_in
from tests.search.service.development import (
    FAULT,
    SERVER,
    Editor,
    Serving,
    develop_script,
    free_port,
    serving,
    started,
    until,
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a busy machine takes the time it needs

LISTENS = """
  window.told = [];
  const Real = window.EventSource;
  window.EventSource = class extends Real {
    constructor(address) {
      super(address);
      for (const kind of ["last", "feil", "greit"])
        this.addEventListener(kind, (event) => window.told.push(`${kind} ${event.lastEventId}`));
    }
  };
"""


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serving, Editor]]:
    """One server for the tests that leave it as it was."""
    editor = Editor(built_in(tmp_path_factory.mktemp("live")))
    with serving(editor.settings) as running:
        yield running, editor


@pytest.fixture
def server(at_work: tuple[Serving, Editor]) -> Serving:
    return at_work[0]


@pytest.fixture
def editor(at_work: tuple[Serving, Editor]) -> Editor:
    """The editor, with two pages and nothing wrong."""
    for path in ("/opptak/", "/priser/"):
        at_work[1].write(path, "Gammel")
    at_work[1].build()
    return at_work[1]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what it is told, and fails for what the browser complains of."""
    context = browser.new_context()
    context.add_init_script(LISTENS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def follow(page: Page, server: Serving, path: str) -> None:
    """Open ``path``, and wait until it follows."""
    page.goto(server.url + path)
    page.wait_for_function("() => window.told.length > 0")


def test_a_page_shows_what_was_built(server: Serving, editor: Editor, page: Page) -> None:
    follow(page, server, "/opptak/")
    editor.write("/opptak/", "Ny")
    editor.build("/opptak/")
    expect(page.locator("h1")).to_have_text("Ny")


def test_the_reader_stays_where_the_page_was_scrolled_to(server: Serving, editor: Editor, page: Page) -> None:
    editor.write("/opptak/", "Gammel", "<p>Langt</p>" * 200)
    follow(page, server, "/opptak/")
    page.evaluate("window.scrollTo(0, 500)")
    editor.write("/opptak/", "Ny", "<p>Langt</p>" * 200)
    editor.build("/opptak/")
    expect(page.locator("h1")).to_have_text("Ny")
    page.wait_for_function("() => window.scrollY === 500")


def test_a_build_of_other_pages_leaves_a_page_alone(server: Serving, editor: Editor, page: Page) -> None:
    follow(page, server, "/opptak/")
    mark = editor.build("/priser/")
    page.wait_for_function("mark => window.told.includes(`greit ${mark}`)", arg=mark)
    assert len(page.evaluate("window.told")) == 2  # the same page, not loaded anew


def test_a_fault_is_shown_with_file_and_line_until_it_is_mended(
    server: Serving, editor: Editor, page: Page
) -> None:
    follow(page, server, "/opptak/")
    page.locator("input").focus()
    editor.fail(FAULT)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("content/barnehage/sider/opptak.md:4")
    expect(notice).to_contain_text("«2015-13-01» er ikke en dato (skriv ÅÅÅÅ-MM-DD)")
    expect(notice).to_contain_text("Nettstedet vises slik det var før feilen")
    expect(page.locator("h1")).to_have_text("Gammel")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    editor.fail(Finding("b.md", 7, "en annen feil"))
    expect(notice).to_contain_text("b.md:7")
    expect(notice).to_have_count(1)
    editor.write("/opptak/", "Rettet")
    editor.build("/opptak/")
    expect(page.locator("h1")).to_have_text("Rettet")
    expect(notice).to_have_count(0)


def test_a_notice_goes_when_a_good_build_leaves_the_page_as_it_was(
    server: Serving, editor: Editor, page: Page
) -> None:
    follow(page, server, "/opptak/")
    editor.fail(FAULT)
    expect(page.get_by_role("alert")).to_have_count(1)
    editor.build("/priser/")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert [told.split()[0] for told in page.evaluate("window.told")] == ["greit", "feil", "greit"]


def test_a_page_opened_after_the_fault_shows_it_too(server: Serving, editor: Editor, page: Page) -> None:
    editor.fail(FAULT)
    page.goto(f"{server.url}/priser/")
    expect(page.get_by_role("alert")).to_contain_text("opptak.md:4")


def test_what_an_editor_wrote_never_runs(server: Serving, editor: Editor, page: Page) -> None:
    follow(page, server, "/opptak/")
    wild = "<img src=x onerror='window.ran=1'><script>window.ran=1</script>"
    editor.fail(Finding(wild, 1, wild, wild))
    expect(page.get_by_role("alert")).to_contain_text("<script>window.ran=1</script>")
    assert page.evaluate("window.ran") is None


def test_a_page_that_was_missing_appears(server: Serving, editor: Editor, page: Page) -> None:
    follow(page, server, "/ny/")
    expect(page.locator("h1")).to_have_text("Sidesporet")
    editor.write("/ny/", "Her er den")
    editor.build("/ny/")
    expect(page.locator("h1")).to_have_text("Her er den")


def test_a_page_that_nobody_sees_holds_no_connection_and_catches_up(
    server: Serving, editor: Editor, page: Page
) -> None:
    follow(page, server, "/opptak/")
    show = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(show, True)
    editor.write("/opptak/", "Ny")
    mark = editor.build("/opptak/")
    other = page.context.new_page()
    other.goto(f"{server.url}/priser/")
    other.wait_for_function("mark => window.told.includes(`greit ${mark}`)", arg=mark)
    assert len(page.evaluate("window.told")) == 1
    page.evaluate(show, False)
    expect(page.locator("h1")).to_have_text("Ny")


def test_before_the_first_build_the_site_comes_by_itself(settings: Settings, page: Page) -> None:
    editor = Editor(settings)
    site = settings.output.rename(settings.output.with_name("ferdig"))
    with serving(settings) as server:
        page.goto(f"{server.url}/barnehage/opptak/")
        expect(page.get_by_role("heading")).to_have_text("Nettstedet er ikke klart ennå")
        editor.fail(FAULT)
        expect(page.get_by_role("alert")).to_contain_text("Nettstedet vises når feilen er rettet")
        site.rename(settings.output)
        editor.build("/barnehage/opptak/")
        expect(page.locator("h1")).to_have_text("Opptak på Ås")


def index(settings: Settings, *titles: str) -> None:
    found = [document(id=f"side:{n}", title=title, body=title) for n, title in enumerate(titles)]
    write_documents(settings.files.documents, found)
    update_index(settings.files, NOW)


def test_an_open_search_shows_what_the_new_index_holds(settings: Settings, page: Page) -> None:
    index(settings, "Barnehage")
    with serving(settings) as server:
        follow(page, server, "/sok?q=barnehage")
        expect(page.locator("#total")).to_have_text("1")
        index(settings, "Barnehage", "Barnehage i skogen")
        expect(page.locator("#total")).to_have_text("2")


def test_a_server_that_comes_back_is_found_and_what_was_missed_is_shown(
    settings: Settings, page: Page
) -> None:
    editor, port = Editor(settings), free_port()
    editor.write("/opptak/", "Gammel")
    with serving(settings, port=port) as server:
        follow(page, server, "/opptak/")
    editor.write("/opptak/", "Ny")
    editor.build("/opptak/")
    editor.build("/andre/")
    with serving(settings, port=port):
        expect(page.locator("h1")).to_have_text("Ny")


def test_a_server_with_a_browser_on_it_stops_in_order(settings: Settings, page: Page) -> None:
    with serving(settings) as server:
        follow(page, server, "/barnehage/opptak/")
        said = server.stop(signal.SIGINT)
        assert server.process.returncode == 0
        assert "refused" not in said  # it would wait for the open stream, and then kill its worker


def test_make_serve_with_a_browser_on_it_stops_in_order(settings: Settings, page: Page) -> None:
    port = free_port()
    places = {"STATE": settings.state, "OUTPUT": settings.output, "THEME": settings.theme, "PORT": port}
    script = develop_script(
        (sys.executable, *SERVER),
        {"Byggingen": ("sleep", "1000")},
        {name: str(value) for name, value in places.items()},
    )
    with started(*script) as process:
        server = Serving(process, port)
        until(server.answers, process)
        follow(page, server, "/barnehage/opptak/")
        said = server.stop(signal.SIGINT)
    assert process.returncode == 0
    assert "refused" not in said
