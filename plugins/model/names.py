"""Names of natural persons in titles and among parties: found, told from organisations, and masked.

Journal titles are free text, so this is judgement by word lists and shape, and doubt counts as a person.
The names of an entry's own parties are certain and are found in any form. Elected members in office are
not covered by the rule (our policy after offentlegforskrifta § 6); whoever calls decides that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache, partial

from plugins.model.file_words import read_apart
from plugins.model.known_names import known_spans
from plugins.model.name_shapes import is_nameless, shaped_like_names
from plugins.model.name_words import LEGAL_FORMS, PARTICLES, TOKEN, is_listed, word
from plugins.model.spans import Span, without_overlap

MASK = "[navn]"
"""What stands where a name stood."""

_SEGMENTS = re.compile(r"\s+(?:v/|v\.|ved|att\.?|c/o|co/)\s*|\s*[/;]\s*|\s+[–-]\s+", re.IGNORECASE)
_SLASHED_FORM = re.compile(r"\b([AI])/S\b", re.IGNORECASE)
_SOLE_TRADER = re.compile(r"\bENK\b")
_NO_NAME = re.compile(
    r"\W*(?:skjermet|unntatt|u\.?off|anonym|ukjent|privatperson|diverse|flere|alle|adresseliste|se vedlegg)\b"
    r"|\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def is_person(name: str) -> bool:
    """Whether a party's name is, or holds, the name of a natural person; doubt is a person.

    >>> is_person("Peder Ås"), is_person("Hans Hansen AS"), is_person("Ski idrettslag")
    (True, False, False)
    >>> is_person("Byggmester Bob AS v/ Kari Nordmann")
    True
    """
    if _NO_NAME.match(name):
        return False
    if _SOLE_TRADER.search(name):
        return True
    first, *rest = _SEGMENTS.split(_SLASHED_FORM.sub(r"\1S", _nfc(name)))
    return _names_a_person(first) or any(find_person_names(segment) for segment in rest)


def find_person_names(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of natural persons in a title, as they stand there, in order and each once.

    ``known`` are the names of the entry's person parties: their parts are found alone, in any order and
    case. Otherwise a name is a first name, an initial or an unknown capitalised word followed by more.

    >>> find_person_names("Klage fra Hans Hansen på vedtak i sak 2015/1234")
    ('Hans Hansen',)
    >>> find_person_names("Nordmanns klage på vedtak", known=["Nordmann, Kari"])
    ('Nordmann',)
    >>> find_person_names("Tilskudd til Ski idrettslag, Hans Hansen AS")
    ()
    """
    if not known:
        return _shaped(text)
    text = _nfc(text)
    spans = tuple(known_spans(text, map(_nfc, known)))
    return _at(text, (*spans, *read_apart(text, shaped_like_names))) if spans else _shaped(text)


@lru_cache(maxsize=1 << 12)
def without_persons(text: str) -> str:
    """A text that should name nobody, such as a unit or a paragraph, with the persons masked that it names.

    Two unknown words are none here, for all is written with capitals in such texts.

    >>> without_persons("offl. § 13 jf. Hans Hansen"), without_persons("Offl Fvl"), without_persons("Nav Ski")
    ('offl. § 13 jf. [navn]', 'Offl Fvl', 'Nav Ski')
    """
    found = [name for name in find_person_names(text) if any(word(w).first for w in TOKEN.findall(name))]
    return mask_names(text, found) if found else text


def find_first_names(text: str) -> tuple[str, ...]:
    """Names of persons in a title, also a first name that stands alone: for what is told beside it is nobody
    else's business.

    >>> find_first_names("Bekymringsmelding – Emma (6 år)"), find_first_names("Liv og helse")
    (('Emma',), ())
    """
    text = _nfc(text)
    return _at(text, read_apart(text, partial(shaped_like_names, alone=True)))


def find_possible_persons(text: str) -> tuple[str, ...]:
    """Names of persons in a title, also first names alone and what a firm, a street or a school is called by:
    for where the doubt costs more than a look.

    >>> find_possible_persons("Tilskudd til Hans Hansen AS")
    ('Hans Hansen',)
    """
    text = _nfc(text)
    return _at(text, read_apart(text, partial(shaped_like_names, in_firms=True, alone=True)))


@lru_cache(maxsize=1 << 14)
def _shaped(text: str) -> tuple[str, ...]:
    """Most texts name nobody who is known, and the same come again and again."""
    text = _nfc(text)
    return () if all(map(is_nameless, text.split())) else _at(text, read_apart(text, shaped_like_names))


def _at(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in without_overlap(spans)))


def mask_names(text: str, names: Iterable[str]) -> str:
    """``text`` with each of ``names`` masked: whole or in part, whole words only, whatever the case.

    A part that is also an ordinary word («Bakke») is masked when it stands with a capital letter; a part
    that is a known place («Ski») only together with the rest of the name.

    >>> mask_names("Kari Nordmanns klage – NORDMANN, KARI", ["Kari Nordmann"])
    '[navn]s klage – [navn]'
    """
    text = _nfc(text)
    pieces: list[str] = []
    done = 0
    for start, end in without_overlap(known_spans(text, map(_nfc, names))):
        pieces += [text[done:start], MASK]
        done = end + 1 if text[end : end + 1] in {"'", "’"} else end
        pieces += ["s"] if done > end and text[done : done + 1] != "s" else []
    return "".join([*pieces, text[done:]])


def _nfc(text: str) -> str:
    return (
        text
        if text.isascii() or unicodedata.is_normalized("NFC", text)
        else unicodedata.normalize("NFC", text)
    )


def _names_a_person(name: str) -> bool:
    """Whether the first segment of a party's name is a person's; legal form first, then names, then doubt."""
    tokens = [token.strip() for token in TOKEN.findall(name)]
    if not tokens or _has_legal_form(name, tokens):
        return False
    if any(read_apart(name, shaped_like_names)):
        return True
    words = [word(token) for token in tokens]
    if len(words) == 1:
        abbreviation = name.isupper() and len(tokens[0]) <= 5
        return is_listed(words[0].key) or not (words[0].is_something_else or abbreviation)
    if any(w.is_something_else and w.key not in PARTICLES for w in words):
        return False
    return all(w.capital or w.key in PARTICLES for w in words) or not any(w.capital for w in words)


def _has_legal_form(name: str, tokens: list[str]) -> bool:
    """A legal form counts anywhere, but only first or last in a name all in capitals («MARIA DA SILVA»)."""
    candidates = (tokens[0], tokens[-1]) if name.isupper() else tokens
    return len(tokens) > 1 and any(token in LEGAL_FORMS for token in candidates)
