"""The documents hold exactly what the site shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from plugins.model.document import Manifest
from plugins.model.state import State
from tests.plugins.conftest import SiteBuilder, SmallSite, write
from tests.views.archive_makers import OLD, case, entry, item, meeting, person

KARI = "Kari Nordlie"
PAGE = """---
tittel: {title}
ingress: Slik søker du om plass.
oppdatert: 2026-10-01
{more}
---
## Når kan du søke?

Søk innen 1. mars.
"""


def documents(state: State) -> dict[str, dict[str, Any]]:
    lines = [
        line
        for path in sorted(state.documents.rglob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return {d["id"]: d for d in (json.loads(line)["document"] for line in lines)}


def test_the_whole_site_is_in_the_documents(build: SiteBuilder) -> None:
    site = build(case(), entry(), meeting(saker=(item(),)))
    assert set(documents(site.state)) == {
        "virksomhet:servicetorget",
        "utvalg:kommunestyret",
        "mote:b87ca23f:m1",
        "sak:b87ca23f:s1",
        "journalpost:b87ca23f:j1",
    }
    manifest = msgspec.json.decode((site.state.documents / "manifest.json").read_bytes(), type=Manifest)
    assert manifest.units == {"servicetorget": "Servicetorget"}
    assert sum(shard.count for shard in manifest.shards) == 5


def test_every_document_leads_to_a_page_that_was_written(build: SiteBuilder) -> None:
    site = build(case(), entry(), meeting(saker=(item(),)))
    for made in documents(site.state).values():
        if made["kind"] in ("sak", "mote", "utvalg", "journalpost"):
            path, _, anchor = made["url"].partition("#")
            assert f'id="{anchor}"' in site.page(path) if anchor else site.page(path)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_builds_of_the_same_are_the_same_to_the_byte(build: SiteBuilder) -> None:
    site = build(case(), entry(), meeting(saker=(item(),)))
    before = tree(site.state.documents), tree(site.output)
    build()
    assert (tree(site.state.documents), tree(site.output)) == before


def test_an_expired_name_is_in_no_file(build: SiteBuilder) -> None:
    site = build(
        case(tittel=f"Garasje - {KARI}", saksdato=OLD),
        entry(tittel=f"Søknad fra {KARI}", journaldato=OLD, parter=(person(KARI),)),
    )
    for name, content in {**tree(site.state.documents), **tree(site.output)}.items():
        assert b"Nordlie" not in content, name


def content_page(site: SmallSite, name: str, more: str) -> None:
    folder = site.state.root.parent / "content/servicetorget/sider"
    write(folder / f"{name}.md", PAGE.format(title=name.capitalize(), more=more))


def test_only_what_is_on_the_site_now_is_found(build: SiteBuilder) -> None:
    site = build()
    content_page(site, "opptak", "gyldig_til: 2026-12-31\nfrist: 1. mars\nnokkelord: [plass]")
    content_page(site, "utkast", "status: utkast")
    content_page(site, "intern", "status: intern")
    content_page(site, "utgatt", "gyldig_til: 2026-11-01")
    content_page(site, "kommer", "publiseres_fra: 2026-12-24")
    build()
    pages = {i: d for i, d in documents(site.state).items() if d["kind"] == "tjeneste"}
    assert set(pages) == {"tjeneste:servicetorget/opptak"}
    page = pages["tjeneste:servicetorget/opptak"]
    assert page["body"] == "1. mars\nNår kan du søke?\nSøk innen 1. mars."
    assert page["headings"] == ["Når kan du søke?"]
    assert page["keywords"] == ["plass"]
    assert page["unit_title"] == "Servicetorget"
    assert page["visible_until"].startswith("2027-01-01T00:00:00")
