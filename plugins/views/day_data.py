"""A day of the post list as open data: as CSV, and as JSON in eInnsyn's terms.

Everything is made of the same view as the page, so that a name that is hidden there is hidden here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from plugins.model import addresses
from plugins.model.archive import Journalpost
from plugins.views.archive import EntryView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.journal import entry_view
from plugins.views.output import TextFile, under_output

_UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
COLUMNS = (
    "journaldato", "lopenummer", "dokument", "type", "tittel", "fra", "til", "dokumentdato", "enhet",
    "tilgangsrestriksjon", "skjermingshjemmel", "sak", "adresse",
)  # fmt: skip
_TYPES = {
    "I": "inngaaende_dokument",
    "U": "utgaaende_dokument",
    "N": "organinternt_dokument_for_oppfoelging",
    "X": "organinternt_dokument_uten_oppfoelging",
    "S": "saksframlegg",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Shown = tuple[Journalpost, EntryView]


def shown_entries(day: date | None, reader: ArchiveReader) -> tuple[Shown, ...]:
    """The entries of a day with what may be shown of them."""
    return tuple((entry, entry_view(entry, reader)) for entry in reader.store.entries_on(day))


def day_csv(entries: Iterable[Shown]) -> str:
    """A day as CSV with semicolons, which Norwegian spreadsheets expect; cells never begin a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry, view in entries:
        writer.writerow(_safe(cell) for cell in _row(entry, view))
    return out.getvalue()


def _row(entry: Journalpost, view: EntryView) -> Iterator[str]:
    restriction = view.restriction
    yield entry.journaldato.isoformat() if entry.journaldato else ""
    yield view.sequence
    yield view.number
    yield view.type_code
    yield view.title
    yield ", ".join(view.senders)
    yield ", ".join(view.receivers)
    yield entry.dokumentets_dato.isoformat() if entry.dokumentets_dato else ""
    yield view.unit
    yield restriction.restriction if restriction else ""
    yield restriction.paragraph if restriction else ""
    yield view.case.text
    yield view.permanent


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def day_json(day: date | None, entries: Iterable[Shown]) -> str:
    """A day as JSON, with eInnsyn's names for what eInnsyn has names for."""
    items = [_entry_json(entry, view) for entry, view in entries]
    return json.dumps(
        {"journaldato": day.isoformat() if day else None, "items": items}, ensure_ascii=False, indent=1
    )


def _entry_json(entry: Journalpost, view: EntryView) -> dict[str, Any]:
    parties = [("avsender", name) for name in view.senders] + [("mottaker", name) for name in view.receivers]
    restriction = view.restriction
    return {
        "entity": "Journalpost",
        "systemId": entry.system_id,
        "journalaar": entry.journalaar,
        "journalsekvensnummer": entry.journalsekvensnummer,
        "journalpostnummer": entry.journalpostnummer,
        "journalposttype": _TYPES[entry.type.value],
        "journaldato": entry.journaldato.isoformat() if entry.journaldato else None,
        "dokumentetsDato": entry.dokumentets_dato.isoformat() if entry.dokumentets_dato else None,
        "offentligTittel": view.title,
        "administrativEnhet": view.unit,
        "korrespondansepart": [
            {"korrespondanseparttype": kind, "korrespondansepartNavn": name} for kind, name in parties
        ],
        "skjerming": restriction
        and {
            "tilgangsrestriksjon": restriction.restriction,
            "skjermingshjemmel": restriction.paragraph,
        },
        "dokumentbeskrivelse": [
            {
                "tittel": document.title,
                "tilknyttetRegistreringSom": "hoveddokument" if document.main else "vedlegg",
            }
            for document in view.documents
        ],
        "saksmappe": {"tittel": view.case.text, "adresse": view.case.url},
        "adresse": view.permanent,
    }


def day_csv_file_of(day: date | None, reader: ArchiveReader) -> TextFile | None:
    """A day as CSV; None without entries. The mark at its beginning tells spreadsheets that it is UTF-8."""
    text, place = day_csv(entries := shown_entries(day, reader)), addresses.post_list_data(day, "csv")
    return TextFile(under_output(place), _UTF8_MARK + text) if entries else None


def day_json_file_of(day: date | None, reader: ArchiveReader) -> TextFile | None:
    """A day as JSON; None without entries."""
    text, place = day_json(day, entries := shown_entries(day, reader)), addresses.post_list_data(day, "json")
    return TextFile(under_output(place), text) if entries else None
