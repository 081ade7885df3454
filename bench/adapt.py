"""The same pages for the peers: a project for each, with their templates, our styles, data and every file.

Where the peers and we do things differently, they are given what makes them faster: links are resolved,
and contact cards, related pages and the frame come as data, read from what our own build published.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import lxml.html
import yaml

from bench.content import NOW, file_text
from bench.measure import ROOT
from bench.written import Written
from plugins.model.clock import in_oslo
from plugins.model.content import Virksomhet
from plugins.views.contact import contact_card
from plugins.views.rendering import dato, klokke, stor_forbokstav, ukedag_dato

PEERS = ROOT / "bench/peers"
_MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+\.md)\)")
_PLACES = {
    "hugo": ("static/static", "data/site.json"),
    "eleventy": ("static", "site.json"),
    "pelican": ("theme/static", "site.json"),
}
"""Where each peer keeps static files, and the data."""
_NOT_COPIED = shutil.ignore_patterns("node_modules", "__pycache__", ".gitignore")


@dataclass(frozen=True)
class Adapter:
    """Adapts ``content`` to projects under ``work``; ``output`` and ``state`` are our build's."""

    content: Path
    output: Path
    state: Path
    work: Path

    def all(self) -> None:
        """Make the projects afresh."""
        data = json.dumps(self._data(), ensure_ascii=False)
        for name, (static, site) in _PLACES.items():
            shutil.rmtree(self.work / name, ignore_errors=True)
            shutil.copytree(PEERS / name, self.work / name, ignore=_NOT_COPIED)
            shutil.copytree(self.output / "static", self.work / name / static)
            _put(self.work / name / site, data)
        modules = PEERS / "eleventy/node_modules"
        if modules.is_dir():
            (self.work / "eleventy/node_modules").symlink_to(modules)
        for written in self.files:
            self._write(written)
        for month in {written.fields["dato"].replace(day=1) for written in self.files if _is_news(written)}:
            self._write_month(month)

    def one(self, path: Path) -> None:
        """Write one file again, as after an edit."""
        self._write(Written.read(path))

    @cached_property
    def files(self) -> list[Written]:
        """Every page, news item and unit of the content."""
        return [Written.read(path) for path in sorted(self.content.glob("*/**/*.md"))]

    def _write(self, written: Written) -> None:
        for place, text in written.peer_files(self._resolved(written), self._related(written)).items():
            _put(self.work / place, text)

    @cached_property
    def _known(self) -> dict[str, str]:
        return {f"{w.unit}/{w.kind}/{w.slug}.md": w.address for w in self.files}

    def _resolved(self, written: Written) -> str:
        folder = f"{written.unit}/{written.kind}"

        def address(link: re.Match[str]) -> str:
            return f"]({self._known[posixpath.normpath(posixpath.join(folder, link[1]))]})"

        return _MARKDOWN_LINK.sub(address, written.body)

    def _related(self, written: Written) -> list[str]:
        page = self.output / written.address.strip("/") / "index.html"
        if written.kind != "sider" or not page.is_file():
            return []
        found = lxml.html.parse(str(page)).xpath("//section[@aria-labelledby='se-ogsa']//a/@href")
        return [str(href) for href in found]

    def _write_month(self, first: date) -> None:
        """Hugo's section of a month; the others make their own."""
        name = dato(first).split(maxsplit=1)[1]
        fields = {"title": f"Nyheter i {name}", "slag": "maned", "navn": stor_forbokstav(name), "date": first}
        _put(self.work / f"hugo/content/nyheter/{first:%Y/%m}/_index.md", file_text(fields, ""))

    def _data(self) -> dict[str, Any]:
        front, groups = self._register("forside"), self._register("malgrupper")
        pages = [written for written in self.files if written.kind == "sider"]
        return {
            "frame": self._frame(),
            "contacts": {w.unit: _contact(w) for w in self.files if not w.kind},
            "teasers": {
                w.address: {"title": w.fields["tittel"], "summary": w.fields["ingress"]} for w in pages
            },
            "subjects": [{"id": s["id"], "title": s["tittel"]} for s in self._register("emner")],
            "groups": [{"id": g["id"], "title": g["tittel"], "summary": g["ingress"]} for g in groups],
            "group_titles": {g["id"]: g["tittel"] for g in groups},
            "tasks": [{"text": task["tekst"], "url": task["url"]} for task in front["oppgaver"]],
            "examples": front["soekeeksempler"],
        }

    def _frame(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads((self.state / "ramme.json").read_text("utf-8"))
        frame["alerts"] = [_alert(alert) for alert in frame["alerts"] if _in_effect(alert)]
        return frame

    def _register(self, name: str) -> Any:
        return yaml.safe_load((self.content / f"data/{name}.yaml").read_text("utf-8"))


def _is_news(written: Written) -> bool:
    return written.kind == "nyheter"


def _contact(written: Written) -> dict[str, Any]:
    card = contact_card(written.unit, Virksomhet.model_validate(written.fields))
    return {
        "title": card.unit.text,
        "url": card.unit.url,
        "phone": card.phone,
        "phone_href": card.phone_href,
        "email": card.email,
        "email_text": card.email.replace("@", "@\u200b"),
        "visit": card.visit,
        "hours": [{"days": stor_forbokstav(row.days), "hours": row.hours} for row in card.hours],
    }


def _alert(alert: dict[str, Any]) -> dict[str, Any]:
    updated = datetime.fromisoformat(alert["updated"])
    said = f"{ukedag_dato(updated)} kl. {klokke(updated)}"
    return {**alert, "updated_iso": updated.isoformat(timespec="minutes"), "updated_text": said}


def _in_effect(alert: dict[str, Any]) -> bool:
    now = in_oslo(datetime.fromisoformat(NOW))
    begins, ends = (alert.get(key) for key in ("visible_from", "visible_until"))
    begun = not begins or datetime.fromisoformat(begins) <= now
    return begun and (not ends or now < datetime.fromisoformat(ends))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
