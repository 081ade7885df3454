"""A file of the content, and the same file as Hugo, Eleventy and Pelican would have had it written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.content import file_text
from plugins.model import addresses

_KINDS = {"sider": "side", "nyheter": "nyhet", "": "virksomhet"}
_FACTS = {"for_hvem": "For hvem", "pris": "Pris", "frist": "Frist", "svartid": "Svartid"}


@dataclass(frozen=True)
class Written:
    """A file of ours: its unit, the folder in it («» for the unit's own file), its fields and its text."""

    unit: str
    kind: str
    slug: str
    fields: dict[str, Any]
    body: str

    @classmethod
    def read(cls, path: Path) -> Written:
        """The file at ``path``, which is one that ``bench.content`` wrote."""
        _, fields, body = path.read_text("utf-8").split("---\n", 2)
        kind = path.parent.name if path.name != "virksomhet.md" else ""
        unit = path.parent.parent.name if kind else path.parent.name
        return cls(unit, kind, path.stem, yaml.load(fields, yaml.CSafeLoader), body)

    @property
    def address(self) -> str:
        """Where it is on the site."""
        if self.kind == "sider":
            return addresses.page(self.unit, self.slug)
        if self.kind == "nyheter":
            return addresses.news_item(self.fields["dato"], self.slug)
        return addresses.unit(self.unit)

    def peer_files(self, body: str, related: list[str]) -> dict[str, str]:
        """Each peer's file of it by its place under the peers' folder; ``body`` has its links resolved."""
        fields = self._peer_fields(related)
        page = f"{self.unit}/{self.slug}.md"
        place = f"nyheter/{self.fields['dato']:%Y/%m}/{self.slug}.md" if self.kind == "nyheter" else page
        own = self.kind == ""
        layout = {"layout": f"{fields['slag']}.11ty.js", **fields}
        generator = "nyheter" if self.kind == "nyheter" else "sider"  # Pelican has one for each
        return {
            f"hugo/content/{f'{self.unit}/_index.md' if own else place}": file_text(fields, body),
            f"eleventy/content/{f'{self.unit}/index.md' if own else place}": file_text(layout, body),
            f"pelican/content/{generator}/{page}": self._pelican_text(fields, body),
        }

    def _peer_fields(self, related: list[str]) -> dict[str, Any]:
        said = self.fields
        fields = {
            "title": said["tittel"],
            "ingress": said["ingress"],
            "slag": _KINDS[self.kind],
            "virksomhet": self.unit,
            "date": said.get("dato") or said["oppdatert"],
        }
        if "oppdatert" in said:
            fields["oppdatert"] = said["oppdatert"]
        if not self.kind:
            return fields | {"overordnet": said.get("overordnet", "")}
        fields |= {"for": said.get("malgrupper", []), "emne": said["emner"][0], "eier": said.get("eier", "")}
        if self.kind == "sider":
            facts = [{"term": name, "text": said[key]} for key, name in _FACTS.items() if key in said]
            fields |= {"fakta": facts, "handling": said.get("handling"), "se_ogsa": related}
        return fields

    def _pelican_text(self, fields: dict[str, Any], body: str) -> str:
        """As Pelican's own Markdown reader takes it: «key: value» lines, an empty line, the text."""
        keys = ("title", "date", "ingress", "virksomhet", "emne", "eier", "overordnet")
        plain = {key: fields[key] for key in keys if fields.get(key)}
        plain |= {"slug": self.slug, "tags": ", ".join(fields.get("for", []))}
        if "oppdatert" in fields:
            plain["modified"] = fields["oppdatert"]
        if facts := fields.get("fakta"):
            plain["fakta"] = "; ".join(f"{fact['term']}: {fact['text']}" for fact in facts)
        if related := fields.get("se_ogsa"):
            plain["se_ogsa"] = " ".join(related)
        if action := fields.get("handling"):
            plain |= {"handling_tekst": action["tekst"], "handling_url": action["url"]}
        if not self.kind:
            plain |= {"url": f"{self.unit}/", "save_as": f"{self.unit}/index.html", "template": "virksomhet"}
        return "\n".join([*(f"{key}: {value}" for key, value in plain.items()), "", body])
