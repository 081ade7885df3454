"""What came of an item on an agenda: recommendation, proposals, decision and votes.

eInnsyn has them as records of their own under the item (``innstilling``, ``vedtak`` with ``votering``).
Noark 5 has no place for them, so case systems put the same names in ``virksomhetsspesifikkeMetadata``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

from plugins.importers import gate, values
from plugins.importers.node import Node, fold, plain
from plugins.importers.values import BadValueError
from plugins.model.archive import Forslag, Stemme, Votering

_STEMMER = {
    "ja": Stemme.JA, "for": Stemme.JA,
    "nei": Stemme.NEI, "mot": Stemme.NEI,
    "blank": Stemme.BLANKT, "blankt": Stemme.BLANKT, "avholdende": Stemme.BLANKT, "avstod": Stemme.BLANKT,
}  # fmt: skip
_TEXT = ("tekstinnhold", "vedtakstekst", "forslagstekst", "tekst")
_WHO = ("moetedeltakernavn", "navn", "tittel")
_MOST_VOTES = 999
# A line that begins anew: after an empty one, or with a number, a letter or a dash before its words. Other
# line breaks are only where some program folded the text.
_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=(?:\d{1,2}|[a-zæøå])[.)]\s|[-–•]\s)")
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^>]*>", re.I)


def decision(node: Node) -> str:
    """The text of the decision; empty when none was delivered."""
    return next((text for part in _places(node) if (text := _text(part, "vedtak", "vedtakstekst"))), "")


def decided(node: Node) -> date | None:
    """The day of the decision. Raises BadValueError when it is there and is no date."""
    said = (
        *((made, "dato") for part in _around(node) for made in part.all("vedtak")),
        *((part, "vedtaksdato") for part in _places(node)),
    )
    return next((values.day(part, name, name) for part, name in said if part.get(name)), None)


def recommendation(node: Node) -> str:
    """What was recommended before the meeting."""
    return next((text for part in _places(node) if (text := _text(part, "innstilling"))), "")


def votes_in_words(node: Node) -> str:
    """The votes as a text; empty where they are delivered one by one."""
    names = ("votering", "voteringstekst", "voteringsresultat")
    return next((text for part in _places(node) if (text := _text(part, *names))), "")


def proposals(node: Node) -> tuple[Forslag, ...]:
    """What was put forward, in the delivery's order."""
    return tuple(found for part in _places(node) for found in _proposals(part))


def votes(node: Node) -> tuple[Votering, ...]:
    """The votes, in the delivery's order. Raises BadValueError for one that is neither yes, no nor blank."""
    return tuple(_vote(vote) for part in _places(node) for vote in part.all("votering") if vote.get("stemme"))


def _around(node: Node) -> tuple[Node, ...]:
    return (node, *node.all("virksomhetsspesifikkemetadata"))


def _places(node: Node) -> Iterator[Node]:
    """Where an archive may have put it: on the item, in metadata of its own, in the decision."""
    for part in _around(node):
        yield from (part, *part.all("vedtak"))


def _text(node: Node, *names: str) -> str:
    for name in names:
        if text := _paragraphs(node.values.get(name, "")):
            return text
        for child in node.all(name):
            if text := next((t for n in _TEXT if (t := _paragraphs(child.values.get(n, "")))), ""):
                return text
    return ""


def _paragraphs(text: str) -> str:
    """A text with a line for each paragraph; «N/A» and its like are none, HTML is read for its words.

    Raises BadValueError when an identifier comes to light under the mark-up.
    """
    if _TAG.search(text):
        text = _without_markup(text)
    found = [line for part in _PARAGRAPH.split(text) if (line := plain(part))]
    said = "\n".join(found)
    return said if Node("", 0, {"tekst": said}).get("tekst") else ""


def _without_markup(text: str) -> str:
    """The words of HTML, through the gate once more: «130972<b>48022» is no number before that."""
    words = Node("", 0, {"tekst": unescape(_TAG.sub("", _BREAK.sub("\n\n", text)))})
    gate.check(words)
    return words.values["tekst"]


def _proposals(part: Node) -> Iterator[Forslag]:
    first, others = part.values.get("forslag", ""), part.values.get("forslag (gjentatt)", "")
    for text in map(_paragraphs, (first, *others.split(" | "))):
        if text:
            yield Forslag(tekst=text)
    for child in part.all("forslag"):
        text = next((t for n in _TEXT if (t := _text(child, n))), "")
        if text:
            by = [_who(child, "forslagsstiller"), _who(child, "fremsattav"), _who(child, "parti")]
            said = ", ".join(dict.fromkeys(name for name in by if name))
            result = values.words(child.get("utfall", "resultat"))
            yield Forslag(tekst=text, forslagsstiller=said, utfall=result)


def _vote(node: Node) -> Votering:
    said = node.get("stemme")
    cast = _STEMMER.get(fold(said.rpartition("/")[2]))
    if cast is None:
        raise BadValueError("stemme", said, "er ikke en stemme", "skriv Ja, Nei eller Blankt")
    name = _who(node, "moetedeltaker") or _who(node, "moetedeltakernavn") or _who(node, "navn")
    party = _who(node, "representerer") or _who(node, "parti")
    if not name and not party:
        raise BadValueError(
            "votering", said, "sier ikke hvem som stemte", "skriv møtedeltakeren eller partiet"
        )
    number = values.number_or_zero(node, "antall") or 1
    if number > _MOST_VOTES:
        raise BadValueError("antall", str(number), "er for mange stemmer", "skriv hvor mange som stemte")
    return Votering(stemme=cast, navn=name, representerer=party, antall=number)


def _who(node: Node, name: str) -> str:
    """A person or a party, named here or in a record of its own; what has digits is an id, and no name."""
    said = node.get(name) or next((n for child in node.all(name) if (n := child.get(*_WHO))), "")
    return "" if any(letter.isdecimal() for letter in said) else said
