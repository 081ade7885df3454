"""A delivery in XML, whichever it is, read as a stream: told by its root element, never by its name.

Nothing is fetched, a file that defines entities is refused, and what is read is let go of before the next is:
memory does not grow with the file. Namespaces are not looked at: archives forget to declare them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn, Protocol
from xml.parsers import expat

from plugins.importers import noark4, noark5, offentlig_journal
from plugins.importers.delivery import Delivered, Meter, RefusedError
from plugins.importers.elements import REMEDY, TOO_LARGE, Assembler, key, local
from plugins.importers.node import Node
from plugins.importers.xml_errors import explained

_CHUNK = 1 << 16
_LONGEST_TAG = 10_000_000
_ACCEPTED = (
    "Lever Noark 5 (arkivstruktur eller offentligJournal), Noark 4 (OFFJOURNAL) eller eInnsyn JSON-LD."
)


class Reader(Protocol):
    """What reads one kind of delivery. ``watched`` and ``kept`` are what the assembler asks for."""

    watched: frozenset[str]
    kept: frozenset[str]

    def begin(self, name: str, node: Node) -> None:
        """An element that is watched begins; what stands in it comes into ``node``."""
        ...

    def end(self, name: str, node: Node) -> Iterator[Delivered]:
        """It has ended; yields the records that became whole by it."""
        ...


def delivered(path: Path, encoding: str | None, meter: Meter) -> Iterator[Delivered]:
    """The records of a delivery in the order they end, entries before their case.

    ``meter`` is told how far the parser has come. ``encoding`` overrules a declaration that is wrong. Raises
    RefusedError when the file is not well formed, has a document type that defines anything (and so may have
    entities), or is another kind of XML.
    """
    with path.open("rb") as handle:
        meter.follow(handle)
        try:
            yield from _Stream(encoding).read(handle)
        except expat.ExpatError as error:
            raise explained(path, encoding, error) from error


class _Stream:
    """The parser, what it tells of its elements to, and the records that are whole."""

    def __init__(self, encoding: str | None) -> None:
        self._whole: list[Delivered] = []
        self._parser = parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartElementHandler = self._begin
        parser.EntityDeclHandler = parser.ElementDeclHandler = _refuse_document_type
        parser.SkippedEntityHandler = self._refuse_entity
        self._assembler: Assembler | None = None

    def read(self, handle: BinaryIO) -> Iterator[Delivered]:
        """The records, as far as the file has been read. Raises ExpatError and RefusedError."""
        fed, more = 0, True
        while more:
            chunk = handle.read(_CHUNK)
            more, fed = bool(chunk), fed + len(chunk)
            self._feed(chunk, is_last=not more)
            self._check_size(fed)
            yield from self._whole
            self._whole.clear()

    def _feed(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except (LookupError, ValueError) as error:
            if self._assembler is not None:
                raise
            # Before the first element, it can only be what the file declares.
            said = "filen oppgir et tegnsett som ikke finnes"
            raise RefusedError(said, REMEDY, line=1, column=1) from error

    def _check_size(self, fed: int) -> None:
        if fed - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG:
            raise RefusedError(TOO_LARGE, REMEDY)
        if self._assembler is not None:
            self._assembler.check_size()

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        """The root element: from here on its own reader hears of what comes."""
        reader = _reader_for(tag)
        whole = self._whole
        assembler = Assembler(
            reader.watched, reader.kept, reader.begin, lambda name, node: whole.extend(reader.end(name, node))
        )
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler = assembler.start, assembler.end
        parser.CharacterDataHandler = assembler.texts.append
        self._assembler = assembler
        assembler.start(tag, attributes)

    def _refuse_entity(self, name: str, is_parameter: bool) -> None:
        """One that an outside document type may define, which is never fetched."""
        if not is_parameter:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            raise RefusedError(
                "filen bruker en entitet som ikke er definert", REMEDY, line=line, column=column
            )


def _reader_for(tag: str) -> Reader:
    """The reader of a kind of delivery. Raises RefusedError for any other XML, by its name."""
    name = local(tag)
    if name in noark5.ROOTS or key(tag) in noark5.WITHDRAWALS:
        return noark5.Reader()
    if key(tag) == "offentligjournal":
        return offentlig_journal.Reader()
    if key(tag) == "offjournal":
        return noark4.Reader()
    if key(tag) == "loependejournal":
        raise RefusedError(
            "filen er en løpende journal (Noark 5), som også har det som ikke er offentlig",
            "Lever offentligJournal i stedet.",
        )
    raise RefusedError(
        f"filen er XML, men ikke en leveranse fra et arkiv (den begynner med <{name[:40]}>)", _ACCEPTED
    )


def _refuse_document_type(*_definition: object) -> NoReturn:
    """Noark 4 names its DTD in a DOCTYPE. That is harmless, for it is never fetched; definitions are not."""
    raise RefusedError(
        "filen har en dokumenttype (DOCTYPE) som definerer noe (entiteter); slikt tas ikke imot",
        REMEDY,
        line=1,
        column=1,
    )
