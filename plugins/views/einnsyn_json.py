"""Journal entries as JSON in eInnsyn's model (its API, «Journalpost»).

eInnsyn gives every object an id of its own. Ours are made of archive and systemID, so that they are always
the same; ``systemId`` is the archive's. Where eInnsyn keeps a text both with and without what is sensitive,
ours are alike: what is sensitive never came here, and expired names are hidden in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from plugins.model.archive import Journalpost, Korrespondansepart
from plugins.views.archive import DocumentLine, EntryView
from plugins.views.archive_reader import ArchiveReader
from plugins.views.entry_csv import Shown
from plugins.views.journal import is_sender

_TYPES = {
    "I": "inngaaende_dokument",
    "U": "utgaaende_dokument",
    "N": "organinternt_dokument_for_oppfoelging",
    "X": "organinternt_dokument_uten_oppfoelging",
    "S": "saksframlegg",
}
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"

Json = dict[str, Any]


def entries_json(entries: Iterable[Shown], reader: ArchiveReader, *, next_: str, previous: str) -> str:
    """A page of a list. ``next_`` and ``previous`` are the addresses of those beside it, or empty."""
    page: Json = {"items": [journalpost(entry, view, reader) for entry, view in entries]}
    beside = {"next": next_, "previous": previous}
    page |= {name: reader.site_url + address for name, address in beside.items() if address}
    return json.dumps(page, ensure_ascii=False, indent=1)


def journalpost(entry: Journalpost, view: EntryView, reader: ArchiveReader) -> Json:
    """One entry. An undated one lacks ``journaldato``, which eInnsyn demands."""
    key = f"{entry.arkiv}/{entry.system_id}"
    dates = {"journaldato": entry.journaldato, "dokumentetsDato": entry.dokumentets_dato}
    made = _thing("Journalpost", "jp", key) | _titled(view.title)
    made |= {
        "systemId": entry.system_id,
        "externalId": reader.site_url + view.permanent,
        "journalaar": entry.journalaar,
        "journalsekvensnummer": entry.journalsekvensnummer,
        "journalpostnummer": entry.journalpostnummer,
        "journalposttype": _TYPES[entry.type.value],
        "korrespondansepart": _parties(entry, view, key),
        "dokumentbeskrivelse": [
            _document(document, f"{key}/dok/{number}", number, reader)
            for number, document in enumerate(view.documents, 1)
        ],
    }
    made |= {name: day.isoformat() for name, day in dates.items() if day}
    made |= {"administrativEnhet": view.unit} if view.unit else {}
    made |= {"skjerming": _shielding(view, key)} if view.restriction else {}
    return made | _case(entry, view, reader)


def _thing(entity: str, prefix: str, key: str) -> Json:
    return {"entity": entity, "id": einnsyn_id(prefix, f"{entity}/{key}"), "deleted": False}


def einnsyn_id(prefix: str, key: str) -> str:
    """An id in eInnsyn's form, always the same for a key: a prefix and a UUID in base 32.

    >>> einnsyn_id("jp", "a/1") == einnsyn_id("jp", "a/1"), len(einnsyn_id("jp", "a/1"))
    (True, 29)
    """
    left = _uuid(key).int
    signs = []
    for _ in range(26):
        left, sign = divmod(left, 32)
        signs.append(_BASE32[sign])
    return f"{prefix}_{''.join(reversed(signs))}"


def _uuid(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ski:{key}")


def _titled(title: str) -> Json:
    return {"offentligTittel": title, "offentligTittelSensitiv": title}


def _parties(entry: Journalpost, view: EntryView, key: str) -> list[Json]:
    """The parties by the names that the page shows, in the archive's order."""
    senders, receivers = iter(view.senders), iter(view.receivers)
    return [
        _party(party, next(senders if is_sender(party) else receivers), f"{key}/part/{number}")
        for number, party in enumerate(entry.parter, 1)
    ]


def _party(party: Korrespondansepart, name: str, key: str) -> Json:
    made = _thing("Korrespondansepart", "kp", key)
    names = {"korrespondansepartNavn": name, "korrespondansepartNavnSensitiv": name}
    return made | names | {"korrespondanseparttype": party.type.value.replace(" ", "_")}


def _document(document: DocumentLine, key: str, number: int, reader: ArchiveReader) -> Json:
    made = _thing("Dokumentbeskrivelse", "db", key) | {
        "tittel": document.title,
        "tittelSensitiv": document.title,
        "dokumentnummer": number,
        "tilknyttetRegistreringSom": "hoveddokument" if document.main else "vedlegg",
    }
    if not document.url:
        return made
    url = document.url if document.url.startswith("http") else reader.site_url + document.url
    file = _thing("Dokumentobjekt", "do", key) | {"referanseDokumentfil": url, "url": url}
    return made | {"dokumentobjekt": [file | ({"format": document.format} if document.format else {})]}


def _shielding(view: EntryView, key: str) -> Json | None:
    if view.restriction is None:
        return None
    said = {"tilgangsrestriksjon": view.restriction.restriction}
    paragraph = {"skjermingshjemmel": view.restriction.paragraph} if view.restriction.paragraph else {}
    return _thing("Skjerming", "skj", key) | said | paragraph


def _case(entry: Journalpost, view: EntryView, reader: ArchiveReader) -> Json:
    """The case of an entry; nothing when it was never delivered."""
    heading = reader.heading(entry.arkiv, entry.saksmappe_id)
    if heading is None:
        return {}
    year, _, sequence = heading.number.partition("/")
    made = _thing("Saksmappe", "sm", f"{heading.arkiv}/{heading.system_id}") | _titled(heading.title)
    made |= {
        "systemId": heading.system_id,
        "externalId": reader.site_url + view.case.url,
        "saksaar": int(year),
        "sakssekvensnummer": int(sequence),
        "saksnummer": heading.number,
        "administrativEnhetObjekt": einnsyn_id("enh", heading.unit),
    }
    made |= {"administrativEnhet": reader.units.title(heading.unit)} if heading.unit else {}
    made |= {"saksdato": heading.dated.isoformat()} if heading.dated else {}
    filed = heading.filed
    made |= {"klasse": _thing("Klasse", "kla", filed) | {"tittel": filed}} if filed else {}
    return {"saksmappe": made}
