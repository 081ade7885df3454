"""Suggestions while typing, as a keyboard, a screen reader, a mouse and a phone meet them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.theme.axe import violations

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "theme/static/suggest.js"
SUGGESTED = re.compile("/api/v1/forslag")


def type_in(page: Page, server: str, text: str, path: str = "/") -> None:
    page.goto(server + path)
    page.get_by_role("combobox").first.press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_script_is_small() -> None:
    assert SCRIPT.stat().st_size < 5_000


@pytest.mark.parametrize("path", ["/", "/sok", "/finnes-ikke/"])
def test_suggestions_come_in_named_groups(server: str, page: Page, path: str) -> None:
    type_in(page, server, "barneh", path)
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    group = page.get_by_role("group", name="Tjenester")
    expect(group.get_by_role("option", name=re.compile("barnehageplass")).first).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ forslag"))


def test_arrows_choose_and_enter_goes_there(server: str, page: Page) -> None:
    type_in(page, server, "barneh")
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    expect(field).to_be_focused()
    expect(field).to_have_value("barneh")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    address = options.last.get_attribute("data-url") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(server + address)


def test_enter_without_a_choice_searches_for_what_is_typed(server: str, page: Page) -> None:
    type_in(page, server, "barneh")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sok\?q=barneh$"))


def test_typing_on_lets_go_of_the_choice(server: str, page: Page) -> None:
    type_in(page, server, "barneh")
    field = page.get_by_role("combobox")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("valg-0"))
    page.route(SUGGESTED, lambda _: None)  # the next answer never comes
    page.keyboard.type("a")
    assert field.get_attribute("aria-activedescendant") is None
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sok\?q=barneha$"))


@pytest.mark.parametrize(
    "trouble", [lambda route: route.fulfill(status=503, body=""), lambda route: route.abort()]
)
def test_the_list_of_an_older_text_is_closed_when_the_next_cannot_be_had(
    server: str, page: Page, trouble: Callable[[Route], None]
) -> None:
    type_in(page, server, "barneh")
    page.route(SUGGESTED, trouble)
    page.keyboard.type("a")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("keys", [["Escape"], ["ControlOrMeta+a", "Delete"]])
def test_a_closed_list_is_no_longer_announced(server: str, page: Page, keys: list[str]) -> None:
    type_in(page, server, "barneh")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ forslag"))
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("")


def test_escape_and_leaving_close_the_list_and_keep_what_is_typed(server: str, page: Page) -> None:
    type_in(page, server, "barneh")
    field = page.get_by_role("combobox")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("barneh")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_click_goes_there(server: str, page: Page) -> None:
    type_in(page, server, "barneh")
    option = page.get_by_role("option").first
    address = option.get_attribute("data-url") or ""
    option.click()
    expect(page).to_have_url(server + address)


def test_nothing_is_suggested_for_nothing(server: str, page: Page) -> None:
    page.goto(server)
    with page.expect_response(SUGGESTED):
        page.get_by_role("combobox").first.press_sequentially("xqzzyx")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox").first).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_open_list_has_no_violations(server: str, browser: Browser, scheme: str, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 844})  # type: ignore[arg-type]
    type_in(page, server, "barneh")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
