"""The archive's part of the site, built by Pelican with the real theme from a small store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.engine.pelican_run import run_pelican
from plugins.model.archive import Journalpost, Moetemappe, Saksmappe
from plugins.model.state import State
from tests.views.archive_makers import NOW, filled_store

UNIT = """---
tittel: Servicetorget
ingress: Vi svarer på det du lurer på.
oppdatert: 2026-10-01
telefon: 64 87 87 00
---
Velkommen innom.
"""
BODIES = """- id: kommunestyret
  tittel: Kommunestyret
  ingress: Kommunens øverste organ.
  kode: KST
  arkivnavn: [Ski kommunestyre]
"""


@dataclass(frozen=True)
class SmallSite:
    """What one build of a small store left."""

    output: Path
    state: State

    def page(self, address: str) -> str:
        return (self.output / address.strip("/") / "index.html").read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        found = sorted(self.output.rglob("*.html"))
        return {p.relative_to(self.output).as_posix(): p.read_text(encoding="utf-8") for p in found}


SiteBuilder = Callable[..., SmallSite]


@pytest.fixture
def build(tmp_path: Path) -> SiteBuilder:
    """``build(case(), entry(), …, now=…)`` builds a site of one unit, one body and these records."""

    def make(
        *records: Saksmappe | Journalpost | Moetemappe, now: datetime = NOW, **settings: Any
    ) -> SmallSite:
        content, state = tmp_path / "content", State(tmp_path / "var")
        write(content / "servicetorget/virksomhet.md", UNIT)
        write(content / "data/utvalg.yaml", BODIES)
        state.root.mkdir(exist_ok=True)
        if records:
            filled_store(state.root, *records).close()
        site = SmallSite(tmp_path / "output", state)
        plugins = [
            "plugins.site_inputs",
            "plugins.archive_pages",
            "plugins.archive_data",
            "plugins.search_documents",
        ]
        run_pelican(
            content=content, output=site.output, state=state.root, now=now, PLUGINS=plugins, **settings
        )
        return site

    return make


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
