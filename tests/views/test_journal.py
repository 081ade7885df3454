"""An entry as a page shows it, and the holes in the journal's numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.archive import Journalposttype, Parttype, Skjerming
from plugins.views.archive import EntryView
from plugins.views.journal import MASK, UNDATED, JournalNumbers, entry_view
from plugins.views.masking import Curtain, known_case
from tests.views.archive_makers import FRESH, OLD, TODAY, case, company, document, entry, person, shielded


def shown(made: object, *, mask: bool = True, title: str = "Garasje") -> EntryView:
    known = known_case(case(tittel=title), (made,))  # type: ignore[arg-type]
    return entry_view(made, known, Curtain(TODAY, mask), unit="Plan")  # type: ignore[arg-type]


def test_a_fresh_entry_is_shown_as_delivered() -> None:
    view = shown(
        entry(
            tittel="Søknad fra Kari Nordlie",
            parter=(person("Kari Nordlie"), company("Hauger Bygg AS")),
            dokumenter=(document("Tegning"),),
        )
    )
    assert view.title == "Søknad fra Kari Nordlie"
    assert (view.senders, view.receivers) == (("Kari Nordlie",), ("Hauger Bygg AS",))
    assert (view.number, view.sequence) == ("2026/1234-7", "4018/2026")
    assert (view.type_code, view.type_label) == ("I", "Inngående")
    assert view.document_date == "2. november 2026"
    assert view.case.url == "/sak/b87ca23f/s1/"
    assert view.permanent == "/journalpost/b87ca23f/j1/"
    assert view.anchor == "jp-j1"


def test_an_old_entry_hides_persons_and_keeps_companies() -> None:
    view = shown(
        entry(
            tittel="Søknad fra Kari Nordlie om garasje",
            journaldato=OLD,
            parter=(person("Kari Nordlie"), company("Hauger Bygg AS")),
            dokumenter=(document("Kart for Kari Nordlie"),),
        )
    )
    assert view.title == f"Søknad fra {MASK} om garasje"
    assert view.senders == (MASK,)
    assert view.receivers == ("Hauger Bygg AS",)
    assert view.documents[0].title == f"Kart for {MASK}"


def test_an_entry_without_date_counts_as_old() -> None:
    assert shown(entry(journaldato=None, parter=(person("Kari Nordlie"),))).senders == (MASK,)


def test_the_setting_shows_old_names_on_pages() -> None:
    view = shown(entry(journaldato=OLD, parter=(person("Kari Nordlie"),)), mask=False)
    assert view.senders == ("Kari Nordlie",)


@pytest.mark.parametrize("dated", [FRESH, OLD, None])
def test_a_shielded_party_is_shielded_whatever_its_age(dated: date | None) -> None:
    view = shown(entry(journaldato=dated, parter=(shielded(), shielded(Parttype.MOTTAKER))))
    assert view.senders == view.receivers == ("Skjermet",)


def test_a_name_from_elsewhere_in_the_case_is_hidden_in_an_old_title() -> None:
    old = entry(tittel="Svar til Nordlie, Kari om garasje", journaldato=OLD, navn=())
    other = entry("j2", navn=("Nordlie, Kari",))
    view = entry_view(old, known_case(case(), (old, other)), Curtain(TODAY), unit="Plan")
    assert "Nordlie" not in view.title


def test_a_missing_document_date_is_called_undated() -> None:
    assert shown(entry(dokumentets_dato=None)).document_date == UNDATED == "Udatert"


def test_files_are_linked_only_by_web_address_and_only_when_nothing_is_withheld() -> None:
    files = (
        document("a", fil="https://arkiv.example/a.pdf"),
        document("b", fil=r"dokumenter\991381.PDF"),
        document("c", fil="javascript:alert(1)"),
    )
    assert [d.url for d in shown(entry(dokumenter=files)).documents] == [files[0].fil, "", ""]
    withheld = entry(
        dokumenter=files, skjerming=Skjerming(tilgangsrestriksjon="UO", skjermingshjemmel="offl. § 14")
    )
    assert [d.url for d in shown(withheld).documents] == ["", "", ""]


def test_a_file_name_cannot_give_away_a_hidden_name() -> None:
    made = entry(
        journaldato=OLD,
        parter=(person("Kari Nordlie"),),
        dokumenter=(document("Brev", fil="https://arkiv.example/kari_nordlie.pdf"),),
    )
    assert shown(made).documents[0].url == ""


def test_an_entry_whose_case_never_came_points_to_its_own_place() -> None:
    view = entry_view(entry(), None, Curtain(TODAY), unit="")
    assert view.case.url == "/postliste/2026/11/02/#jp-j1"
    assert entry_view(entry(journaldato=None), None, Curtain(TODAY), unit="").case.url.startswith(
        "/postliste/udatert/"
    )


@pytest.mark.parametrize("kind", list(Journalposttype))
def test_every_type_has_its_words(kind: Journalposttype) -> None:
    assert shown(entry(type=kind)).type_label


def numbers(*sequence: int, year: int = 2026) -> JournalNumbers:
    return JournalNumbers(entry(f"j{n}", journalsekvensnummer=n, journalaar=year) for n in sequence)


def gap(at: int, *sequence: int) -> str:
    return numbers(*sequence).gap_before(entry(journalsekvensnummer=at))


def test_consecutive_numbers_have_no_gap() -> None:
    assert gap(2, 1, 2, 3) == ""


def test_a_hole_is_told_with_its_numbers() -> None:
    assert gap(5, 3, 5) == "Løpenummer 4/2026 er ikke i postlista."
    assert gap(9, 3, 9) == "Løpenummer 4–8/2026 er ikke i postlista."


def test_what_came_before_the_first_known_number_is_no_gap() -> None:
    assert gap(4018, 4018, 4019) == ""


def test_years_and_archives_have_their_own_numbers() -> None:
    made = [entry("a", journalsekvensnummer=1), entry("b", journalsekvensnummer=9, journalaar=2025)]
    assert JournalNumbers(made).gap_before(made[1]) == ""
    other = entry("c", arkiv="00000000", journalsekvensnummer=9)
    assert JournalNumbers([made[0], other]).gap_before(other) == ""


def test_a_missing_running_number_opens_no_gap() -> None:
    assert gap(0, 0, 3) == ""
    assert gap(3, 0, 3) == ""


@given(st.sets(st.integers(1, 300), min_size=1))
def test_gaps_and_entries_together_cover_every_number_once(known: set[int]) -> None:
    told = numbers(*known)
    missing = set(range(min(known), max(known) + 1)) - known
    said: set[int] = set()
    for number in known:
        text = told.gap_before(entry(journalsekvensnummer=number))
        if text:
            first, _, last = text.split()[1].removesuffix("/2026").partition("–")
            said |= set(range(int(first), int(last or first) + 1))
    assert said == missing
