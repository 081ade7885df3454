"""Every template in a real Chromium: no violation in light or dark, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.theme.axe import violations
from tests.theme.browser import local_site
from tests.theme.samples import samples, write_all

pytestmark = pytest.mark.browser
NAMES = sorted(sample.name for sample in samples())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples, written once."""
    out = tmp_path_factory.mktemp("tema")
    write_all(out)
    return out


@pytest.fixture(scope="module", params=["light-1280", "dark-390"])
def context(browser: Browser, pages: Path, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A wide light window with a mouse, and a dark phone."""
    if request.param == "light-1280":
        made = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    else:
        made = browser.new_context(
            viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, is_mobile=True
        )
    local_site(made, pages)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shown(context: BrowserContext) -> Page:
    """The page that the tests of one window share."""
    return context.new_page()


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(shown: Page, name: str) -> None:
    refused: list[str] = []
    shown.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    shown.goto(f"http://ski.test/{name}.html")
    assert violations(shown) == []
    assert refused == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "siden er bredere enn vinduet"
    )


SMALL_TARGETS = """() => {
  const least = matchMedia('(pointer: coarse)').matches ? 44 : 24;
  return [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .filter(e => !e.closest('.prose, .skip-link') && e.offsetParent)
    .map(e => [e.textContent.trim() || e.name, Math.round(e.getBoundingClientRect().height)])
    .filter(([, height]) => height < least);
}"""
"""Links in running text excepted: 44 px for a finger (our own rule), 24 px for a mouse (WCAG 2.5.8)."""


@pytest.mark.parametrize("name", NAMES)
def test_what_one_presses_is_large_enough(shown: Page, name: str) -> None:
    shown.goto(f"http://ski.test/{name}.html")
    assert shown.evaluate(SMALL_TARGETS) == []
