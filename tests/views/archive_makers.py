"""Small hand-made deliveries in a real store, for the tests of the archive's pages and documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plugins.model.archive import (
    Dokumentbeskrivelse,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Moetemappe,
    Moetesak,
    Parttype,
    Saksmappe,
)
from plugins.model.clock import OSLO, Now
from plugins.model.content import Registers, Utvalg, UtvalgMember, Virksomhet
from plugins.model.names import find_person_names
from plugins.store import Quarantined, Store
from plugins.store.intake import Intake
from plugins.views.archive_reader import ArchiveReader
from plugins.views.contact import contact_card
from plugins.views.settings import SiteSettings
from plugins.views.unit_directory import UnitNames

ARKIV = "b87ca23f"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=OSLO)
TODAY = NOW.date()
FRESH = date(2026, 11, 2)
OLD = date(2025, 3, 3)


def case(system_id: str = "s1", **changes: Any) -> Saksmappe:
    values: dict[str, Any] = {
        "arkiv": ARKIV,
        "saksaar": 2026,
        "sakssekvensnummer": 1234,
        "tittel": "Ny gangbru over jernbanen",
        "saksdato": FRESH,
        "administrativ_enhet": "Plan",
    }
    return Saksmappe(system_id=system_id, **{**values, **changes})


def person(name: str, kind: Parttype = Parttype.AVSENDER) -> Korrespondansepart:
    return Korrespondansepart(navn=name, type=kind, er_person=True)


def company(name: str, kind: Parttype = Parttype.MOTTAKER) -> Korrespondansepart:
    return Korrespondansepart(navn=name, type=kind, er_person=False)


def shielded(kind: Parttype = Parttype.AVSENDER) -> Korrespondansepart:
    return Korrespondansepart(navn="", type=kind, er_person=True, skjermet=True)


def document(title: str, **changes: Any) -> Dokumentbeskrivelse:
    values: dict[str, Any] = {"system_id": f"d-{title}", "hoveddokument": True, "format": "PDF"}
    return Dokumentbeskrivelse(tittel=title, **{**values, **changes})


def entry(system_id: str = "j1", **changes: Any) -> Journalpost:
    """An entry whose ``navn`` are found as the importers find them, unless the test says otherwise."""
    values: dict[str, Any] = {
        "arkiv": ARKIV,
        "saksmappe_id": "s1",
        "journalaar": 2026,
        "journalsekvensnummer": 4018,
        "journalpostnummer": 7,
        "type": Journalposttype.INNGAAENDE,
        "tittel": "Uttalelse til planforslag",
        "journaldato": FRESH,
        "dokumentets_dato": FRESH,
        "administrativ_enhet": "Plan",
        **changes,
    }
    if "navn" not in changes:
        known = [p.navn for p in values.get("parter", ()) if p.er_person and p.navn]
        texts = [values["tittel"], *(d.tittel for d in values.get("dokumenter", ()))]
        found = [name for text in texts for name in find_person_names(text, known)]
        values["navn"] = tuple(dict.fromkeys([*known, *found]))
    return Journalpost(system_id=system_id, **values)


def meeting(system_id: str = "m1", **changes: Any) -> Moetemappe:
    values: dict[str, Any] = {
        "arkiv": ARKIV,
        "utvalg": "Ski kommunestyre",
        "moetedato": datetime(2026, 11, 18, 18, 0, tzinfo=OSLO),
        "tittel": "Møte i kommunestyret",
        "moetested": "Rådhuset",
    }
    return Moetemappe(system_id=system_id, **{**values, **changes})


def item(system_id: str = "ms1", **changes: Any) -> Moetesak:
    values: dict[str, Any] = {
        "moetesaksaar": 2026,
        "moetesakssekvensnummer": 35,
        "moetesaksnummer": "",
        "tittel": "Ny gangbru over jernbanen",
        "saksmappe_id": "s1",
    }
    return Moetesak(system_id=system_id, **{**values, **changes})


KOMMUNESTYRET = Utvalg(
    slug="kommunestyret",
    title="Kommunestyret",
    summary="Kommunens øverste organ.",
    code="KST",
    names=("Ski kommunestyre",),
    members=(UtvalgMember(name="Ragnhild Tveiterås", role="ordfører", party="Ap"),),
)


def unit(title: str, *archive_names: str) -> Virksomhet:
    return Virksomhet(
        title=title,
        summary="Vi svarer på det du lurer på.",
        modified=date(2026, 10, 1),
        phone="64 87 87 00",
        archive_names=archive_names,
    )


UNITS = {"plan": unit("Plan og miljø", "Plan"), "servicetorget": unit("Servicetorget")}


def held(entry: str = "j9", number: int = 0, year: int = 2026) -> Quarantined:
    """An entry in quarantine; a number of 0 is one that its record does not tell."""
    return Quarantined(
        file="levering.xml", entry=entry, field="tittel", value="", reason="mangler", remedy="skriv en",
        when=NOW, arkiv=ARKIV, journalaar=year if number else 0, journalsekvensnummer=number,
    )  # fmt: skip


def filled_store(
    folder: Path, *records: Saksmappe | Journalpost | Moetemappe | Quarantined, now: datetime = NOW
) -> Store:
    """A real store with these records, taken in as one delivery."""
    store = Store.open(folder / "lager.db")
    sha256 = hashlib.sha256(repr(records).encode()).hexdigest()
    with Intake(store, file="levering.xml", sha256=sha256, rules=1, now=now) as intake:
        for record in records:
            if isinstance(record, Saksmappe):
                intake.add_case(record)
            elif isinstance(record, Journalpost):
                intake.add_entry(record)
            elif isinstance(record, Quarantined):
                intake.hold(record)
            else:
                intake.add_meeting(record)
        intake.commit()
    return store


def reader_of(
    store: Store, now: datetime = NOW, *, bodies: Iterable[Utvalg] = (KOMMUNESTYRET,), mask: bool = True
) -> ArchiveReader:
    return ArchiveReader(
        store,
        now=Now(now),
        registers=Registers(bodies=tuple(bodies)),
        units={
            slug: UnitNames(unit.title, unit.short_title, unit.archive_names) for slug, unit in UNITS.items()
        },
        contacts={slug: contact_card(slug, unit) for slug, unit in UNITS.items()},
        settings=SiteSettings(mask_old_names=mask),
    )
