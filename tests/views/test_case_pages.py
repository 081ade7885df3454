"""A hearing with two thousand letters: pages that a phone can read, and every letter on one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from plugins.model.archive import Journalposttype
from plugins.views.archive_answers import archive_answer
from plugins.views.archive_reader import ArchiveReader
from plugins.views.case_pages import place_in_case
from plugins.views.output import Output, TextFile
from plugins.views.politics import CaseView
from tests.views.archive_makers import ARKIV, case, entry, filled_store, reader_of

OWN = f"/sak/{ARKIV}/s1/"
LETTERS = 2000


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArchiveReader]:
    """A case with many letters, the last a recommendation."""
    numbered: list[dict[str, Any]] = [
        {"journalpostnummer": n, "journalsekvensnummer": n} for n in range(1, LETTERS + 1)
    ]
    numbered[-1]["type"] = Journalposttype.SAKSFRAMLEGG
    letters = (entry(f"j{numbers['journalpostnummer']}", **numbers) for numbers in numbered)
    with filled_store(tmp_path_factory.mktemp("lager"), case(), *letters) as store:
        yield reader_of(store)


def view_at(reader: ArchiveReader, address: str) -> CaseView:
    found = archive_answer(address, reader)
    assert isinstance(found, Output)
    assert found.meta.path == address
    assert isinstance(found.view, CaseView)
    return found.view


def walked(reader: ArchiveReader) -> dict[str, CaseView]:
    """The pages of the case by address, from its own on."""
    found, address = {}, OWN
    while address:
        found[address] = view_at(reader, address)
        address = found[address].parts.newer
    return found


def test_every_letter_is_on_one_page_in_the_order_of_the_case(reader: ArchiveReader) -> None:
    pages = walked(reader)
    numbers = [e.number for view in pages.values() for e in view.entries]
    assert numbers == [f"2026/1234-{n}" for n in range(1, LETTERS + 1)]
    assert list(pages)[1] == f"{OWN}del/2/"
    assert all(len(view.entries) < 120 for view in pages.values())


def test_each_page_says_which_letters_it_has_and_leads_to_the_others(reader: ArchiveReader) -> None:
    pages = walked(reader)
    assert [link.url for link in next(iter(pages.values())).pages] == list(pages)
    for address, view in pages.items():
        shown = next(link.text for link in view.pages if link.url == address)
        assert shown == f"{view.first}–{view.first + len(view.entries) - 1}"
        assert view.count == LETTERS


def test_the_way_through_the_bodies_is_told_once(reader: ArchiveReader) -> None:
    own, *others = walked(reader).values()
    assert [stop.title for stop in own.stops] == ["Saksframlegg", "Neste behandling"]
    assert not any(view.stops for view in others)


def test_what_refers_to_a_letter_leads_to_the_page_that_it_is_on(reader: ArchiveReader) -> None:
    pages = walked(reader)
    last, anchor = list(pages)[-1], f"#jp-j{LETTERS}"
    assert pages[OWN].stops[0].url == last + anchor
    letter = reader.store.entry(ARKIV, f"j{LETTERS}")
    assert letter is not None
    assert place_in_case(letter, reader.store) == last + anchor
    feed = archive_answer(f"{OWN}atom.xml", reader)
    assert isinstance(feed, TextFile)
    assert last + anchor in feed.text


@pytest.mark.parametrize("part", ["0", "1", "999", "02"])
def test_there_are_no_other_parts(reader: ArchiveReader, part: str) -> None:
    assert archive_answer(f"{OWN}del/{part}/", reader) is None


def test_a_case_with_room_for_all_is_one_page(reader: ArchiveReader, tmp_path: Any) -> None:
    del reader
    with filled_store(tmp_path, case(), entry()) as store:
        view = view_at(reader_of(store), OWN)
        assert (view.pages, view.parts.newer, view.count) == ((), "", 1)
        assert archive_answer(f"{OWN}del/2/", reader_of(store)) is None
