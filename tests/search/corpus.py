"""Search documents for tests: a small town by hand, and folders as the build writes them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from plugins.model.clock import OSLO
from plugins.model.document import FORMAT_VERSION, Document, Manifest, Shard
from search.curation.files import CurationFiles

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
UNITS = {"barnehage": "Barnehage", "skole": "Skole", "byggesak": "Byggesak", "nav": "NAV Ski"}
TARGET_GROUPS = {"innbyggere": "Innbyggere", "naeringsliv": "Næringsliv"}
CONTENT = Path(__file__).resolve().parents[2] / "content"
DECISIONS = CurationFiles(CONTENT).current()
"""The site's own synonyms and answers."""
RULES = DECISIONS.on(NOW.date())
_TOWN = Path(__file__).parent / "fixtures" / "smaaby.yaml"


def document(**fields: Any) -> Document:
    """A document of few words; ``url`` and ``unit_title`` follow from the rest."""
    unit = fields.get("unit", "")
    given = {
        "url": f"/{fields['id']}/",
        "kind": "tjeneste",
        "unit_title": UNITS.get(unit, unit.title()),
        **fields,
    }
    return msgspec.convert(given, Document)


def town() -> list[Document]:
    """The small town."""
    return [document(**row) for row in yaml.safe_load(_TOWN.read_text("utf-8"))]


def write_documents(folder: Path, documents: Iterable[Document], **manifest: Any) -> Manifest:
    """Write documents as the build does: shards by kind and part, the manifest last."""
    shards: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for doc in documents:
        shards[doc.kind, f"{doc.dated:%Y-%m}" if doc.dated else "uten-dato"].append(doc)
    rows = [_write_shard(folder, kind, part, found) for (kind, part), found in sorted(shards.items())]
    given: Mapping[str, Any] = {
        "version": FORMAT_VERSION,
        "shards": tuple(rows),
        "units": UNITS,
        "target_groups": TARGET_GROUPS,
        **manifest,
    }
    written = Manifest(**given)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(written))
    return written


def _write_shard(folder: Path, kind: str, part: str, documents: list[Document]) -> Shard:
    path = folder / kind / f"{part}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for doc in sorted(documents, key=lambda d: d.id):
        data = msgspec.to_builtins(doc)
        canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        lines.append(json.dumps({"hash": digest, "document": data}, ensure_ascii=False))
    text = "".join(line + "\n" for line in lines).encode()
    path.write_bytes(text)
    name = f"{kind}/{part}.jsonl"
    return Shard(file=name, kind=kind, part=part, count=len(lines), sha256=hashlib.sha256(text).hexdigest())  # type: ignore[arg-type]
