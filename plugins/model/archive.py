"""What an archive delivers, named as Noark 5 and eInnsyn name it.

Plain frozen records: a delivery may hold a million of them, and every value is validated once, at the
importer's edge. Titles here are always the public ones (``offentligTittel``); what an archive
marks as sensitive never becomes one of these.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

import msgspec


class Journalposttype(StrEnum):
    """Kind of journal entry, by its one-letter code (Noark 5 ``journalposttype``)."""

    INNGAAENDE = "I"
    UTGAAENDE = "U"
    INTERN_OPPFOELGING = "N"
    INTERN = "X"
    SAKSFRAMLEGG = "S"

    @property
    def label(self) -> str:
        """The words a resident reads.

        >>> Journalposttype.INNGAAENDE.label
        'Inngående'
        """
        return _JOURNALPOSTTYPE_LABELS[self.value]


_JOURNALPOSTTYPE_LABELS = {
    "I": "Inngående",
    "U": "Utgående",
    "N": "Internt, til oppfølging",
    "X": "Internt, uten oppfølging",
    "S": "Saksframlegg",
}


class Parttype(StrEnum):
    """Part that a correspondent plays (``korrespondanseparttype``)."""

    AVSENDER = "avsender"
    MOTTAKER = "mottaker"
    KOPIMOTTAKER = "kopimottaker"
    INTERN_AVSENDER = "intern avsender"
    INTERN_MOTTAKER = "intern mottaker"
    MEDAVSENDER = "medavsender"


class Motestatus(StrEnum):
    """Status of a meeting as a resident reads it."""

    KOMMENDE = "kommende"
    PAAGAAR = "pågår"
    AVHOLDT = "avholdt"
    AVLYST = "avlyst"


class Skjerming(msgspec.Struct, frozen=True, kw_only=True):
    """Access restriction and the paragraph it rests on, as separate fields (Noark 5)."""

    tilgangsrestriksjon: str
    skjermingshjemmel: str


class Korrespondansepart(msgspec.Struct, frozen=True, kw_only=True):
    """A sender or receiver. ``er_person`` is true for natural persons, also when in doubt.

    A shielded party has an empty ``navn`` and ``skjermet`` set: the name never reached us.
    """

    navn: str
    type: Parttype
    er_person: bool
    skjermet: bool = False


class Dokumentbeskrivelse(msgspec.Struct, frozen=True, kw_only=True):
    """A document of an entry or a meeting; ``fil`` is the delivery's reference, empty when none came."""

    system_id: str
    tittel: str
    hoveddokument: bool
    fil: str = ""
    format: str = ""
    bytes: int = 0


class Saksmappe(msgspec.Struct, frozen=True, kw_only=True):
    """A case. Its number may repeat between archives; archive and ``system_id`` never do."""

    arkiv: str
    system_id: str
    saksaar: int
    sakssekvensnummer: int
    tittel: str
    saksdato: date | None = None
    administrativ_enhet: str = ""
    saksansvarlig: str = ""
    saksstatus: str = ""
    klasse: str = ""
    """What the archive files it under, «L12 Reguleringsplaner»; never with a person's name in it."""

    @property
    def saksnummer(self) -> str:
        """The number as the archive writes it on paper.

        >>> Saksmappe(arkiv="a", system_id="b", saksaar=2015, sakssekvensnummer=1234, tittel="").saksnummer
        '2015/1234'
        """
        return f"{self.saksaar}/{self.sakssekvensnummer}"


class Journalpost(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the public journal (arkivforskrifta §§ 14–15).

    ``journaldato`` missing counts as old. ``navn`` lists the natural persons named in ``tittel``, in the
    documents' titles or as parties, in the form they stand there.
    """

    arkiv: str
    system_id: str
    saksmappe_id: str
    journalaar: int
    journalsekvensnummer: int
    journalpostnummer: int
    type: Journalposttype
    tittel: str
    journaldato: date | None
    dokumentets_dato: date | None = None
    parter: tuple[Korrespondansepart, ...] = ()
    skjerming: Skjerming | None = None
    dokumenter: tuple[Dokumentbeskrivelse, ...] = ()
    administrativ_enhet: str = ""
    navn: tuple[str, ...] = ()
    avskrevet: date | None = None
    avskrivningsmaate: str = ""
    """How the entry was dealt with, in words: «Besvart med brev»."""


class Moetedokument(msgspec.Struct, frozen=True, kw_only=True):
    """Summons, minutes or another document of the meeting as a whole."""

    system_id: str
    type: str
    tittel: str
    dokumenter: tuple[Dokumentbeskrivelse, ...] = ()


class Stemme(StrEnum):
    """A vote as it was cast (eInnsyn ``stemme``)."""

    JA = "Ja"
    NEI = "Nei"
    BLANKT = "Blankt"


class Votering(msgspec.Struct, frozen=True, kw_only=True):
    """Votes on a decision (eInnsyn ``Votering``): one member's, or those that a party cast together.

    ``navn`` is whoever voted, in office; ``representerer`` the party or person voted for. One of them may
    be empty, never both.
    """

    stemme: Stemme
    navn: str = ""
    representerer: str = ""
    antall: int = 1


class Forslag(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal put forward on an item; ``forslagsstiller`` is who did, ``utfall`` what came of it."""

    tekst: str
    forslagsstiller: str = ""
    utfall: str = ""


class Moetesak(msgspec.Struct, frozen=True, kw_only=True):
    """An item on a meeting's agenda, in treatment order by ``moetesaksnummer`` when it is delivered.

    ``vedtak`` is eInnsyn's ``vedtakstekst``; ``votering`` the votes in words, where an archive has no others.
    Texts have a line for each paragraph.
    """

    system_id: str
    moetesaksaar: int
    moetesakssekvensnummer: int
    moetesaksnummer: str
    tittel: str
    status: str = ""
    type: str = ""
    saksmappe_id: str = ""
    journalpost_id: str = ""
    innstilling: str = ""
    vedtak: str = ""
    vedtaksdato: date | None = None
    votering: str = ""
    forslag: tuple[Forslag, ...] = ()
    voteringer: tuple[Votering, ...] = ()
    videolink: str = ""
    dokumenter: tuple[Dokumentbeskrivelse, ...] = ()


def treatment_order(item: Moetesak) -> tuple[bool, tuple[int, ...], int, int]:
    """Sort key of an agenda: ``moetesaksnummer`` where delivered, else the running number of the year."""
    numbers = tuple(int(number) for number in re.findall(r"\d{1,9}", item.moetesaksnummer))
    return not numbers, numbers, item.moetesaksaar, item.moetesakssekvensnummer


class Moetedeltaker(msgspec.Struct, frozen=True, kw_only=True):
    """A participant in office; elected members are not covered by the name expiry."""

    navn: str
    funksjon: str = ""


class Moetemappe(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting of an elected body. ``avlyst`` is what the archive says; the rest follows from the clock."""

    arkiv: str
    system_id: str
    utvalg: str
    moetedato: datetime | None
    tittel: str
    moetenummer: str = ""
    moetested: str = ""
    videolink: str = ""
    avlyst: bool = False
    saker: tuple[Moetesak, ...] = ()
    dokumenter: tuple[Moetedokument, ...] = ()
    deltakere: tuple[Moetedeltaker, ...] = ()
