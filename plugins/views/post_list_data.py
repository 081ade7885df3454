"""The post list as open data: each day as CSV and as JSON in eInnsyn's terms, and a feed of the days.

Everything is made of the same view as the page, so that a name that is hidden there is hidden here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from plugins.memo.query import Key, key_of, query
from plugins.model import addresses
from plugins.model.archive import Journalpost
from plugins.views.archive import EntryView
from plugins.views.archive_pages import day_key, day_of
from plugins.views.archive_reader import ArchiveReader
from plugins.views.atom import Entry, Feed, atom
from plugins.views.inputs import BuildInputs
from plugins.views.journal import entry_view
from plugins.views.output import TextFile, under_output
from plugins.views.post_list import Day, day_title

FEED_DAYS = 30
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
    return tuple(
        (
            entry,
            entry_view(
                entry,
                reader.case(entry.arkiv, entry.saksmappe_id),
                reader.curtain,
                unit=reader.units.title(reader.unit_of(entry)),
            ),
        )
        for entry in reader.store.entries_on(day)
    )


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


def data_keys(inputs: BuildInputs) -> Iterator[Key]:
    """Each day in both forms, and the feed."""
    for day, _ in inputs.store.days():
        yield key_of(day_csv_file, day_key(day))
        yield key_of(day_json_file, day_key(day))
    yield key_of(post_list_feed)


@query("forgotten", held=False)
def day_csv_file(inputs: BuildInputs, day: str) -> TextFile:
    """A day as CSV. The mark at its beginning tells spreadsheets that it is UTF-8."""
    entries = shown_entries(day_of(day), inputs.archive())
    return TextFile(
        under_output(addresses.post_list_data(day_of(day), "csv")),
        _UTF8_MARK + day_csv(entries),
    )


@query("forgotten", held=False)
def day_json_file(inputs: BuildInputs, day: str) -> TextFile:
    """A day as JSON."""
    entries = shown_entries(day_of(day), inputs.archive())
    return TextFile(
        under_output(addresses.post_list_data(day_of(day), "json")), day_json(day_of(day), entries)
    )


@query("forgotten", held=False)
def post_list_feed(inputs: BuildInputs) -> TextFile:
    """The feed of the days."""
    settings, days = inputs.settings, inputs.store.days()
    feed = feed_xml(days, site_url=settings.site_url, site_name=settings.site_name)
    return TextFile(under_output(addresses.POST_LIST_FEED), feed)


def feed_xml(days: Iterable[Day], *, site_url: str, site_name: str) -> str:
    """A feed with the newest days of the post list, an entry a day and no names."""
    newest = [(day, count) for day, count in days if day is not None][:FEED_DAYS]
    last = newest[0][0] if newest else date(2015, 1, 1)
    feed = Feed(f"Postliste – {site_name}", addresses.POST_LIST_FEED, addresses.POST_LIST, last, site_name)
    return atom(feed, (_day_entry(day, count) for day, count in newest), site_url)


def _day_entry(day: date, count: int) -> Entry:
    path = addresses.post_list_day(day)
    summary = f"{count} {'dokument' if count == 1 else 'dokumenter'}"
    return Entry(day_title(day), path, path, day, day, summary)
