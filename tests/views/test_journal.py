"""An entry as a page shows it, and the holes in the journal's numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.model.archive import Journalpost, Journalposttype, Parttype, Skjerming
from plugins.store import Store
from plugins.views.archive import EntryView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import MASK, UNDATED, entry_view, gap_text
from plugins.views.masking import KnownCase, known_case
from plugins.views.outline import Gap
from plugins.views.selection_data import selection_file
from plugins.views.selections import day_selection
from tests.views.archive_makers import (
    ARKIV,
    FRESH,
    OLD,
    case,
    company,
    document,
    entry,
    person,
    reader_of,
    shielded,
)
from tests.views.conftest import ReaderMaker


class _OneCase(ArchiveReader):
    """Knows one case, or none, whatever the store holds."""

    known: KnownCase | None = None

    def case(self, archive: str, system_id: str) -> KnownCase | None:
        return self.known


def shown(
    made: Journalpost, *others: Journalpost, mask: bool = True, title: str = "Garasje", lost: bool = False
) -> EntryView:
    reader = reader_of(Store.open(Path("ingen"), read_only=True), mask=mask)
    reader.__class__ = _OneCase
    reader.known = None if lost else known_case(case(tittel=title), (made, *others))  # type: ignore[attr-defined]
    return entry_view(made, reader)


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
    assert "Nordlie" not in shown(old, other).title


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
    assert shown(entry(), lost=True).case.url == "/postliste/2026/11/02/#jp-j1"
    assert shown(entry(journaldato=None), lost=True).case.url.startswith("/postliste/udatert/")


@pytest.mark.parametrize("kind", list(Journalposttype))
def test_every_type_has_its_words(kind: Journalposttype) -> None:
    assert shown(entry(type=kind)).type_label


def test_a_hole_is_told_with_its_numbers() -> None:
    assert gap_text(Gap(0, 2026, 4, 4, ARKIV)) == "Løpenummer 4/2026 er ikke i postlista."
    assert gap_text(Gap(0, 2026, 4, 8, ARKIV)) == "Løpenummer 4–8/2026 er ikke i postlista."


def test_a_new_row_of_numbers_is_no_row_of_missing_documents() -> None:
    hop = Gap(0, 2026, 4, 900_000, ARKIV)
    assert gap_text(hop) == "Her går løpenumrene fra 3/2026 til 900001/2026."


def test_what_the_case_is_filed_under_and_how_an_entry_was_dealt_with_are_shown(reading: ReaderMaker) -> None:
    dealt_with = {"avskrevet": date(2026, 11, 5), "avskrivningsmaate": "Besvart med brev"}
    other = entry("j2", journalsekvensnummer=9)
    reader = reading(case(klasse="L12 Reguleringsplaner"), entry(**dealt_with), other)
    second, first = (entry_view(one, reader) for one in reader.store.entries_on(FRESH))
    assert (first.filed, first.settled) == ("L12 Reguleringsplaner", "Besvart med brev 5. november 2026")
    assert (second.filed, second.settled) == ("L12 Reguleringsplaner", "")
    whole = selection_file(day_selection(FRESH), 0, "csv", reader)
    assert whole is not None
    assert ";L12 Reguleringsplaner;2026-11-05;Besvart med brev" in whole.text
    of_json = selection_file(day_selection(FRESH), 0, "json", reader)
    assert of_json is not None
    assert '"tittel": "L12 Reguleringsplaner"' in of_json.text
