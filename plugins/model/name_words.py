"""What a single word may be in a name: the word lists in ``data/``, and the endings that say more.

The lists are plain facts, one kind a file, so that an adviser can mend them without reading code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")

LEGAL_FORMS = frozenset("AS ASA ANS DA SA BA KF IKS HF NUF KS FKF RHF STI SE SF".split())
"""Forms of organisation as Brønnøysundregistrene writes them, after the name. A sole trader is a person."""

CLUB_FORMS = frozenset("IL IF FK BK SK TIL BBL BRL FAU SFO".split())
"""Short words that only clubs, housing cooperatives and schools have in their names."""

PARTICLES = frozenset("van von der den de da di del la le el al bin ibn af av ten ter dos y zu".split()) | {
    "d.y.", "d. y.", "d.e.", "d. e.", "d.",
}  # fmt: skip
"""Small words inside a name, and the younger or the elder of two: «Ole d.y. Hansen»."""

TOKEN = re.compile(r"(?:[^\W\d_]\.[ -]?)+|[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
"""A word, a hyphenated word, or initials with their full stops."""

_SURNAME = re.compile(
    r"...(?:sen|sson|dottir|datter|stad|rud|berg|land|dal|vik|haug|heim|nes|moen|bakk|bakken|seth|gård|gaard"
    r"|lund|holm|strøm|hagen|eng|wicz|owski|ewski|vić|vic|ić|enko|chuk|ova|yan|zadeh|poulos|oğlu|oglu)$"
)
_ORGANISATION = re.compile(
    r"..(?:kommune|kommunen|skole|skolen|skule|barnehage|barnehagen|forening|foreningen|forbund|forbundet"
    r"|lag|laget|klubb|klubben|direktorat|direktoratet|departement|departementet|tilsyn|tilsynet|etaten|verket"
    r"|vesen|vesenet|råd|rådet|utvalg|utvalget|bank|banken|selskap|selskapet|sykehus|sykehuset|avdeling"
    r"|avdelingen|kontor|kontoret|tjeneste|tjenesten|bygg|gruppen|museet|museum|biblioteket|bibliotek|retten"
    r"|nemnd|nemnda|styret|stiftelsen|stiftelse|menighet|sameie|sameiet|entreprenør|prosjektering|senter|senteret"
    r"|sykehjem|klinikk|klinikken|firma|firmaet|korps|partiet|universitetet|arkitekter|eiendom|transport"
    r"|etat|etaten|tinget|revisjonen|misjon|misjonen|armeen|posten|ombudet|ombud|institutt|instituttet|legen|føreren|mannen|sjefen)$"
)
_STREET = re.compile(
    r"..(?:veien|vegen|vei|veg|gata|gaten|gate|svingen|stien|plassen|torget|alleen|allé|banen|hallen|parken"
    r"|tunet|feltet|jordet|kollen|elva|vannet|tjernet|stasjon|tunnelen|brua|linja|linjen|stubben|faret|ringen"
    r"|kroken|løkka|toppen|bygget|huset|området|skogen|ledningen)$"
)
_COMMON = re.compile(
    r"...(?:ing|ning|ringen|ingen|else|elsen|sjon|sjonen|het|skap|plan|planen|avtale|søknad|melding|tillatelse"
    r"|arbeid|arbeider|anlegg|bolig|boliger|tomt|hus|plass|krav|liste|kart|ment|bruk|drift|sone|felt|område"
    r"|rapport|analyse|oppgave|skjema|gebyr|regnskap|sak|saker|stilling|bevilling|attest|møte|tiltak|garasje"
    r"|bygg|brev|svar|tilskudd|støtte|ledning|bru|klage|vedtak|vilkår|forslag|endring|lisens|kontroll)$"
)
_STREET_WORDS = frozenset(
    "vei veg gate gata gaten plass allé alle sti tun terrasse torg minne legat fond hus".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """What one word, as it stands, may be."""

    key: str
    capital: bool
    initial: bool
    first: bool
    surname: bool
    place: bool
    organisation: bool
    street: bool
    stop: bool
    ordinary: bool
    may_be_name: bool
    """A capitalised word that nothing speaks against."""
    may_begin: bool
    """One that a name may begin with: in lower case only what is listed, and is nothing else."""

    @property
    def is_something_else(self) -> bool:
        """An organisation's word, a street, a place or a word of titles."""
        return self.organisation or self.street or self.place or self.stop


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """Look up one word; a genitive «s» is seen through.

    >>> word("Nordmanns").surname, word("Idrettsveien").street, word("Idrettslaget").organisation
    (True, True, True)
    """
    key = text.casefold()
    bare = key[:-1] if key.endswith("s") and len(key) > 3 else key
    parts = re.split(r"[-‐‑]", key)
    first = any(part in _list("fornavn") for part in (*parts, bare))
    surname = any(part in _list("etternavn") for part in (*parts, bare))
    place = key in _list("stedsnavn") or bare in _list("stedsnavn")
    organisation = _is_organisation(text, key) and not (first or key in _list("etternavn"))
    street = key in _STREET_WORDS or (_STREET.search(key) is not None and not (surname or first))
    stop = key in _list("tittelord")
    ordinary = key in _list("navn_som_ord") or stop
    capital = text[0].isupper() or text[0].istitle()
    initial = len(text) <= 4 and text.endswith(".") and text[0].isupper()
    pattern = any(_SURNAME.search(part) for part in (*parts, bare))
    surname = surname or (pattern and not (place or organisation or street or stop))
    stop = stop and not surname
    may_be_name = capital and not (stop or organisation or street)
    return Word(
        key=key,
        capital=capital,
        initial=initial,
        first=first,
        surname=surname,
        place=place,
        organisation=organisation,
        street=street,
        stop=stop,
        ordinary=ordinary,
        may_be_name=may_be_name,
        may_begin=initial
        or ((may_be_name or (first and not organisation)) if capital else (is_listed(key) and not ordinary)),
    )


def is_listed(key: str) -> bool:
    """Whether a word, exactly so, is a first name or a surname in the lists."""
    return key in _list("fornavn") or key in _list("etternavn")


def is_common(key: str) -> bool:
    """Whether a word that opens a title looks like an ordinary noun, by its ending.

    >>> is_common("rehabilitering"), is_common("zbigniew")
    (True, False)
    """
    return _COMMON.search(key) is not None


def is_ordinary(key: str) -> bool:
    """Whether a name is also an ordinary word, so that only its capital letter tells."""
    return key in _list("navn_som_ord") or key in _list("tittelord")


def is_place(key: str) -> bool:
    """Whether a word is a known place."""
    return key in _list("stedsnavn")


def _is_organisation(text: str, key: str) -> bool:
    return (
        text in LEGAL_FORMS
        or text in CLUB_FORMS
        or key in _list("virksomhetsord")
        or _ORGANISATION.search(key) is not None
    )


@cache
def _list(name: str) -> frozenset[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(w.casefold() for line in lines if not line.startswith("#") for w in line.split())
