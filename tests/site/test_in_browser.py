"""The site as a resident meets it: a real browser, a phone, a keyboard, no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ONE_OF_EACH = (
    "/", "/virksomheter/", "/barnehage/", "/barnehage/opptak/", "/for/innbyggere/", "/nyheter/", "/en/",
    "/politikk/", "/politikk/utvalg/kommunestyret/", "/postliste/", "/postliste/2026/11/20/", "/finnes-ikke/",
    "/sok", "/sok?q=barnehage", "/sok?q=xqzzyx", "/innsikt",
)  # fmt: skip


def test_search_by_keyboard_alone(server: str, page: Page) -> None:
    page.goto(f"{server}/")
    field = page.get_by_role("combobox").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if field.evaluate("e => e === document.activeElement"):
            break
    expect(field).to_be_focused()
    page.keyboard.type("barnehageplass")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sok\?q=barnehageplass"))
    first = page.get_by_role("main").get_by_role("listitem").get_by_role("link").first
    expect(first).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()


def test_everything_works_without_script(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/")
    page.get_by_role("searchbox").first.fill("søppel")
    page.get_by_role("button", name="Søk").first.click()
    assert page.url.startswith(f"{server}/sok?q=s")
    assert page.get_by_role("heading", level=1).count() == 1
    page.goto(f"{server}/sok?q=barnehage")
    page.get_by_role("link", name=re.compile("Nyheter")).last.click()
    assert page.url.startswith(server)
    assert not context.cookies()
    context.close()


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_no_page_is_wider_than_a_phone(server: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_visitors_get_no_cookie_and_nothing_from_elsewhere(server: str, browser: Browser, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server}{path}")
    assert all(url.startswith((server, "data:")) for url in asked), asked
    assert [line for line in said if "Content Security Policy" in line] == []
    assert not [c for c in context.cookies() if not str(c.get("path", "")).startswith("/innsikt")]
    context.close()


def test_the_missing_page_says_so_and_helps(server: str, page: Page) -> None:
    answer = page.goto(f"{server}/finnes-ikke/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("combobox").first).to_be_visible()
