"""Every kind of page, as built and as served, holds WCAG 2.2 A and AA as far as axe can tell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.conftest import BuiltSite
from tests.theme.axe import violations

pytestmark = pytest.mark.browser

FIXED = (
    "/", "/virksomheter/", "/barnehage/", "/barnehage/sok-plass/", "/barnehage/apply-for-kindergarten/",
    "/byggesak/byggesoknad/", "/helse-og-mestring/fysioterapi/", "/for/innbyggere/", "/nyheter/", "/en/",
    "/politikk/", "/politikk/utvalg/kommunestyret/", "/postliste/", "/postliste/2026/11/20/",
    "/postliste/2015/10/12/", "/finnes-ikke/", "/sok", "/sok?q=barnehage", "/sok?q=xqzzyx", "/innsikt",
)  # fmt: skip


def one_of_each(site: BuiltSite) -> list[str]:
    """The fixed addresses, and the first news item, case and meeting that the build made."""
    found = [
        sorted(site.output.glob(pattern))[0]
        for pattern in ("nyheter/2026/*/*/index.html", "sak/*/*-*/index.html", "politikk/mote/*/*/index.html")
    ]
    return [*FIXED, *(f"/{page.parent.resolve().relative_to(site.output.resolve())}/" for page in found)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    server: str, built_site: BuiltSite, browser: Browser, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for path in one_of_each(built_site):
        page.goto(f"{server}{path}")
        if wrong := violations(page):
            found[path] = wrong
    context.close()
    assert not found
