"""Rows of the tables to and from the model's records. Values are compact JSON where a column is a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from plugins.model.archive import (
    Dokumentbeskrivelse,
    Forslag,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Moetedeltaker,
    Moetedokument,
    Moetemappe,
    Moetesak,
    Parttype,
    Saksmappe,
    Skjerming,
    Stemme,
    Votering,
)
from plugins.model.clock import OSLO

Row = tuple[Any, ...]

_decode = msgspec.json.Decoder().decode
_encoder = msgspec.json.Encoder()
_write, _write_lines = _encoder.encode, _encoder.encode_lines

NO_LIST = "[]"
"""An empty list as it stands in a column."""


def list_text(value: Any) -> str:
    """A list as it stands in a column."""
    return _write(value).decode() if value else NO_LIST


def list_texts(lists: list[Any]) -> list[str]:
    """Many lists as they stand in a column."""
    return _write_lines(lists).decode().split("\n")[:-1]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def case_row(case: Saksmappe) -> Row:
    """A case in the order of ``schema.CASE_COLUMNS``."""
    return (
        case.arkiv, case.system_id, case.saksaar, case.sakssekvensnummer, case.tittel, _iso(case.saksdato),
        case.administrativ_enhet, case.saksansvarlig, case.saksstatus, case.klasse,
    )  # fmt: skip


def case_from(row: Row) -> Saksmappe:
    """The case of a row of ``schema.CASE_COLUMNS``."""
    return Saksmappe(
        arkiv=row[0], system_id=row[1], saksaar=row[2], sakssekvensnummer=row[3], tittel=row[4],
        saksdato=_day(row[5]), administrativ_enhet=row[6], saksansvarlig=row[7], saksstatus=row[8],
        klasse=row[9],
    )  # fmt: skip


def _documents(items: Iterable[Dokumentbeskrivelse]) -> list[Row]:
    return [(d.system_id, d.tittel, d.hoveddokument, d.fil, d.format, d.bytes) for d in items]


def _documents_from(items: list[Row]) -> tuple[Dokumentbeskrivelse, ...]:
    return tuple(
        Dokumentbeskrivelse(
            system_id=d[0], tittel=d[1], hoveddokument=d[2], fil=d[3], format=d[4], bytes=d[5]
        )
        for d in items
    )


def shield_text(shield: Skjerming) -> str:
    """A shield as it stands in a column."""
    return list_text([shield.tilgangsrestriksjon, shield.skjermingshjemmel])


def entry_row(entry: Journalpost) -> Row:
    """An entry in the order of ``schema.ENTRY_COLUMNS``."""
    shield = entry.skjerming
    return (
        entry.arkiv, entry.system_id, entry.saksmappe_id, entry.journalaar, entry.journalsekvensnummer,
        entry.journalpostnummer, entry.type.value, entry.tittel, _iso(entry.journaldato),
        _iso(entry.dokumentets_dato),
        list_text([(p.navn, p.type.value, p.er_person, p.skjermet) for p in entry.parter]),
        "" if shield is None else shield_text(shield),
        list_text(_documents(entry.dokumenter)), entry.administrativ_enhet, list_text(entry.navn),
        _iso(entry.avskrevet), entry.avskrivningsmaate,
    )  # fmt: skip


def entry_from(row: Row) -> Journalpost:
    """The entry of a row of ``schema.ENTRY_COLUMNS``."""
    return Journalpost(
        arkiv=row[0], system_id=row[1], saksmappe_id=row[2], journalaar=row[3], journalsekvensnummer=row[4],
        journalpostnummer=row[5], type=Journalposttype(row[6]), tittel=row[7], journaldato=_day(row[8]),
        dokumentets_dato=_day(row[9]),
        parter=tuple(
            Korrespondansepart(navn=p[0], type=Parttype(p[1]), er_person=p[2], skjermet=p[3])
            for p in _decode(row[10])
        ),
        skjerming=_shield(row[11]),
        dokumenter=_documents_from(_decode(row[12])),
        administrativ_enhet=row[13],
        navn=tuple(_decode(row[14])),
        avskrevet=_day(row[15]),
        avskrivningsmaate=row[16],
    )  # fmt: skip


def names_from(row: Row) -> tuple[date | None, tuple[str, ...]]:
    """The day of an entry and the natural persons named in it, of its journaldato, navn and parter."""
    parties = _decode(row[2]) if "true" in row[2] else ()
    return _day(row[0]), (*_decode(row[1]), *(p[0] for p in parties if p[2] and p[0]))


def _shield(text: str) -> Skjerming | None:
    if not text:
        return None
    restriction, paragraph = _decode(text)
    return Skjerming(tilgangsrestriksjon=restriction, skjermingshjemmel=paragraph)


def meeting_row(meeting: Moetemappe) -> Row:
    """A meeting: archive, systemID, its time as seconds for sorting, and the whole as JSON."""
    when = meeting.moetedato
    content = {
        "utvalg": meeting.utvalg,
        "moetedato": None if when is None else when.isoformat(),
        "tittel": meeting.tittel,
        "moetenummer": meeting.moetenummer,
        "moetested": meeting.moetested,
        "videolink": meeting.videolink,
        "avlyst": meeting.avlyst,
        "saker": [_agenda_item(s) for s in meeting.saker],
        "dokumenter": [(d.system_id, d.type, d.tittel, _documents(d.dokumenter)) for d in meeting.dokumenter],
        "deltakere": [(p.navn, p.funksjon) for p in meeting.deltakere],
    }
    return (meeting.arkiv, meeting.system_id, None if when is None else when.timestamp(), list_text(content))


def appointment(meeting: Moetemappe) -> str:
    """What somebody has in a calendar of a meeting, as one text that differs when any of it does."""
    when = meeting.moetedato
    return list_text(
        [None if when is None else when.timestamp(), meeting.moetested, meeting.utvalg, meeting.avlyst]
    )


def _agenda_item(item: Moetesak) -> dict[str, Any]:
    fields = {name: getattr(item, name) for name in Moetesak.__struct_fields__}
    return fields | {
        "dokumenter": _documents(item.dokumenter),
        "vedtaksdato": _iso(item.vedtaksdato),
        "forslag": [(f.tekst, f.forslagsstiller, f.utfall) for f in item.forslag],
        "voteringer": [(v.stemme.value, v.navn, v.representerer, v.antall) for v in item.voteringer],
    }


def _agenda_item_from(fields: dict[str, Any], cases: dict[str, str]) -> Moetesak:
    read = fields | {
        "dokumenter": _documents_from(fields["dokumenter"]),
        "vedtaksdato": _day(fields["vedtaksdato"]),
        "forslag": tuple(Forslag(tekst=f[0], forslagsstiller=f[1], utfall=f[2]) for f in fields["forslag"]),
        "voteringer": tuple(_votes_from(v) for v in fields["voteringer"]),
        "saksmappe_id": cases.get(fields["system_id"], "") or fields["saksmappe_id"],
    }
    return Moetesak(**read)


def _votes_from(row: Row) -> Votering:
    return Votering(stemme=Stemme(row[0]), navn=row[1], representerer=row[2], antall=row[3])


def meeting_from(row: Row, cases: dict[str, str]) -> Moetemappe:
    """The meeting of (archive, systemID, JSON); ``cases`` gives the case of an agenda item's systemID."""
    content = _decode(row[2])
    when = content.pop("moetedato")
    saker = tuple(_agenda_item_from(s, cases) for s in content.pop("saker"))
    documents = tuple(
        Moetedokument(system_id=d[0], type=d[1], tittel=d[2], dokumenter=_documents_from(d[3]))
        for d in content.pop("dokumenter")
    )
    people = tuple(Moetedeltaker(navn=p[0], funksjon=p[1]) for p in content.pop("deltakere"))
    return Moetemappe(
        arkiv=row[0],
        system_id=row[1],
        moetedato=None if when is None else datetime.fromisoformat(when).astimezone(OSLO),
        saker=saker,
        dokumenter=documents,
        deltakere=people,
        **content,
    )
