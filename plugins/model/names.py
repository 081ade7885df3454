"""Names of natural persons in titles and among parties: found, told from organisations, and masked.

Journal titles are free text, so this is judgement by word lists and shape, and doubt counts as a person.
The names of an entry's own parties are certain and are found in any form. Elected members in office are
not covered by the rule (our policy after offentlegforskrifta § 6); whoever calls decides that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from plugins.model.name_shapes import Span, shaped_like_names
from plugins.model.name_words import LEGAL_FORMS, PARTICLES, TOKEN, is_listed, is_ordinary, is_place, word

MASK = "[navn]"
"""What stands where a name stood."""

_GENITIVE = r"(?:['’]?s|['’])?"
_BETWEEN = re.compile(
    r"[\s\-‐‑]*(?:(?:(?i:" + "|".join(PARTICLES) + r")|[^\W\d_a-zæøå]\.?|[^\W\d_a-zæøå][^\W\d_]*)\s+){0,3}"
)
"""What may stand inside a name between two of its known parts: particles, an initial, a middle name."""

_JOINED_BEFORE = re.compile(r"[\w\[]$|\.")
_APART = " ,.;:)–"
_INITIALS_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?)+$")
_SEGMENTS = re.compile(r"\s+(?:v/|v\.|ved|att\.?|c/o|co/)\s*|\s*[/;]\s*|\s+[–-]\s+", re.IGNORECASE)
_SLASHED_FORM = re.compile(r"\b([AI])/S\b", re.IGNORECASE)
_SOLE_TRADER = re.compile(r"\bENK\b")
_FILE_JOINTS = re.compile(r"[_+.\-‐‑]|(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_HEX = "[0-9a-fA-F]"
_MACHINE_MADE = re.compile(
    rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}(?i:\.[a-z0-9]{{1,5}})?"
)
"""The name of a file that a program has drawn by lot: what looks like a word in it is none."""
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
    text = _nfc(text)
    spans = tuple(_known_spans(text, known))
    return _at(text, (*spans, *shaped_like_names(text))) if spans else _shaped(text)


def find_possible_persons(text: str) -> tuple[str, ...]:
    """Names of persons in a title, also those that a firm, a street or a school is called by: for where the
    doubt costs more than a look.

    >>> find_possible_persons("Tilskudd til Hans Hansen AS")
    ('Hans Hansen',)
    """
    text = _nfc(text)
    return _at(text, shaped_like_names(text, in_firms=True))


@lru_cache(maxsize=1 << 14)
def _shaped(text: str) -> tuple[str, ...]:
    """Most texts name nobody who is known, and the same come again and again."""
    return _at(text, shaped_like_names(text))


def _at(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in _joined(spans)))


@lru_cache(maxsize=256)
def words_of_file(reference: str) -> str:
    """The name of a file as words, to look for persons in.

    >>> words_of_file("https://arkiv.example.no/2026/Klage_Kari-Nordmann%202.pdf")
    'Klage Kari Nordmann 2'
    """
    name = unquote(reference).replace("\\", "/").rstrip("/").rpartition("/")[2]
    if _MACHINE_MADE.fullmatch(name):
        return ""
    return " ".join(_FILE_JOINTS.sub(" ", name.rpartition(".")[0] or name).split())


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
    for start, end in _joined(_known_spans(text, names)):
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


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _names_a_person(name: str) -> bool:
    """Whether the first segment of a party's name is a person's; legal form first, then names, then doubt."""
    tokens = [token.strip() for token in TOKEN.findall(name)]
    if not tokens or _has_legal_form(name, tokens):
        return False
    if shaped_like_names(name):
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


# Known names


def _known_spans(text: str, names: Iterable[str]) -> Iterator[Span]:
    folded = ""
    for name in names:
        folded = folded or text.casefold()
        parts, beginnings = _parts(_nfc(name))
        if not any(beginning in folded for beginning in beginnings):
            continue
        if len(parts) > 1 and (once := _whole_once(text, folded, parts, beginnings)):
            yield once
        else:
            yield from _spans_of(text, parts)


def _whole_once(text: str, folded: str, parts: tuple[str, ...], beginnings: tuple[str, ...]) -> Span | None:
    """Where a name stands just as it is known, and nothing of it anywhere else: the usual case, and quick."""
    start = text.find(" ".join(parts))
    if start < 0 or any(folded.count(beginning) != 1 for beginning in beginnings):
        return None
    end = start + len(" ".join(parts))
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    return None if _JOINED_BEFORE.search(before) or (after and after not in _APART) else (start, end)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name in the order first to last, and how they begin; no initials and particles."""
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    found = [token.rstrip(".") for token in TOKEN.findall(ordered)]
    words = [part for part in found if len(part) > 1 and part.casefold() not in PARTICLES]
    parts = tuple(words or found)
    return parts, tuple(part.casefold().split("-")[0] for part in parts)


@lru_cache(maxsize=4096)
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """The whole name in any case, or any of its parts."""
    forms = []
    if len(parts) > 1:
        forms += [r"[\s\-‐‑]+".join(map(_loose, parts)), rf"{_loose(parts[-1])},\s*{_loose(parts[0])}"]
    forms = [f"(?i:{form})" for form in forms]
    for part in parts:
        key = part.casefold()
        if len(parts) > 1 and (is_place(key) or _is_no_ones(part)):
            continue
        capitals = f"(?:{_loose(part[:1].upper() + part[1:])}|{_loose(part.upper())})"
        forms.append(capitals if is_ordinary(key) else f"(?i:{_loose(part)})")
    return re.compile(rf"(?<![\w\[])({'|'.join(forms) or '(?!)'})(?={_GENITIVE}(?!\w))")


def _is_no_ones(part: str) -> bool:
    """Whether a part of what a party is called is no name: «Byggmester Bob AS v/ Kari Nordmann»."""
    found = word(part)
    return (found.organisation or found.stop) and not (found.first or found.surname)


def _loose(part: str) -> str:
    """A part whose hyphens may be any hyphen, a space or nothing."""
    return r"[\s\-‐‑]?".join(re.escape(piece) for piece in re.split(r"[-‐‑]", part))


def _spans_of(text: str, parts: tuple[str, ...]) -> Iterator[Span]:
    """Matches of one name; neighbours with an initial, a particle or a middle name between are one."""
    spans: list[Span] = []
    for match in _pattern(parts).finditer(text):
        start, end = match.span(1)
        if spans and _BETWEEN.fullmatch(text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            initials = _INITIALS_BEFORE.search(text, 0, start)
            spans.append((initials.start() if initials else start, end))
    return iter(spans)
