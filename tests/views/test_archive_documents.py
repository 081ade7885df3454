"""Search documents of the archive keep names apart, and let go of them when their year has passed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.archive import Forslag, Moetedeltaker
from plugins.model.clock import OSLO
from plugins.model.document import Document
from plugins.model.visibility import names_may_be_hit
from plugins.views.archive_documents import case_document, entry_document, meeting_document
from tests.views.archive_makers import (
    ARKIV,
    FRESH,
    NOW,
    OLD,
    case,
    company,
    document,
    entry,
    item,
    meeting,
    person,
    shielded,
)
from tests.views.conftest import ReaderMaker

KARI = "Kari Nordlie"


def as_json(made: Document) -> str:
    return msgspec.json.encode(made).decode()


def outside_named(made: Document) -> str:
    return as_json(msgspec.structs.replace(made, named=None))


def test_a_fresh_entry_has_its_names_in_named_alone(reading: ReaderMaker) -> None:
    delivered = entry(
        tittel=f"Søknad fra {KARI}",
        parter=(person(KARI), company("Hauger Bygg AS"), shielded()),
        dokumenter=(document("Tegning"),),
    )
    made = entry_document(delivered, reading(case(), delivered))
    assert made.title == "Søknad fra [navn]"
    assert "Hauger Bygg AS" in made.body
    assert KARI not in outside_named(made)
    assert made.named is not None
    assert made.named.names == (KARI,)
    assert made.named.dated == FRESH
    assert made.named.title == f"Søknad fra {KARI}"
    assert KARI in made.named.body


def test_an_entry_is_found_by_its_numbers_and_leads_to_its_case(reading: ReaderMaker) -> None:
    made = entry_document(entry(), reading(case(), entry()))
    assert (made.id, made.number) == ("journalpost:b87ca23f:j1", "2026/1234-7")
    assert made.keywords == ("4018/2026",)
    assert made.url == "/sak/b87ca23f/s1/#jp-j1"
    assert (made.unit, made.unit_title) == ("plan", "Plan og miljø")


def test_an_entry_without_a_unit_is_found_under_that_of_its_case(reading: ReaderMaker) -> None:
    delivered = entry(administrativ_enhet="")
    made = entry_document(delivered, reading(case(administrativ_enhet="Plan"), delivered))
    assert (made.unit, made.unit_title) == ("plan", "Plan og miljø")


@pytest.mark.parametrize("dated", [OLD, None])
def test_expired_names_are_not_written_at_all(reading: ReaderMaker, dated: date | None) -> None:
    delivered = entry(tittel=f"Søknad fra {KARI}", journaldato=dated, parter=(person(KARI),))
    made = entry_document(delivered, reading(case(), delivered))
    assert made.named is None
    assert KARI not in as_json(made)


def test_names_expire_on_the_day_also_in_a_leap_year(reading: ReaderMaker) -> None:
    delivered = entry(journaldato=date(2024, 2, 29), parter=(person(KARI),))
    last_day = datetime(2025, 2, 28, 23, 59, tzinfo=OSLO)
    assert entry_document(delivered, reading(case(), delivered, now=last_day)).named is not None
    next_day = last_day + timedelta(minutes=1)
    assert entry_document(delivered, reading(case(), delivered, now=next_day)).named is None


def test_the_setting_that_shows_names_on_pages_does_not_widen_the_search(reading: ReaderMaker) -> None:
    delivered = entry(tittel=f"Søknad fra {KARI}", journaldato=OLD, parter=(person(KARI),))
    made = entry_document(delivered, reading(case(), delivered, mask=False))
    assert KARI not in as_json(made)


def test_a_fresh_entry_does_not_carry_the_name_of_its_old_case(reading: ReaderMaker) -> None:
    delivered = entry(tittel="Ferdigattest", parter=(company("Hauger Bygg AS"),))
    old = entry("j0", journaldato=OLD, parter=(person(KARI),))
    made = entry_document(delivered, reading(case(tittel=f"Garasje - {KARI}", saksdato=OLD), delivered, old))
    assert KARI not in as_json(made)


def test_a_case_is_found_by_number_and_council_item(reading: ReaderMaker) -> None:
    reader = reading(case(), entry(), meeting(saker=(item(moetesaksaar=2015),)))
    known = reader.case(ARKIV, "s1")
    assert known is not None
    made = case_document(known, reader)
    assert (made.number, made.keywords) == ("2026/1234", ("KST-35/15",))
    assert "KST-35/15" in made.body
    assert made.dated == FRESH


def test_a_case_keeps_its_names_and_officer_apart(reading: ReaderMaker) -> None:
    delivered = case(tittel=f"Garasje - {KARI}", saksansvarlig="Liv Moen")
    reader = reading(delivered, entry(parter=(person(KARI),)))
    known = reader.case(ARKIV, "s1")
    assert known is not None
    made = case_document(known, reader)
    assert "Nordlie" not in outside_named(made)
    assert "Moen" not in outside_named(made)
    assert made.named is not None
    assert set(made.named.names) == {KARI, "Liv Moen"}


def test_a_unit_that_answers_for_a_case_is_no_person(reading: ReaderMaker) -> None:
    reader = reading(case(administrativ_enhet="Hjemmetjenester", saksansvarlig="Hjemmetjenester"), entry())
    known = reader.case(ARKIV, "s1")
    assert known is not None
    assert case_document(known, reader).named is None


def test_a_meeting_is_found_by_its_items_and_those_in_office(reading: ReaderMaker) -> None:
    delivered = meeting(
        saker=(item(tittel=f"Klage fra {KARI}", vedtak="Klagen tas ikke til følge."),),
        deltakere=(Moetedeltaker(navn="Ola Haugen", funksjon="leder"),),
    )
    made = meeting_document(delivered, reading(case(), entry(parter=(person(KARI),)), delivered))
    assert made.keywords == ("KST-35/26",)
    assert "Ola Haugen" in made.body
    assert "Klagen tas ikke til følge." in made.body
    assert KARI not in outside_named(made)
    assert made.named is not None
    assert made.named.dated == FRESH


def test_a_name_on_the_agenda_expires_with_its_case(reading: ReaderMaker) -> None:
    delivered = meeting(saker=(item(tittel=f"Klage fra {KARI}"),))
    reader = reading(case(saksdato=OLD), entry(journaldato=OLD, parter=(person(KARI),)), delivered)
    assert KARI not in as_json(meeting_document(delivered, reader))


def test_a_cancelled_meeting_says_so_in_the_hit(reading: ReaderMaker) -> None:
    made = meeting_document(meeting(avlyst=True), reading())
    assert made.summary.startswith("Møtet er avlyst.")


FIRST = ("Kari", "Ola", "Liv", "Astrid", "Magnus")
LAST = ("Nordlie", "Haugen", "Rustadbakken", "Solbergmoen")
TITLES = ("Søknad fra {}", "Klage på vedtak - {}", "Svar til {} om garasje", "Nabovarsel")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)), min_size=1, max_size=4),
    titles=st.lists(st.sampled_from(TITLES), min_size=4, max_size=4),
    ages=st.lists(st.one_of(st.none(), st.integers(0, 900)), min_size=4, max_size=4),
)
def test_no_name_stands_outside_named_and_no_expired_name_anywhere(
    reading_many: ReaderMaker, people: list[tuple[str, str]], titles: list[str], ages: list[int | None]
) -> None:
    names = [" ".join(p) for p in people]
    delivered = [
        entry(
            f"j{n}",
            tittel=titles[n].format(name),
            journaldato=None if ages[n] is None else NOW.date() - timedelta(days=ages[n] or 0),
            parter=(person(name),),
            journalsekvensnummer=n + 1,
        )
        for n, name in enumerate(names)
    ]
    reader = reading_many(case(tittel=f"Garasje - {names[0]}"), *delivered)
    alive = {n for e, n in zip(delivered, names, strict=True) if names_may_be_hit(e.journaldato, NOW.date())}
    known = reader.case(ARKIV, "s1")
    assert known is not None
    made = [case_document(known, reader), *(entry_document(e, reader) for e in delivered)]
    for one in made:
        assert not [name for name in names if name in outside_named(one)]
        assert not [name for name in set(names) - alive if name in as_json(one)]


def test_proposals_and_recommendations_are_found_without_private_persons(reading: ReaderMaker) -> None:
    proposal = Forslag(tekst=f"Klagen fra {KARI} tas til følge.", forslagsstiller="Liv Moen, SV")
    made = meeting(saker=(item(innstilling="Klagen avvises.", forslag=(proposal,), saksmappe_id=""),))
    found = meeting_document(made, reading(made))
    assert "Klagen avvises." in found.body
    assert "Klagen fra [navn] tas til følge." in found.body
    assert found.named is not None
    assert f"Klagen fra {KARI} tas til følge." in found.named.body
    later = meeting_document(made, reading(made, now=NOW + timedelta(days=400)))
    assert "Nordlie" not in as_json(later)
