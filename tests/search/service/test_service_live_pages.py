"""Pages in development carry the script and are otherwise what they are in production."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from plugins.model.build_status import Finding
from search.service.app import create_app
from search.service.live import routes
from search.service.live.pages import with_live_pages
from search.service.live.watch import Live
from search.service.settings import Settings
from tests.search.service.conftest import ManualClock, MemoryEngine, write
from tests.search.service.development import built

SCRIPT = re.compile(
    rb'<script src="/_utvikling/live\.js" data-hendelser="([^"]+)" data-sett="([^"]*)" defer></script>'
)
FILES = ("/static/style.0123abcd.css", "/barnehage/atom.xml", "/data/liste.csv", "/robots.txt")
PAGES = ("/", "/barnehage/opptak/", "/finnes-ikke/", "/sok", "/sok?q=barnehage", "/sok?q=%ff", "/innsikt")


@pytest.fixture
def live(settings: Settings, clock: ManualClock, engine: MemoryEngine) -> Iterator[TestClient]:
    """The service as an editor has it."""
    settings = settings.model_copy(update={"development": True})
    app = create_app(settings, clock=clock, open_engine=lambda: engine)
    with TestClient(with_live_pages(app, settings), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_that_of_production_and_the_script(live: TestClient, client: TestClient, path: str) -> None:
    ours, theirs = live.get(path), client.get(path)
    assert ours.status_code == theirs.status_code
    assert len(SCRIPT.findall(ours.content)) == 1
    without = SCRIPT.sub(b"", ours.content)
    if path != "/innsikt":  # its form has a token of its own each time
        assert without == theirs.content
    assert int(ours.headers["content-length"]) == len(ours.content)
    assert b"utvikling" not in theirs.content


@pytest.mark.parametrize("path", [*PAGES, "/static/style.0123abcd.css", "/robots.txt", "/helse"])
def test_the_policy_is_as_strict_as_in_production(live: TestClient, client: TestClient, path: str) -> None:
    name = "content-security-policy"
    assert live.get(path).headers[name] == client.get(path).headers[name]
    assert "default-src 'self'" in client.get(path).headers[name]
    assert "unsafe" not in client.get(path).headers[name]


@pytest.mark.parametrize("path", FILES)
def test_other_files_are_sent_as_they_are(live: TestClient, client: TestClient, path: str) -> None:
    ours, theirs = live.get(path), client.get(path)
    assert ours.content == theirs.content
    assert ours.headers == theirs.headers


def test_answers_to_programs_hold_no_script(live: TestClient) -> None:
    for path in ("/api/v1/sok?q=barnehage", "/api/v1/finnes-ikke", "/helse", "/_utvikling/finnes-ikke"):
        assert b"live.js" not in live.get(path).content, path


def test_a_page_is_never_unchanged_and_never_kept(live: TestClient, client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304
    asked = {"If-None-Match": tag, "If-Modified-Since": "Mon, 23 Nov 2099 12:00:00 GMT"}
    answer = live.get("/", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert {"etag", "last-modified"}.isdisjoint(answer.headers)


def test_a_packed_copy_is_left_where_it_is(live: TestClient, settings: Settings) -> None:
    write(settings.output, {"index.html.br": "pakket", "index.html.gz": "pakket"})
    answer = live.get("/", headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.text.startswith("<h1>Forside</h1>")


def test_the_script_stands_last_in_the_body(live: TestClient, settings: Settings) -> None:
    write(settings.output, {"index.html": "<html><body><p>Koden &lt;/body&gt;</p></body></html>"})
    assert re.search(r"</p><script [^>]+></script>\n?</body></html>$", live.get("/").text)


def test_a_large_page_gets_it_too(live: TestClient, settings: Settings) -> None:
    write(settings.output, {"stor/index.html": "<p>x</p>" * 200_000})
    answer = live.get("/stor/")
    assert len(SCRIPT.findall(answer.content)) == 1
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_files_on_disk_are_not_touched(live: TestClient, settings: Settings) -> None:
    live.get("/")
    assert (settings.output / "index.html").read_text() == "<h1>Forside</h1>"


def test_what_a_page_carries_says_what_it_is(live: TestClient, settings: Settings) -> None:
    built(settings, 12, "/")
    found = SCRIPT.findall(live.get("/barnehage/opptak/").content)
    assert found == [(b"/_utvikling/hendelser?side=%2Fbarnehage%2Fopptak%2F&amp;bygd=1", b"12.")]
    for made in ("/sok", "/borte/", "/innsikt"):
        assert b"bygd=0" in SCRIPT.findall(live.get(made).content)[0][0]


def test_an_address_can_not_break_out_of_the_script(live: TestClient) -> None:
    answer = live.get("/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/")
    assert b"alert" not in SCRIPT.sub(b"", answer.content)
    assert len(re.findall(rb"<script", answer.content)) == 1


def test_forms_that_are_posted_are_answered_as_before(live: TestClient) -> None:
    """To load such a page anew would send the form once more."""
    assert b"live.js" not in live.post("/innsikt/logg-inn", data={"bruker": "x", "passord": "y"}).content


@pytest.mark.parametrize("gone", ["index.html", "ramme.json"])
def test_before_the_first_build_every_address_says_so(
    live: TestClient, settings: Settings, gone: str
) -> None:
    (settings.output if gone == "index.html" else settings.state).joinpath(gone).unlink()
    for path in ("/", "/barnehage/opptak/", "/sok?q=x", "/innsikt"):
        answer = live.get(path)
        assert answer.status_code == 503
        assert "Nettstedet er ikke klart ennå" in answer.text
        assert len(SCRIPT.findall(answer.content)) == 1
    assert live.get("/api/v1/sok?q=x").headers["content-type"].startswith("application/")
    assert live.get("/helse").headers["content-type"].startswith("application/json")


def test_a_new_index_is_looked_for_before_each_search(
    live: TestClient, client: TestClient, engine: MemoryEngine
) -> None:
    def looks(asked: TestClient) -> int:
        before = engine.looked
        for _ in range(3):
            asked.get("/sok?q=barnehage")
        return engine.looked - before

    for asked in (live, client):
        looks(asked)  # the first search opens it
        assert looks(asked) == 3
    assert engine.refreshed == 0
    engine.newer = True
    client.get("/sok?q=barnehage")
    assert engine.refreshed == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [("live.js", "text/javascript"), ("live.css", "text/css"), ("tokens.css", "text/css")],
)
def test_the_browsers_files_have_the_types_that_nosniff_wants(live: TestClient, name: str, kind: str) -> None:
    answer = live.get(f"/_utvikling/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-store"


def test_colours_of_the_waiting_page_are_the_themes(live: TestClient, settings: Settings) -> None:
    write(settings.theme / "static", {"tokens.css": ":root { --ground: red }"})
    assert live.get("/_utvikling/tokens.css").text == ":root { --ground: red }"


@pytest.mark.parametrize("path", ["live.js", "live.css", "hendelser", "venter"])
def test_production_has_none_of_it(client: TestClient, path: str) -> None:
    assert client.get(f"/_utvikling/{path}").status_code == 404


def panel(settings: Settings, *problems: Finding, has_site: bool = True) -> str:
    built(settings, 3, state="feil", problems=problems)
    return routes.panel(Live(settings).now(), has_site=has_site)


def test_the_notice_names_file_line_fault_and_remedy(settings: Settings) -> None:
    text = panel(settings, Finding("content/a.md", 4, "«x» er ikke en dato", "skriv ÅÅÅÅ-MM-DD"))
    assert "content/a.md:4" in text
    assert "«x» er ikke en dato (skriv ÅÅÅÅ-MM-DD)" in text
    assert "1 feil må rettes" in text
    assert "Nettstedet vises slik det var før feilen" in text
    assert "kl. 12.03" in text
    assert 'role="alert"' in text


def test_a_fault_of_a_whole_file_has_no_line(settings: Settings) -> None:
    text = panel(settings, Finding("content/a.md", 0, "mangler"), Finding("b.md", 2, "feil"), has_site=False)
    assert '<code class="utvikling__place">content/a.md</code>' in text
    assert "2 feil må rettes" in text
    assert "Nettstedet vises når feilen er rettet" in text


def test_what_an_editor_has_written_is_shown_as_text(settings: Settings) -> None:
    text = panel(settings, Finding("<i>.md", 1, "ukjent felt <script>alert(1)</script>", "<b>fjern</b>"))
    assert re.findall(r"<(?:script|i|b)\b", text) == []
