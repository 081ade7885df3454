"""An entry with very many documents shows some of them in lists, and all on the pages of its case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.archive import Dokumentbeskrivelse
from plugins.views.archive import PostListDayView
from plugins.views.archive_answers import archive_answer
from plugins.views.case_pages import parted, place_in_case
from plugins.views.many_documents import MOST_SHOWN, shares
from plugins.views.output import Output
from plugins.views.politics import CaseView
from plugins.views.selection_data import selection_file
from plugins.views.selection_pages import selection_page
from plugins.views.selections import day_selection
from tests.views.archive_makers import FRESH, case, document, entry
from tests.views.conftest import ReaderMaker

OWN = "/sak/b87ca23f/s1/"


def papers(count: int) -> tuple[Dokumentbeskrivelse, ...]:
    return tuple(document(f"Vedlegg {n}", hoveddokument=not n) for n in range(count))


def views_of_case(reader: object) -> list[CaseView]:
    found, address = [], OWN
    while address:
        answer = archive_answer(address, reader)  # type: ignore[arg-type]
        assert isinstance(answer, Output)
        assert isinstance(answer.view, CaseView)
        found.append(answer.view)
        address = answer.view.parts.newer
    return found


@given(st.lists(st.text("a&ø", max_size=40).map(lambda text: text * 100), max_size=130))
def test_the_shares_are_all_documents_once_in_their_order(titles: list[str]) -> None:
    found = shares([document(title) for title in titles])
    assert [n for first, last in found for n in range(first, last)] == list(range(len(titles)))
    assert all(last - first <= MOST_SHOWN for first, last in found)


@pytest.mark.parametrize("count", [0, 1, MOST_SHOWN])
def test_a_list_shows_all_there_is_room_for(reading: ReaderMaker, count: int) -> None:
    page = selection_page(day_selection(FRESH), 0, reading(case(), entry(dokumenter=papers(count))))
    assert page is not None
    assert isinstance(page.view, PostListDayView)
    (view,) = page.view.entries
    assert (len(view.documents), view.documents_shown, view.all_documents) == (count, "", None)


def test_a_list_shows_the_first_and_leads_to_the_case(reading: ReaderMaker) -> None:
    reader = reading(case(), entry(dokumenter=papers(1500)))
    page = selection_page(day_selection(FRESH), 0, reader)
    assert page is not None
    assert isinstance(page.view, PostListDayView)
    (view,) = page.view.entries
    assert [d.title for d in view.documents] == [f"Vedlegg {n}" for n in range(MOST_SHOWN)]
    assert view.documents_shown == "1–50 av 1\u202f500 dokumenter"
    assert view.all_documents is not None
    assert view.all_documents.url == f"{OWN}#jp-j1"


def test_data_have_all_documents(reading: ReaderMaker) -> None:
    file = selection_file(day_selection(FRESH), 0, "json", reading(case(), entry(dokumenter=papers(1500))))
    assert file is not None
    assert "Vedlegg 1499" in file.text


def test_the_pages_of_the_case_have_every_document_once(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.views.case_pages.ROOM", 12_000)
    letters = [entry(f"k{n}", journalpostnummer=n, journalsekvensnummer=n) for n in (1, 9)]
    reader = reading(case(), *letters, entry(dokumenter=papers(700)))
    views = views_of_case(reader)
    assert len(views) > 3
    of_many = [entry for view in views for entry in view.entries if entry.anchor == "jp-j1"]
    assert [d.title for entry in of_many for d in entry.documents] == [f"Vedlegg {n}" for n in range(700)]
    assert of_many[1].documents_shown.endswith("av 700 dokumenter")
    once = [view.number for view in of_many] + [e.number for v in views for e in v.entries]
    assert {"2026/1234-1", "2026/1234-7", "2026/1234-9"} == set(once)
    texts = [link.text for link in views[0].pages]
    assert len(set(texts)) == len(texts), "no two links say the same"


def test_what_follows_an_entry_that_goes_on_is_led_to(
    reading: ReaderMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.views.case_pages.ROOM", 12_000)
    last = entry("k9", journalpostnummer=9, journalsekvensnummer=9)
    reader = reading(case(), entry(dokumenter=papers(700)), last)
    views = views_of_case(reader)
    page, _, anchor = place_in_case(last, reader.store).partition("#")
    answer = archive_answer(page, reader)
    assert isinstance(answer, Output)
    assert answer.view == views[-1]
    assert [one.anchor for one in views[-1].entries][-1] == anchor
    assert place_in_case(entry(), reader.store) == f"{OWN}#jp-j1"


@given(st.lists(st.integers(0, 130), min_size=1, max_size=8))
def test_each_entry_is_led_to_the_page_that_it_begins_on(counts: list[int]) -> None:
    entries = [
        entry(f"j{n}", dokumenter=tuple(document("Brev " * 300) for _ in range(count)))
        for n, count in enumerate(counts)
    ]
    found = parted(case(), entries)
    for at in range(len(entries)):
        address = next(a for b, a in reversed(found.pages) if b <= at)
        shown = found.shown[[a for _, a in found.pages].index(address)]
        assert (at, 0) in {(one.at, one.first) for one in shown}
