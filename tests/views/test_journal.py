"""An entry as a page shows it, and the holes in the journal's numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.archive import Journalpost, Journalposttype, Parttype, Skjerming
from plugins.store import Store
from plugins.views.archive import EntryView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import MASK, UNDATED, entry_view, gap_text
from plugins.views.masking import KnownCase, known_case
from tests.views.archive_makers import FRESH, OLD, case, company, document, entry, person, reader_of, shielded
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


def gap(at: int, before: int | None) -> str:
    return gap_text(entry(journalsekvensnummer=at), before)


def test_consecutive_numbers_have_no_gap() -> None:
    assert gap(2, 1) == ""


def test_a_hole_is_told_with_its_numbers() -> None:
    assert gap(5, 3) == "Løpenummer 4/2026 er ikke i postlista."
    assert gap(9, 3) == "Løpenummer 4–8/2026 er ikke i postlista."


def test_what_came_before_the_first_known_number_is_no_gap() -> None:
    assert gap(4018, None) == ""


@pytest.mark.parametrize("number", [0, -7])
def test_a_missing_running_number_opens_no_gap(number: int) -> None:
    assert gap(number, 3) == gap(number, None) == ""


def test_years_and_archives_have_their_own_numbers(reading: ReaderMaker) -> None:
    made = [entry("a", journalsekvensnummer=1), entry("b", journalsekvensnummer=9, journalaar=2025)]
    elsewhere = [case(arkiv="00000000"), entry("c", arkiv="00000000", journalsekvensnummer=12)]
    store = reading(case(), *made, *elsewhere).store
    assert [store.number_before(each) for each in (*made, elsewhere[1])] == [None, None, None]  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.sets(st.integers(-3, 4000), min_size=1, max_size=60))
def test_gaps_and_entries_together_cover_every_number_once(
    reading_many: ReaderMaker, known: set[int]
) -> None:
    made = [entry(f"j{number}", journalsekvensnummer=number) for number in known]
    store, running = reading_many(case(), *made).store, {number for number in known if number > 0}
    said: set[int] = set()
    for each in made:
        if text := gap_text(each, store.number_before(each)):
            first, _, last = text.split()[1].removesuffix("/2026").partition("–")
            said |= set(range(int(first), int(last or first) + 1))
    assert said == set(range(min(running, default=0), max(running, default=-1) + 1)) - running
