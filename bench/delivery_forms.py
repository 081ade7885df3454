"""The formats that an invented journal can be written in. Each is streamed, a case at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from bench import delivery_xml
from bench.delivery_xml import Case, Entry, Paper

Write = Callable[[Case], None]

OJ = "http://www.arkivverket.no/standarder/noark5/offentligJournal"
_ARKIV = "http://www.arkivverket.no/standarder/noark5/arkivstruktur/"
_BASE = "http://data.ski.example/"
ORGANISATION = "960507878"


class Form(NamedTuple):
    """A format: how its files end, and how one is opened for writing."""

    suffix: str
    open: Callable[[Path, str], Any]


@contextmanager
def arkivstruktur(path: Path, archive: str) -> Iterator[Write]:
    """Noark 5 ``arkivstruktur``."""
    with delivery_xml.delivery(path, archive) as xml:
        yield lambda case: delivery_xml.write_folder(xml, delivery_xml.case(case))


@contextmanager
def offentlig_journal(path: Path, archive: str) -> Iterator[Write]:
    """Noark 5 ``offentligJournal``: an entry at a time, with what is public of its case."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle, etree.xmlfile(handle, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{OJ}}}offentligJournal", nsmap={None: OJ}):
            delivery_xml.write_line(xml, _head(archive))
            yield lambda case: _write_registrations(xml, case)


def _write_registrations(xml: Any, case: Case) -> None:
    for entry in case.entries:
        delivery_xml.write_line(xml, _registration(case, entry))


def _oj(name: str, *parts: Any) -> Any:
    names: dict[Any, str] = {None: OJ}
    element = etree.Element(f"{{{OJ}}}{name}", nsmap=names)
    for part in parts:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def _head(archive: str) -> Any:
    creator = _oj("arkivskaper", _oj("arkivskaperID", archive), _oj("arkivskaperNavn", "Ski kommune"))
    return _oj(
        "journalhode",
        _oj("journalStartDato", "2015-01-01"),
        _oj("journalSluttDato", "2026-12-31"),
        _oj("antallJournalposter", "0"),
        creator,
    )


def _registration(case: Case, entry: Entry) -> Any:
    folder = _oj(
        "saksmappe", _oj("saksaar", str(case.year)), _oj("sakssekvensnummer", str(case.sequence)),
        _oj("offentligTittel", case.title),
    )  # fmt: skip
    return _oj("journalregistrering", folder, _oj("journalpost", *_entry_parts(entry)))


def _entry_parts(entry: Entry) -> Iterator[Any]:
    yield _oj("systemID", entry.id)
    yield _oj("journalaar", str(entry.day.year))
    yield _oj("journalsekvensnummer", str(entry.sequence))
    yield _oj("journalpostnummer", str(entry.number))
    yield _oj("offentligTittel", entry.title)
    yield _oj("journaldato", entry.day.isoformat())
    if entry.letter_day:
        yield _oj("dokumentetsDato", entry.letter_day.isoformat())
    if entry.paragraph:
        yield _oj("tilgangsrestriksjon", "Unntatt offentlighet")
        yield _oj("skjermingshjemmel", entry.paragraph)
    for kind, name in entry.parties:
        yield _oj(
            "korrespondansepart", _oj("korrespondanseparttype", kind), _oj("korrespondansepartNavn", name)
        )


@contextmanager
def offjournal(path: Path, archive: str) -> Iterator[Write]:
    """Noark 4 ``OFFJOURNAL``, which says ISO-8859-1 and is UTF-8, as so often."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        handle.write(b'<?xml version="1.0" encoding="ISO-8859-1"?>\n')
        handle.write(b'<!DOCTYPE OFFJOURNAL SYSTEM "OFFJOURN3.DTD">\n<OFFJOURNAL VERSJON="2.0">\n')
        handle.write(f"<PRODINFO><PI.ORGNR>{archive}</PI.ORGNR></PRODINFO>\n<RAPPORT>\n".encode())
        yield lambda case: _line(handle, etree.tostring(_noarksak(case), encoding="utf-8"))
        handle.write(b"</RAPPORT></OFFJOURNAL>\n")


def _line(handle: Any, content: bytes) -> None:
    handle.write(content + b"\n")


def _part(name: str, **leaves: str) -> Any:
    element = etree.Element(name)
    for leaf, text in leaves.items():
        etree.SubElement(element, leaf.replace("_", ".", 1)).text = text
    return element


def _noarksak(case: Case) -> Any:
    element = _part(
        "NOARKSAK.OJ", SA_SAAR=str(case.year), SA_SEKNR=str(case.sequence), SA_OFFTITTEL=case.title,
        SA_ADMKORT=case.unit, SA_ANSVINIT=case.unit,
    )  # fmt: skip
    element.extend(_journpost(entry) for entry in case.entries)
    return element


def _journpost(entry: Entry) -> Any:
    element = _part(
        "JOURNPOST.OJ", JP_JAAR=str(entry.day.year), JP_SEKNR=str(entry.sequence),
        JP_POSTNR=str(entry.number), JP_JDATO=_compact(entry.day), JP_NDOKTYPE=entry.type,
        JP_DOKDATO=_compact(entry.letter_day),
        JP_OFFINNHOLD=entry.title, JP_TGKODE="U" if entry.paragraph else "", JP_UOFF=entry.paragraph,
    )  # fmt: skip
    for kind, name in entry.parties:
        sender = "0" if "vsender" in kind else "1"
        element.append(_part("AVSMOT.OJ", AM_NAVN=name, AM_IHTYPE=sender))
    for place, paper in enumerate(entry.papers, start=1):
        link = _part("DOKLINK.OJ", DL_RNR=str(place), DL_TYPE="H" if place == 1 else "V")
        description = _part("DOKBESKRIV.OJ", DB_TITTEL=paper.title)
        description.append(_part("DOKVERSJON.OJ", VE_VARIANT="A", VE_FILREF=paper.file))
        link.append(description)
        element.append(link)
    return element


def _compact(day: date | None) -> str:
    return "" if day is None else f"{day:%Y%m%d}"


@contextmanager
def jsonld(path: Path, archive: str) -> Iterator[Write]:
    """EInnsyn JSON-LD, compacted, with a context; each part is a node of its own, with its ``_SENSITIV``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    context = json.dumps({"@base": _BASE, "arkiv": _ARKIV, "xsd": "http://www.w3.org/2001/XMLSchema#"})
    with path.open("w", encoding="utf-8") as handle:
        handle.write(f'{{"@context": {context},\n"@graph": [\n')
        handle.write(json.dumps({"@id": archive, "@type": "arkiv:Arkiv", "arkiv:systemID": archive}))

        def write(case: Case) -> None:
            for node in _nodes(case, archive):
                handle.write(",\n" + json.dumps(node, ensure_ascii=False))

        yield write
        handle.write("\n]}\n")


def _node(identity: str, kind: str, **terms: Any) -> dict[str, Any]:
    return {"@id": identity, "@type": f"arkiv:{kind}", **{f"arkiv:{k}": v for k, v in terms.items() if v}}


def _typed(kind: str, value: object) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


def _reference(identity: str) -> dict[str, str]:
    return {"@id": identity}


def _titles(title: str) -> dict[str, Any]:
    return {"offentligTittel": title, "offentligTittel_SENSITIV": f"{title} – usladdet"}


def _nodes(case: Case, archive: str) -> Iterator[dict[str, Any]]:
    for entry in case.entries:
        yield from _entry_nodes(case, entry)
    yield _node(
        case.id, "Saksmappe", systemID=case.id, **_titles(case.title), saksaar=_typed("integer", case.year),
        sakssekvensnummer=_typed("integer", case.sequence), saksdato=_typed("date", case.opened),
        administrativEnhet=case.unit, parent=_reference(archive),
    )  # fmt: skip


_KINDS = {
    "I": "inngåendeDokument", "U": "utgåendeDokument", "N": "organinterntDokumentForOppfølging",
    "X": "organinterntDokumentUtenOppfølging", "S": "saksframlegg",
}  # fmt: skip


def _entry_nodes(case: Case, entry: Entry) -> Iterator[dict[str, Any]]:
    parties = [f"{entry.id}-part-{place}" for place, _ in enumerate(entry.parties)]
    shield = f"{entry.id}-skjerming" if entry.paragraph else ""
    yield _node(
        entry.id, "Journalpost", systemID=entry.id, **_titles(entry.title),
        journalaar=_typed("integer", entry.day.year), journalsekvensnummer=_typed("integer", entry.sequence),
        journalpostnummer=_typed("integer", entry.number), journaldato=_typed("date", entry.day),
        journalposttype=_reference(f"arkiv:{_KINDS[entry.type]}"), parent=_reference(case.id),
        dokumentetsDato=_typed("date", entry.letter_day) if entry.letter_day else None,
        korrespondansepart=[_reference(party) for party in parties],
        dokumentbeskrivelse=[_reference(paper.id) for paper in entry.papers],
        skjerming=_reference(shield) if shield else None,
    )  # fmt: skip
    for identity, (kind, name) in zip(parties, entry.parties, strict=True):
        yield _node(
            identity, "Korrespondansepart", korrespondansepartNavn=name, korrespondansepartNavn_SENSITIV=name,
            korrespondanseparttype=_reference(f"arkiv:{kind.lower()}"),
        )  # fmt: skip
    if shield:
        yield _node(
            shield, "Skjerming", tilgangsrestriksjon=_reference("arkiv:unntattOffentlighet"),
            skjermingshjemmel=entry.paragraph,
        )  # fmt: skip
    for place, paper in enumerate(entry.papers, start=1):
        yield from _paper_nodes(paper, place)


def _paper_nodes(paper: Paper, place: int) -> Iterator[dict[str, Any]]:
    file = f"{paper.id}-fil"
    yield _node(
        paper.id, "Dokumentbeskrivelse", systemID=paper.id, tittel=paper.title, tittel_SENSITIV=paper.title,
        dokumentnummer=_typed("integer", place), dokumentobjekt=_reference(file),
        tilknyttetRegistreringSom=_reference("arkiv:hoveddokument" if place == 1 else "arkiv:vedlegg"),
    )  # fmt: skip
    yield _node(file, "Dokumentobjekt", format="PDF", referanseDokumentfil=paper.file)


FORMS = {
    "arkivstruktur": Form(".xml", arkivstruktur),
    "offentligJournal": Form(".xml", offentlig_journal),
    "offjournal": Form(".xml", offjournal),
    "jsonld": Form(".jsonld", jsonld),
}
