"""A real Chromium on pages that lie in a folder, with nothing fetched from outside."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Playwright, Route

from tests.conftest import chromium_path
from tests.theme.samples import STATIC

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
CSP = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, or the one that CHROMIUM names."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)


def local_site(context: BrowserContext, folder: Path) -> None:
    """Answer every request of ``context`` from ``folder`` and the theme, under the site's own policy."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.lstrip("/")
        file = folder / path
        if path.startswith("static/") and not file.is_file():
            file = STATIC / path.removeprefix("static/")
        if not file.is_file():
            route.fulfill(status=404, body="")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind, headers={"Content-Security-Policy": CSP})

    context.route("**/*", answer)
