"""Pictures of every template, at two widths in both schemes.

``python -m tests.theme.preview OUT [name …]``
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from tests.theme.browser import launch, local_site
from tests.theme.examples import component_page
from tests.theme.samples import write_all

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(out: Path, names: set[str]) -> None:
    """Write the pages and a picture of each."""
    pages = write_all(out)
    pages["komponenter"] = out / "komponenter.html"
    pages["komponenter"].write_text(component_page(), encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                local_site(context, out)
                page = context.new_page()
                for name in names or pages:
                    page.goto(f"http://ski.test/{name}.html")
                    page.screenshot(path=str(out / f"{name}-{width}-{scheme}.png"), full_page=True)
                context.close()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
