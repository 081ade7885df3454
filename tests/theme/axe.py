"""axe-core in a page that a real browser shows: what it finds, in lines a person can act on."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Every violation on ``page``: rule, what is wrong, and where. Empty is what we want.

    Runs through the browser's own channel, so the site's content security policy does not stop it.
    """
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
