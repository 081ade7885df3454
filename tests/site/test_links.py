"""No link on the built site leads nowhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import html

from plugins.model import addresses
from plugins.model.clock import system_clock
from plugins.model.state import State
from plugins.store import Store
from plugins.views.archive_answers import archive_answer
from plugins.views.archive_frame import ArchiveFrame
from tests.conftest import BuiltSite

SERVICE = (addresses.SEARCH, addresses.OPENSEARCH, addresses.INSIGHT, addresses.API, "/journalpost/")
"""First parts of the addresses that the service answers."""


@cache
def parsed(path: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """Ids and addresses (href, src) of one page."""
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    ids = frozenset(tree.xpath("//@id"))
    return ids, tuple(tree.xpath("//a/@href | //link/@href | //img/@src | //script/@src | //use/@href"))


def target(output: Path, path: str) -> Path:
    file = output / unquote(path).lstrip("/")
    return file / "index.html" if path.endswith("/") else file


@cache
def answered_by_the_service(state: State, address: str) -> bool:
    """Whether the archive, of which the site has the last year as files, has a page at the address."""
    with Store.open(state.store, read_only=True) as store:
        frame = msgspec.json.decode(state.archive_frame.read_bytes(), type=ArchiveFrame)
        return archive_answer(address, frame.readers()(store, system_clock())) is not None


def broken(site: BuiltSite, page: Path) -> list[str]:
    found = []
    ids, links = parsed(page)
    for link in links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or (parts.path.startswith(SERVICE) and parts.path):
            continue
        file = target(site.output, parts.path) if parts.path else page
        if not file.is_file():
            found += [] if answered_by_the_service(State(site.state), parts.path) else [link]
        elif parts.fragment and file.suffix == ".html":
            there = ids if file == page else parsed(file)[0]
            if unquote(parts.fragment) not in there:
                found.append(link)
    return found


def test_every_internal_link_and_anchor_leads_somewhere(built_site: BuiltSite) -> None:
    pages = built_site.pages()
    assert len(pages) > 100
    found = {
        str(page.relative_to(built_site.output)): bad for page in pages if (bad := broken(built_site, page))
    }
    assert not found


def test_links_are_absolute_paths_so_that_pages_can_be_rendered_anywhere(built_site: BuiltSite) -> None:
    for page in built_site.pages():
        for link in parsed(page)[1]:
            assert link.startswith(("/", "#", "https://", "http://", "mailto:", "tel:", "webcal:")), (
                page,
                link,
            )


def test_no_page_asks_for_anything_from_another_address(built_site: BuiltSite) -> None:
    for page in built_site.pages():
        tree = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
        loads = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href | //iframe/@src")
        assert all(address.startswith("/") for address in loads), page
        assert not tree.xpath("//style | //script[not(@src)] | //*[@style]"), page
