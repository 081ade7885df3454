"""Every entry in the post list's JSON is a «Journalpost» of eInnsyn's API model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_schema_validator import OAS30ReadValidator

from plugins.importers.run import import_path
from plugins.model.archive import Journalposttype, Skjerming
from plugins.model.state import State
from plugins.store import Store
from plugins.views.archive_reader import ArchiveReader
from plugins.views.selection_data import selection_file
from plugins.views.selections import day_selection
from tests.views.archive_makers import FRESH, NOW, case, company, document, entry, person, reader_of, shielded
from tests.views.conftest import ReaderMaker

SHARED = Path(__file__).resolve().parents[3] / "shared"
MODEL = SHARED / "standards/einnsyn.openapi.yml"
pytestmark = pytest.mark.skipif(not MODEL.is_file(), reason=f"eInnsyns modell ligger ikke i {MODEL}")


@cache
def model() -> dict[str, Any]:
    with MODEL.open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def validator() -> Any:
    return OAS30ReadValidator(
        {"$ref": "#/components/schemas/Journalpost.Journalpost", "components": model()["components"]}
    )


@cache
def fields_of(entity: str) -> frozenset[str]:
    """Every field that eInnsyn has for an entity, its own and those it inherits."""

    def gathered(schema: dict[str, Any]) -> Iterator[str]:
        yield from schema.get("properties", ())
        for above in schema.get("allOf", ()):
            yield from gathered(model()["components"]["schemas"][above["$ref"].rpartition("/")[2]])

    return frozenset(gathered(model()["components"]["schemas"][f"{entity}.{entity}"]))


def unknown_fields(thing: Any) -> set[str]:
    """Fields of ours, at any depth, that eInnsyn has none of."""
    if isinstance(thing, list):
        return set().union(*map(unknown_fields, thing))
    if not isinstance(thing, dict):
        return set()
    return (set(thing) - fields_of(thing["entity"])).union(*map(unknown_fields, thing.values()))


def faults(items: list[dict[str, Any]]) -> list[str]:
    found = [error.message for item in items for error in validator().iter_errors(item)]
    return found + [field for item in items for field in sorted(unknown_fields(item))]


@pytest.mark.parametrize("kind", list(Journalposttype))
def test_an_entry_with_everything_is_einnsyns(reading: ReaderMaker, kind: Journalposttype) -> None:
    made = entry(
        type=kind,
        parter=(person("Kari Nordlie"), company("Hauger Bygg AS"), shielded()),
        skjerming=Skjerming(tilgangsrestriksjon="UO", skjermingshjemmel="offl. § 14"),
        dokumenter=(document("Kart", fil="https://arkiv.example/kart.pdf"), document("Brev")),
    )
    assert faults(items_on(FRESH, reading(case(), made))) == []


def test_an_entry_with_next_to_nothing_is_einnsyns(reading: ReaderMaker) -> None:
    made = entry(
        dokumentets_dato=None,
        administrativ_enhet="",
        skjerming=Skjerming(tilgangsrestriksjon="", skjermingshjemmel=""),
        journalpostnummer=0,
        journalsekvensnummer=0,
    )
    bare = case(saksdato=None, administrativ_enhet="", tittel="")
    assert faults(items_on(FRESH, reading(bare, made))) == []


def test_the_validator_bites(reading: ReaderMaker) -> None:
    (item,) = items_on(FRESH, reading(case(), entry()))
    assert faults([item | {"journalposttype": "brev"}])
    assert faults([item | {"journaldato": None}])
    assert faults([{name: value for name, value in item.items() if name != "offentligTittel"}])
    assert faults([item | {"tittel": "x"}]) == ["tittel"]


def items_on(day: date | None, reader: ArchiveReader) -> list[dict[str, Any]]:
    file = selection_file(day_selection(day), 0, "json", reader)
    assert file is not None
    page = json.loads(file.text)
    assert set(page) <= {"items", "next", "previous"}
    found: list[dict[str, Any]] = page["items"]
    return found


def test_only_its_date_is_missing_of_an_undated_entry(reading: ReaderMaker) -> None:
    assert faults(items_on(None, reading(case(), entry(journaldato=None)))) == [
        "'journaldato' is a required property"
    ]


def test_every_entry_of_real_deliveries_is_einnsyns(tmp_path: Path) -> None:
    """Noark 5 and JSON-LD from archives, through the store, and out as eInnsyn's model."""
    import_path(SHARED / "samples", State(tmp_path), now=NOW)
    with Store.open(tmp_path / "lager.db") as store:
        reader = reader_of(store)
        found = [item for day, _ in store.days() if day for item in items_on(day, reader)]
    assert found
    assert faults(found) == []
