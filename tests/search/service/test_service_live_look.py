"""The notice is as accessible as the rest of the site, and production has neither it nor the script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from search.service.settings import Settings
from tests.conftest import BuiltSite
from tests.search.service.development import FAULT, ROOT, Editor, serving
from tests.theme.axe import violations

pytestmark = pytest.mark.browser

STYLED = """() => {
  const notice = document.querySelector("[role=alert]");
  return notice && getComputedStyle(notice).position === "sticky";
}"""
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"


def test_production_sends_the_files_and_nothing_more(settings: Settings) -> None:
    Editor(settings).fail(FAULT)
    with serving(settings, development=False) as server:
        status, headers, body = server.get("/barnehage/opptak/")
        assert (status, body) == (200, (settings.output / "barnehage/opptak/index.html").read_bytes())
        assert headers["cache-control"] == "no-cache"
        assert server.get("/barnehage/opptak/", **{"If-None-Match": headers["etag"]})[0] == 304
        for name in ("live.js", "live.css", "hendelser", "venter"):
            assert server.get(f"/_utvikling/{name}")[0] == 404


@pytest.fixture
def demonstration(built_site: BuiltSite, tmp_path: Path) -> Settings:
    """The demonstration site, with a state of its own to tell of builds in."""
    state = tmp_path / "var"
    state.mkdir()
    shutil.copy(built_site.state / "ramme.json", state)
    return Settings.model_validate({"STATE": state, "OUTPUT": built_site.output, "THEME": ROOT / "theme"})


def test_the_notice_is_as_accessible_as_the_rest(demonstration: Settings, browser: Browser) -> None:
    Editor(demonstration).fail(*[FAULT] * 12)
    found = {}
    with serving(demonstration) as server:
        for scheme in ("light", "dark"):
            for width in (390, 1280):
                page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 844})  # type: ignore[arg-type]
                for path in ("/", "/en/"):
                    page.goto(server.url + path)
                    page.wait_for_function(STYLED)
                    found[scheme, width, path] = violations(page), page.evaluate(SIDEWAYS)
                page.close()
    assert {place: said for place, said in found.items() if said != ([], False)} == {}
