"""Journal entries as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from plugins.model.archive import Journalpost
from plugins.views.archive import EntryView

COLUMNS = (
    "journaldato", "lopenummer", "dokument", "type", "tittel", "fra", "til", "dokumentdato", "enhet",
    "tilgangsrestriksjon", "skjermingshjemmel", "sak", "adresse",
    "klasse", "avskrevet", "avskrivningsmate",
)  # fmt: skip
UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the beginning of a file it tells spreadsheets that it is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Shown = tuple[Journalpost, EntryView]
"""An entry with what may be shown of it."""


def entries_csv(entries: Iterable[Shown], site_url: str) -> str:
    """A table with semicolons, which Norwegian spreadsheets expect; cells never begin a formula.

    Whoever has downloaded it is no longer at the site, so that addresses are whole.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry, view in entries:
        writer.writerow(safe_cell(cell) for cell in _row(entry, view, site_url))
    return out.getvalue()


def _row(entry: Journalpost, view: EntryView, site_url: str) -> Iterator[str]:
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
    yield site_url + view.permanent
    yield view.filed
    yield entry.avskrevet.isoformat() if entry.avskrevet else ""
    yield entry.avskrivningsmaate


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("Brev")
    ("'=1+1", 'Brev')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
