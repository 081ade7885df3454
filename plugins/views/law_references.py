"""The paragraphs that an archive's «skjermingshjemmel» names, whatever way it spells them.

«Offl. § 13 jf. fvl. § 13 (1) nr. 1», «off.loven §14 1.ledd», «offentleglova §§ 13 og 14»: written by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

Act = Literal["offl", "fvl", "helse", "barnevern", "sosial", "nav", "skatt", "annen"]
"""The acts that we tell apart; «annen» is any other, and «» in a reference that no act was named for."""

_ACTS: tuple[tuple[Act, str], ...] = (
    ("offl", r"(?:u\.?\s?)?off(?:entl\w*|\.?\s?lov\w*|\.?\s?l)?\.?"),
    ("fvl", r"(?:fvl\w*|f\.\s?v\.\s?l|forvl|forv\.?\s?l(?:ov\w*)?|forvaltnings?l\w*)\.?"),
    ("helse", r"(?:hpl|hlspl|helsepersonell?ov\w*|helsepersonell\s?loven)\.?"),
    ("barnevern", r"(?:bvl|barnevern\w*)\.?"),
    ("sosial", r"(?:sotjl|stjl|sosialtjenestelov\w*)\.?"),
    ("nav", r"(?:nav[\s-]?lov\w*|arbeids- og velferdsforvaltningsloven)\.?"),
    ("skatt", r"(?:sktfvl|skatteforvaltningslov\w*|lignl|ligningslov\w*)\.?"),
)  # fmt: skip
_NAMED = [(act, re.compile(rf"(?<!\w){pattern}(?!\w)")) for act, pattern in _ACTS]
_ANY_ACT = re.compile(r"[\w-]*(?:lov(?:en|a)?|forskrift\w*)\b|(?<!\w)\w{1,7}l\b")

_PARAGRAPH = re.compile(
    r"§+\s*(?P<first>\d+(?:\s?[a-c]\b|-\d+)?)(?P<more>(?:\s*(?:,|og|eller|/)\s*\d+\b(?!\.?\s*ledd))*)"
)
_SUBSECTION = re.compile(r"\((\d)\)|(\d)\.?\s*ledd|\b(f[øy]rste|an(?:net|dre)|tredje|fjerde|femte)\s+ledd")
_ITEM = re.compile(r"\bnr\.?\s*(\d)|\b(\d)\.?\s*(?:punkt|pkt)|\b(?:punkt|pkt)\.?\s*(\d)")
_ORDINALS = {"første": 1, "fyrste": 1, "annet": 2, "andre": 2, "tredje": 3, "fjerde": 4, "femte": 5}


class Reference(NamedTuple):
    """A paragraph of an act, with subsection (ledd) and item (nr.) where they are said, else 0."""

    act: Act | Literal[""]
    paragraph: str
    subsection: int = 0
    item: int = 0


def references(text: str) -> tuple[Reference, ...]:
    """Every paragraph named in ``text``, in its order.

    >>> references("Offl. § 13 jf. fvl. § 13 (1) nr. 2")
    (Reference(act='offl', paragraph='13', subsection=0, item=0), \
Reference(act='fvl', paragraph='13', subsection=1, item=2))
    """
    return tuple(_references(unicodedata.normalize("NFKC", text).casefold()))


def _references(text: str) -> Iterator[Reference]:
    found = list(_PARAGRAPH.finditer(text))
    act: Act | Literal[""] = ""
    begins, ends = [match.start() for match in found], [match.end() for match in found]
    for match, before, until in zip(found, [0, *ends], [*begins[1:], len(text)], strict=False):
        act = _last_act(text[before : match.start()]) or act
        *others, last = (match["first"].replace(" ", ""), *re.findall(r"\d+", match["more"]))
        yield from (Reference(act, paragraph) for paragraph in others)
        tail = text[match.end() : until]
        yield Reference(act, last, _number(_SUBSECTION, tail), _number(_ITEM, tail))


def _last_act(text: str) -> Act | None:
    """The act that is named last before a «§»; a name that we do not know hides those before it."""
    ends = [
        (match.end(), match.end() - match.start(), act) for act, p in _NAMED for match in p.finditer(text)
    ]
    ends += [(match.end(), 0, "annen") for match in _ANY_ACT.finditer(text)]
    return max(ends, key=lambda found: found[:2])[2] if ends else None


def _number(pattern: re.Pattern[str], tail: str) -> int:
    found = pattern.search(tail)
    said = next((group for group in found.groups() if group), "") if found else ""
    return _ORDINALS.get(said, 0) or (int(said) if said.isdigit() else 0)
