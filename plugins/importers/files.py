"""A file told by its content: whether it is a delivery, which format, and which encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from plugins.importers import noark5
from plugins.importers.delivery import RefusedError
from plugins.importers.elements import key, local

_CHUNK = 1 << 20
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_WITHDRAWS = re.compile(
    rb"<(?:[\w.-]+:)?(?:trekktilbake|slettemelding)\b|trekke?tilbakegraf|\"[^\"]*slettemelding\""
)
_OF_WITHDRAWALS = (b"tilbake", b"slettemelding")
"""What is in all of it, and soon looked for."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORMATS = "Lever Noark 5 eller Noark 4 (XML) eller eInnsyn JSON-LD."

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip archive begins, and an empty one."""
GZIP_MARK = b"\x1f\x8b"
HEAD = 1 << 16
"""Bytes that tell what a file is."""
_NAME_IN_ZIP = 30
_PACKED_DOCUMENTS = (
    b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"mimetype", b"META-INF/",
)  # fmt: skip
"""The first file in what is packed as zip and is no archive: documents, books, programs."""
_NOT_ELEMENTS = re.compile(rb"<!--.*?-->|<[?!][^<>]*>?|[\s\]>]+", re.DOTALL)
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]*)[\s/>]")
_GRAPH = re.compile(rb"\{\s*[\"}]|\[\s*[{\[\]]")
_JOURNALS = frozenset({"offentligjournal", "offjournal", "loependejournal"})

Format = Literal["xml", "json"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's format, and the encoding that overrules a wrong declaration (None: the declared one)."""

    format: Format
    encoding: str | None


def recognise(path: Path) -> Recognised:
    """Tell a file's format and encoding. Raises RefusedError when it is neither.

    One that declares another set of characters than UTF-8 is read to the end: it may be wrong.
    """
    with path.open("rb") as handle:
        head = handle.read(_CHUNK)
        declared = _other_set(head)
        is_belied = declared != "" and _is_belied(declared, head, handle)
    return Recognised(_format(head), "utf-8" if is_belied else None)


def looks_delivered(head: bytes) -> bool:
    """Whether a file that begins so is for an import: XML with a root that archives use, JSON, or a zip.

    For files whose name says nothing. Papers, pictures, schemas and pages beside a delivery are none.

    >>> looks_delivered(b"<?xml version='1.0'?><arkiv>"), looks_delivered(b"<!DOCTYPE html><html>")
    (True, False)
    """
    if head.startswith(ZIP_MARKS):
        return not head[_NAME_IN_ZIP:].startswith(_PACKED_DOCUMENTS)
    text = _plain(head)
    at = 0
    while between := _NOT_ELEMENTS.match(text, at):
        at = between.end()
    if root := _ELEMENT.match(text, at):
        name = root[1].decode("ascii", "replace")
        return local(name) in noark5.ROOTS or key(name) in noark5.WITHDRAWALS | _JOURNALS
    return _GRAPH.match(text.lstrip()) is not None


def withdraws(path: Path) -> bool:
    """Whether a file looks like a message that withdraws: its first element, or a graph of that kind.

    Only their order rests on it, so that one too many does no harm. A file that cannot be read is none.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(_CHUNK)
    except OSError:
        return False
    plain = head.replace(b"\x00", b"").lower()
    return any(word in plain for word in _OF_WITHDRAWALS) and _WITHDRAWS.search(plain) is not None


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _other_set(head: bytes) -> str:
    """The set of characters that a file declares, if it is another than UTF-8; else empty."""
    declared = _DECLARED.search(head[:300])
    name = declared[1].decode("ascii").lower() if declared else ""
    return "" if name in {"utf-8", "utf8"} else name


def _is_belied(declared: str, head: bytes, rest: BinaryIO) -> bool:
    """Whether a file that declares another set is UTF-8: its letters fit UTF-8, which never is by chance.

    A declaration of UTF-16 that can be read as ASCII is wrong by that alone.
    """
    utf8, plain, chunk = codecs.getincrementaldecoder("utf-8")(), True, head
    while chunk:
        if not _decodes(utf8, chunk):
            return False
        plain = plain and chunk.isascii()
        chunk = rest.read(_CHUNK)
    return not plain or declared.startswith(("utf-16", "utf-32", "ucs"))


def _format(head: bytes) -> Format:
    if not head:
        raise RefusedError("filen er tom", _FORMATS)
    first = _plain(head).lstrip()[:1]
    if first == b"<":
        return "xml"
    if first in {b"{", b"["}:
        return "json"
    if head.startswith((GZIP_MARK, b"7z\xbc\xaf")):
        raise RefusedError(
            "filen er pakket (gzip to ganger, eller 7z)", "Lever den som zip, eller pakk den ut."
        )
    raise RefusedError("filen er verken XML eller JSON", _FORMATS)


def _plain(head: bytes) -> bytes:
    """The beginning of a text without marks of its encoding, so that ASCII can be read in it."""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"")
