"""National identity numbers in one file: what the checks and the build both look for, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from plugins.model.errors import Problem
from plugins.model.identifiers import find_national_ids
from plugins.source.markdown import plain_text

TEXT_FILES = frozenset({".md", ".yaml", ".yml", ".txt", ".csv", ".json", ".html", ".svg"})
_REMEDY = "fjern det; er tallet noe annet, skriv komma mellom tallene eller kontonummer som 1234.56.78903"
_BLOCK_END = re.compile(r"</(?:p|h\d|li|td|th|dt|dd|div|blockquote|caption)>|<br>")
_TAG = re.compile(r"<[^>]+>")


def plain_blocks(html: str, between: str) -> str:
    """The words of sanitised HTML, with ``between`` after each paragraph, cell and item.

    >>> plain_blocks("<p>010190<b>00083</b> &amp; mer</p><p>Ny</p>", between=" | ")
    '01019000083 & mer | Ny | '
    """
    return unescape(_TAG.sub("", _BLOCK_END.sub(between, html)))


def ids_in_name(place: str, folder: str) -> Iterator[Problem]:
    """A file whose name is the number: it must not be printed in a log of the check either."""
    if find_national_ids(place):
        yield Problem(folder, 0, "et filnavn inneholder et fødselsnummer", "gi filen et nytt navn")


def ids_in_file(path: Path) -> Iterator[Problem]:
    """Each number in a file, at its line."""
    return ids_in_text(str(path), path.read_text(encoding="utf-8-sig", errors="replace"))


def ids_in_text(label: str, text: str) -> Iterator[Problem]:
    """Each number in the whole text of a file, at its line."""
    for found in find_national_ids(text):
        yield Problem(label, text.count("\n", 0, found.start) + 1, "fødselsnummer i teksten", _REMEDY)


def hides_ids(body: str, html: str) -> bool:
    """Whether a reader sees a number in ``html`` that does not stand so in the ``body`` it was made of."""
    seen = plain_text(html).replace("\n", " | ")  # numbers in two items are two numbers
    return bool(find_national_ids(seen)) and not find_national_ids(body)


def hidden_id(label: str, line: int) -> Problem:
    """What is said of a text that ``hides_ids``, at its first line."""
    return Problem(label, line, "fødselsnummer i teksten slik leseren ser den", _REMEDY)
