"""Noark 5 ``arkivstruktur`` written as it comes from an archive, straight to disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = f"{{{_XSI}}}type"


class _Maker:
    """Makes elements of the standard by name: ``E.tittel("…")``; a dict is attributes."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def make(*content: Any) -> Any:
            names: dict[Any, str] = {None: NAMESPACE, "xsi": _XSI}
            element = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=names)
            for part in content:
                if isinstance(part, str):
                    element.text = part
                elif isinstance(part, dict):
                    element.attrib.update(part)
                else:
                    element.append(part)
            return element

        return make


E = _Maker()

TYPES = {
    "I": "Inngående dokument",
    "U": "Utgående dokument",
    "N": "Organinternt dokument for oppfølging",
    "X": "Organinternt dokument uten oppfølging",
    "S": "Saksframlegg",
}
HIDDEN = "*****"
"""What archives write for a shielded party."""


@dataclass(slots=True)
class Paper:
    """A document: its title and file."""

    id: str
    title: str
    file: str
    size: int


@dataclass(slots=True)
class Entry:
    """A journal entry, ready to be written. ``papers`` begin with the main document."""

    id: str
    type: str
    title: str
    day: date
    sequence: int
    number: int
    parties: list[tuple[str, str]]
    paragraph: str = ""
    papers: list[Paper] = field(default_factory=list)
    letter_day: date | None = None


@dataclass(slots=True)
class Case:
    """A case with the entries that this delivery holds."""

    id: str
    year: int
    sequence: int
    title: str
    unit: str
    opened: date
    entries: list[Entry] = field(default_factory=list)
    closed: bool = False


@contextmanager
def delivery(path: Path, archive_id: str) -> Iterator[Any]:
    """An open delivery: what is written to it goes to disk at once, whatever the size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle, etree.xmlfile(handle, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{NAMESPACE}}}arkiv", nsmap={None: NAMESPACE, "xsi": _XSI}):
            for leaf in (E.systemID(archive_id), E.tittel("Ski kommune"), E.arkivstatus("Opprettet")):
                write_line(xml, leaf)
            yield xml
            xml.write("\n")


def write_line(xml: Any, element: Any) -> None:
    """Write an element on a line of its own."""
    xml.write("\n")
    etree.cleanup_namespaces(element)
    xml.write(element)


def write_folder(xml: Any, folder: Any) -> None:
    """Write one ``mappe`` with everything in it, an element a line."""
    etree.indent(folder, space="")
    folder.tail = None
    write_line(xml, folder)


def case(item: Case) -> Any:
    """A ``saksmappe``: its registrations stand before its number, as the schema orders them."""
    return E.mappe(
        {_TYPE: "saksmappe"},
        E.systemID(item.id),
        E.mappeID(f"{item.year}/{item.sequence}"),
        E.tittel(item.title),
        E.offentligTittel(item.title),
        *[_entry(entry, item) for entry in item.entries],
        E.saksaar(str(item.year)),
        E.sakssekvensnummer(str(item.sequence)),
        E.saksdato(item.opened.isoformat()),
        E.administrativEnhet(item.unit),
        E.saksansvarlig(item.unit),
        E.saksstatus("Avsluttet" if item.closed else "Under behandling"),
    )


def _entry(item: Entry, owner: Case) -> Any:
    return E.registrering(
        {_TYPE: "journalpost"},
        E.systemID(item.id),
        *([shielding(item.paragraph)] if item.paragraph else []),
        *[paper(p, place) for place, p in enumerate(item.papers, start=1)],
        E.registreringsID(f"{owner.year}/{owner.sequence}-{item.number}"),
        E.tittel(item.title),
        E.offentligTittel(item.title),
        E.journalaar(str(item.day.year)),
        E.journalsekvensnummer(str(item.sequence)),
        E.journalpostnummer(str(item.number)),
        E.journalposttype(TYPES[item.type]),
        E.journalstatus("Journalført"),
        E.journaldato(item.day.isoformat()),
        *([E.dokumentetsDato(item.letter_day.isoformat())] if item.letter_day else []),
        *[
            E.korrespondansepart(E.korrespondanseparttype(kind), E.korrespondansepartNavn(name))
            for kind, name in item.parties
        ],
        E.administrativEnhet(owner.unit),
    )


def shielding(paragraph: str) -> Any:
    """Access restriction and its paragraph."""
    return E.skjerming(E.tilgangsrestriksjon("Unntatt offentlighet"), E.skjermingshjemmel(paragraph))


def paper(item: Paper, place: int) -> Any:
    """A ``dokumentbeskrivelse`` with its file in archive format."""
    return E.dokumentbeskrivelse(
        E.systemID(item.id),
        E.dokumentstatus("Dokumentet er ferdigstilt"),
        E.tittel(item.title),
        E.tilknyttetRegistreringSom("Hoveddokument" if place == 1 else "Vedlegg"),
        E.dokumentnummer(str(place)),
        E.dokumentobjekt(
            E.versjonsnummer("1"),
            E.variantformat("Arkivformat"),
            E.format("PDF"),
            E.referanseDokumentfil(item.file),
            E.filstoerrelse(str(item.size)),
        ),
    )


def typed(kind: str, *parts: Any) -> Any:
    """A ``registrering`` of a kind."""
    return E.registrering({_TYPE: kind}, *parts)


def meeting_folder(*parts: Any) -> Any:
    """A ``moetemappe``."""
    return E.mappe({_TYPE: "moetemappe"}, *parts)
