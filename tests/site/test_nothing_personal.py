"""What must never be published is nowhere: not in pages, feeds, documents, index or store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from plugins.model.identifiers import find_national_ids
from plugins.model.visibility import names_may_be_hit
from plugins.store import Store
from tests.conftest import NOW, BuiltSite

TEXT = {".html", ".xml", ".json", ".jsonl", ".csv", ".txt", ".ics"}


CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{20,}")
"""UUIDs and check sums: eleven digits in them mean nothing."""


def texts(*folders: Path) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in TEXT and path.is_file():
                yield path, path.read_text(encoding="utf-8")


def expired_names(site: BuiltSite) -> set[str]:
    with Store.open(site.state / "lager.db", read_only=True) as store:
        old, young = set(), set()
        for entry in store.entries():
            alive = names_may_be_hit(entry.journaldato, NOW.date())
            (young if alive else old).update(n for n in entry.navn if " " in n)
    return old - young


def test_no_national_identity_number_anywhere(built_site: BuiltSite) -> None:
    for path, text in texts(built_site.output, built_site.state):
        assert not find_national_ids(CHANCE.sub("#", text)), path


def test_the_store_read_back_holds_no_identity_number(built_site: BuiltSite) -> None:
    with Store.open(built_site.state / "lager.db", read_only=True) as store:
        for entry in store.entries():
            assert not find_national_ids(CHANCE.sub("#", repr(entry))), entry.system_id
        for case in store.saksmapper():
            assert not find_national_ids(CHANCE.sub("#", repr(case))), case.system_id


def test_the_demonstration_has_names_that_have_expired(built_site: BuiltSite) -> None:
    assert len(expired_names(built_site)) >= 5


def test_expired_names_are_on_no_page_and_in_no_feed(built_site: BuiltSite) -> None:
    names = expired_names(built_site)
    for path, text in texts(built_site.output):
        assert not [name for name in names if name in text], path


def test_documents_keep_expired_names_apart(built_site: BuiltSite) -> None:
    names = expired_names(built_site)
    for path in (built_site.state / "dokumenter").rglob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)["document"]
            document.pop("named")
            said = json.dumps(document, ensure_ascii=False)
            assert not [name for name in names if name in said], document["id"]


def test_drafts_and_internal_items_are_nowhere(built_site: BuiltSite) -> None:
    hidden = [
        path
        for path in Path("content").rglob("*.md")
        if "\nstatus: utkast" in (text := path.read_text(encoding="utf-8")) or "\nstatus: intern" in text
    ]
    assert hidden, "demonstrasjonen skal ha minst ett utkast"
    for source in hidden:
        assert not list(built_site.output.rglob(f"{source.stem}/index.html")), source
