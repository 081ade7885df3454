"""Small Noark 5 deliveries with what a test says, and what is needed around it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def noark5(*folders: str) -> str:
    """A delivery of some folders."""
    return f"<arkiv {_XSI}><systemID>aaaaaaaa</systemID>{''.join(folders)}</arkiv>"


def case_xml(title: str, entries: str = "", *, system_id: str = "s1", number: int = 1) -> str:
    """A case."""
    return (
        f'<mappe xsi:type="saksmappe">{_tag("systemID", system_id)}{_tag("tittel", title)}{entries}'
        f"<saksaar>2026</saksaar><sakssekvensnummer>{number}</sakssekvensnummer></mappe>"
    )


def entry_xml(
    *,
    system_id: str,
    title: str,
    number: str = "1",
    sender: str = "",
    receiver: str = "",
    document: str = "",
    file: str = "",
    unit: str = "",
    paragraph: str = "",
    shielded_party: str = "",
    day: str = "2026-11-02",
) -> str:
    """An entry; what is empty is left out."""
    parts = _party("Avsender", sender, shielded=bool(shielded_party)) + _party("Intern mottaker", receiver)
    return (
        f'<registrering xsi:type="journalpost">{_tag("systemID", system_id)}{_shield(paragraph)}'
        f"{_document(document or title, file)}{_tag('tittel', title)}{_tag('offentligTittel', title)}"
        f"<journalaar>2026</journalaar>{_tag('journalsekvensnummer', number)}"
        f"{_tag('journalpostnummer', number)}"
        f"<journalposttype>I</journalposttype>{_tag('journaldato', day)}{parts}"
        f"{_tag('administrativEnhet', unit)}</registrering>"
    )


def _document(title: str, file: str) -> str:
    reference = _tag("referanseDokumentfil", file)
    objects = f"<dokumentobjekt>{reference}</dokumentobjekt>" if file else ""
    return f"<dokumentbeskrivelse>{_tag('tittel', title)}{objects}</dokumentbeskrivelse>"


def _party(kind: str, name: str, *, shielded: bool = False) -> str:
    if not name:
        return ""
    shield = _shield("offl. § 13") if shielded else ""
    return (
        f"<korrespondansepart>{shield}{_tag('korrespondanseparttype', kind)}"
        f"{_tag('korrespondansepartNavn', name)}</korrespondansepart>"
    )


def _shield(paragraph: str) -> str:
    if not paragraph:
        return ""
    restriction = _tag("tilgangsrestriksjon", "Unntatt offentlighet")
    return f"<skjerming>{restriction}{_tag('skjermingshjemmel', paragraph)}</skjerming>"


def meeting_xml(
    items: Mapping[str, tuple[str, str]],
    *,
    members: tuple[str, ...] = (),
    when: str = "2026-11-18T18:00:00",
    title: str = "Møte",
    body: str = "Kommunestyret",
    cases: Mapping[str, str] | None = None,
    entries: Mapping[str, str] | None = None,
) -> str:
    """A meeting with agenda items (systemID → title, decision) and members.

    ``cases`` and ``entries`` are what items refer to, by their systemIDs.
    """
    agenda = "".join(
        f'<registrering xsi:type="moetesaksregistrering">{_tag("systemID", system_id)}{_tag("tittel", text)}'
        f"{_tag('vedtakstekst', decision)}{_tag('referanseSaksmappe', (cases or {}).get(system_id, ''))}"
        f"{_tag('referanseTilMoetesak', (entries or {}).get(system_id, ''))}</registrering>"
        for system_id, (text, decision) in items.items()
    )
    people = "".join(f"<moetedeltaker>{_tag('moetedeltakerNavn', name)}</moetedeltaker>" for name in members)
    return (
        f'<mappe xsi:type="moetemappe"><systemID>m1</systemID>{_tag("tittel", title)}{agenda}{people}'
        f"<moetedato>{when}</moetedato>{_tag('utvalg', body)}</mappe>"
    )
