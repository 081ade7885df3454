"""Delivered records to the model's cases and entries, with the rules of what may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter

from plugins.importers import values
from plugins.importers.node import Node, fold
from plugins.importers.values import BadValueError
from plugins.model.archive import (
    Dokumentbeskrivelse,
    Journalpost,
    Journalposttype,
    Korrespondansepart,
    Saksmappe,
    Skjerming,
)
from plugins.model.file_words import words_of_file
from plugins.model.names import MASK, find_person_names, is_person, without_persons
from plugins.model.sensitive import has_sensitive

_CASE_NUMBER = re.compile(r"(\d{4}|\d{2})\s*/\s*(\d{1,9})")
_OPEN = frozenset({"ugradert", "offentlig", "aapen", "apen", "ingen", "aapent", "ikkeskjermet", ""})
_MASKED_PARTY = re.compile(
    r"[\W_]*|.*\*\*.*|\W*(?:skjermet|unntatt(?: fra)? offentlig\w*|u\.?\s?off\.?|hemmelig|sladdet)\b.*", re.I
)
_UNKNOWN = "ukjent"
_SETTLED = frozenset({"avskrivningsdato", "avskrivningsmaate"})
_MANY_DIGITS = re.compile(r"\d{6}")
_NUMBERED = {"sak": ("saksaar", "sakssekvensnummer"), "post": ("journalaar", "journalsekvensnummer")}
"""What a record is known by in formats without systemID; the fault is in one of these when it has none."""
_VARIANTS = ("offentligvariant", "dokumenthvordelerskjermet", "arkivformat", "")


def case(node: Node, arkiv: str) -> Saksmappe:
    """The case of a ``saksmappe``. Raises BadValueError when its number, id or public title is missing."""
    if match := _CASE_NUMBER.fullmatch(node.get("mappeid")):
        node.values.setdefault("saksaar", match[1])
        node.values.setdefault("sakssekvensnummer", match[2])
    return Saksmappe(
        arkiv=arkiv,
        system_id=system_id(node),
        saksaar=values.year(node, "saksaar", "saksaar"),
        sakssekvensnummer=values.number(node, "sakssekvensnummer", "sakssekvensnummer"),
        tittel=public_title(node),
        saksdato=values.day(node, "saksdato", "saksdato"),
        administrativ_enhet=unit_of(node.get("administrativenhet")),
        saksansvarlig=known(node, "saksansvarlig"),
        saksstatus=values.words(node.get("saksstatus")),
        klasse=_class(node),
    )


def _class(node: Node) -> str:
    """What a case is filed under. Some archives file under persons, or what is the matter with them."""
    for found in node.all("klasse"):
        text = f"{found.get('klasseid')} {found.get('tittel')}".strip()
        if not (_MANY_DIGITS.search(text) or has_sensitive(text) or find_person_names(text)):
            return text
    return ""


def entry(node: Node, arkiv: str, case_id: str) -> Journalpost:
    """The entry of a ``journalpost``. Raises BadValueError for the first thing in it that cannot stand."""
    entry_id = system_id(node)
    if not case_id:
        raise BadValueError(
            "saksmappe", "", "posten ligger ikke i en saksmappe", "lever posten i saken den hører til"
        )
    kind = values.entry_type(node)
    shield = shielding(node)
    title = public_title(node)
    parts = _parts(node, kind)
    papers = documents(node, title, shielded=shield is not None)
    settled, how = _settled(node)
    return Journalpost(
        arkiv=arkiv,
        system_id=entry_id,
        saksmappe_id=case_id,
        journalaar=values.year(node, "journalaar", "journalaar"),
        journalsekvensnummer=values.number(node, "journalsekvensnummer", "journalsekvensnummer"),
        journalpostnummer=values.number(node, "journalpostnummer", "journalpostnummer"),
        type=kind,
        tittel=title,
        journaldato=values.day(node, "journaldato", "journaldato"),
        dokumentets_dato=values.day(node, "dokumentetsdato", "dokumentetsDato"),
        parter=parts,
        skjerming=shield,
        dokumenter=papers,
        administrativ_enhet=unit_of(node.get("administrativenhet")),
        navn=_names(node, title, papers, parts),
        avskrevet=settled,
        avskrivningsmaate=how,
    )


def _settled(node: Node) -> tuple[date | None, str]:
    """When and how an entry was dealt with: said of it, of one of its parties, or in a part of its own."""
    for part in settling(node):
        day, how = values.day(part, "avskrivningsdato", "avskrivningsdato"), values.settled(part)
        if day or how:
            return day, "" if find_person_names(how) else how
    return None, ""


def settling(node: Node) -> list[Node]:
    """The parts of an entry that may say how it was dealt with, those that count most first."""
    around = [node, *node.all("korrespondansepart")]
    parts = (*around, *(settled for one in around for settled in one.all("avskrivning")))
    return [part for part in parts if not part.values.keys().isdisjoint(_SETTLED)]


def system_id(node: Node) -> str:
    """The record's ``systemID``, which nothing can do without."""
    text = node.get("systemid")
    if not text:
        for field in _NUMBERED.get(node.values.get("_nummerert", ""), ()):
            (values.year if field.endswith("aar") else values.number)(node, field, field)
        raise BadValueError("systemID", "", "mangler", "lever posten med systemID")
    return text


def known(node: Node, name: str) -> str:
    """A value where archives write «Ukjent» for none."""
    return unless_unknown(node.get(name))


def unless_unknown(text: str) -> str:
    """A value, unless it is «Ukjent»."""
    return "" if text.casefold() == _UNKNOWN else text


def unit_of(text: str) -> str:
    """The name of a unit. Some archives have put a person there, who is none."""
    named = without_persons(unless_unknown(text))
    return "" if named == MASK else named


def shielding(node: Node) -> Skjerming | None:
    """Restriction and paragraph of a record; None when it is open."""
    for shield in node.all("skjerming"):
        restriction = shield.get("tilgangsrestriksjon")
        if fold(restriction) not in _OPEN or (not restriction and shield.get("skjermingshjemmel")):
            return Skjerming(
                tilgangsrestriksjon=values.words(restriction) or "Unntatt offentlighet",
                skjermingshjemmel=without_persons(shield.get("skjermingshjemmel")),
            )
    return None


def public_title(node: Node) -> str:
    """``offentligTittel``; the title itself only when nothing is shielded. Raises BadValueError otherwise."""
    title = node.get("offentligtittel")
    if title:
        return title
    if shielding(node) is not None:
        raise BadValueError(
            "offentligTittel", "", "mangler, og posten er skjermet", "skriv en offentlig tittel i arkivet"
        )
    title = node.get("tittel")
    if not title:
        raise BadValueError("offentligTittel", "", "mangler", "skriv en tittel i arkivet")
    return title


def hides_parties(node: Node) -> bool:
    """Whether the shielding says that it covers who sent or received."""
    covered = " ".join(fold(s.get("skjermingmetadata")) for s in node.all("skjerming"))
    return any(word in covered for word in ("part", "avsender", "mottaker", "navn"))


def _parts(node: Node, kind: Journalposttype) -> tuple[Korrespondansepart, ...]:
    hidden = hides_parties(node)
    unit = unit_of(node.get("administrativenhet")).casefold()
    return tuple(_part(part, kind, unit, hidden=hidden) for part in node.all("korrespondansepart"))


def _part(node: Node, entry_kind: Journalposttype, unit: str, *, hidden: bool) -> Korrespondansepart:
    name = node.get("korrespondansepartnavn", "navn")
    kind = values.part_type(node, entry_kind)
    masked = is_masked(name) or node.get("_maskert") or shielding(node) is not None
    if masked or (hidden and not kind.value.startswith("intern")):
        return Korrespondansepart(navn="", type=kind, er_person=True, skjermet=True)
    if name.casefold() in {unit, unit_of(node.get("administrativenhet")).casefold()}:
        return Korrespondansepart(navn=name, type=kind, er_person=False)
    marked = name in node.names or fold(node.kind).endswith("person")
    return Korrespondansepart(navn=name, type=kind, er_person=marked or is_person(name))


@lru_cache(maxsize=1 << 14)
def is_masked(name: str) -> bool:
    """Whether what stands in a party's place only says that it is hidden."""
    return _MASKED_PARTY.fullmatch(name) is not None


def documents(node: Node, title: str, *, shielded: bool) -> tuple[Dokumentbeskrivelse, ...]:
    """The documents of a record, by document number; two may share one, the delivery's order decides then.

    A shielded record's documents keep their titles only where the format has a public one, for a case
    system that masks the entry's title often leaves the document's as it was. Their files are left out.
    """
    found = [
        _document(paper, place, node, title, shielded=shielded or shielding(paper) is not None)
        for place, paper in enumerate(node.all("dokumentbeskrivelse"), start=1)
    ]
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    return tuple(paper for _, paper in found)


def _document(
    node: Node, place: int, owner: Node, title: str, *, shielded: bool
) -> tuple[int, Dokumentbeskrivelse]:
    main = fold(node.get("tilknyttetregistreringsom")) == "hoveddokument"
    file = file_of(node.all("dokumentobjekt"))
    replacement = title if main else f"Vedlegg {place}"
    own = node.get("offentligtittel") or (
        "" if shielded and not node.get("_offentlig") else node.get("tittel")
    )
    document = Dokumentbeskrivelse(
        system_id=node.get("systemid") or f"{owner.get('systemid')}-{place}",
        tittel=own or replacement,
        hoveddokument=main,
        fil="" if shielded or file is None else file.get("referansedokumentfil").replace("\\", "/"),
        format="" if file is None else file.get("format"),
        bytes=0 if file is None else values.number_or_zero(file, "filstoerrelse"),
    )
    return values.number_or_zero(node, "dokumentnummer") or place, document


def file_of(objects: list[Node]) -> Node | None:
    """The version to show: one made for the public before the archive's, before any other."""
    if len(objects) < 2:
        return objects[0] if objects else None
    with_file = [o for o in objects if o.get("referansedokumentfil")] or objects
    return min(with_file, key=lambda o: _rank(fold(o.get("variantformat"))))


def _rank(variant: str) -> int:
    return _VARIANTS.index(variant) if variant in _VARIANTS else len(_VARIANTS)


def _names(
    node: Node, title: str, papers: Iterable[Dokumentbeskrivelse], parts: Iterable[Korrespondansepart]
) -> tuple[str, ...]:
    """Natural persons' names in titles, parties and names of files: from the format's mark-up and by rule."""
    papers = tuple(papers)
    people = [part.navn for part in parts if part.er_person and part.navn]
    marked = [name for part in node.walk() for name in part.names]
    files = [words_of_file(paper.fil) for paper in papers if paper.fil]
    return names_in(dict.fromkeys([title, *[paper.tittel for paper in papers], *files]), people, marked)


def names_in(texts: Iterable[str], people: list[str], marked: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of an entry's own ``people``, and those found in texts, where some may be marked as names."""
    found = dict.fromkeys(people)
    known = [*people, *marked]
    for text in texts:
        if text:
            found |= dict.fromkeys(find_person_names(text, known))
            if marked:
                found |= dict.fromkeys(name for name in marked if name and name in text)
    return tuple(found)
