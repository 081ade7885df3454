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
from plugins.importers.cutting import Cut, Cutter
from plugins.importers.delivery import Delivered, Meter, RefusedError
from plugins.importers.elements import REMEDY, TOO_LARGE, Assembler, key, local
from plugins.importers.node import Node
from plugins.importers.shapes import TARGET, Shapes
from plugins.importers.unread import Part, Texts, read
from plugins.importers.xml_errors import explained

_CHUNK = 1 << 18
_LONGEST_TAG = 10_000_000
_ACCEPTED = (
    "Lever Noark 5 (arkivstruktur eller offentligJournal), Noark 4 (OFFJOURNAL) eller eInnsyn JSON-LD."
)


class Reader(Protocol):
    """What reads one kind of delivery. ``watched`` and ``kept`` are what the assembler asks for."""

    watched: frozenset[str]
    kept: frozenset[str]
    record: str
    """The one of the watched that may be taken whole: it has no other in it, as a rule."""
    frame: str
    """The one of them around it, if there is any."""

    def begin(self, name: str, node: Node) -> None:
        """An element that is watched begins; what stands in it comes into ``node``."""
        ...

    def end(self, name: str, node: Node) -> Iterator[Delivered]:
        """It has ended; yields the records that became whole by it."""
        ...

    def take(self, part: Part, texts: Texts) -> Iterator[Delivered]:
        """One that may be taken whole stands here: ``begin`` and ``end`` in one, with all that is in it."""
        ...


def delivered(path: Path, encoding: str | None, meter: Meter) -> Iterator[Delivered]:
    """The records of a delivery in the order they end, entries before their case.

    ``meter`` is told how far the parser has come. ``encoding`` overrules a declaration that is wrong. Raises
    RefusedError when the file is not well formed, has a document type that defines anything (and so may have
    entities), or is another kind of XML.
    """
    stream = _Stream(encoding)
    with path.open("rb") as handle:
        meter.follow(handle)
        try:
            yield from stream.read(handle)
        except expat.ExpatError as error:
            raise explained(path, encoding, error) from error
        except RefusedError:
            if not stream.cutter.has_cut:
                raise
            handle.seek(0)
            for _ in _Stream(encoding, cuts=False).read(handle):
                pass  # to come to the same place with the parser alone, which knows where in the file it is
            raise


class _Stream:
    """The parser, what it tells of its elements to, and the records that are whole."""

    def __init__(self, encoding: str | None, *, cuts: bool = True) -> None:
        self._whole: list[Delivered] = []
        self._encoding, self._cuts, self.cutter = encoding or "utf-8", cuts, Cutter()
        self._parser = parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartElementHandler = self._begin
        if encoding is None:
            parser.XmlDeclHandler = self._declared
        parser.EntityDeclHandler = parser.ElementDeclHandler = _refuse_document_type
        parser.SkippedEntityHandler = self._refuse_entity
        self._assembler: Assembler | None = None

    def read(self, handle: BinaryIO) -> Iterator[Delivered]:
        """The records, as far as the file has been read. Raises ExpatError and RefusedError."""
        fed, more = 0, True
        while more:
            chunk = handle.read(_CHUNK)
            more = bool(chunk)
            if self._cuts:
                chunk = self.cutter.cut(chunk)
            fed += len(chunk)
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
        records = _Records(_reader_for(tag), self.cutter, self._whole, self._encoding)
        self._assembler = assembler = records.assembler
        parser = self._parser
        parser.EndElementHandler, parser.CharacterDataHandler = assembler.end, assembler.texts.append
        parser.ProcessingInstructionHandler = records.sign

        def until_first(tag: str, attributes: dict[str, str]) -> None:
            if records.start_looking(tag, attributes):
                parser.StartElementHandler = assembler.start

        parser.StartElementHandler = until_first
        until_first(tag, attributes)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._encoding = encoding or self._encoding

    def _refuse_entity(self, name: str, is_parameter: bool) -> None:
        """One that an outside document type may define, which is never fetched."""
        if not is_parameter:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            raise RefusedError(
                "filen bruker en entitet som ikke er definert", REMEDY, line=line, column=column
            )


class _Records:
    """The records of one kind of delivery, from the parser's elements and from those that are cut out."""

    def __init__(self, reader: Reader, cutter: Cutter, whole: list[Delivered], encoding: str) -> None:
        self._reader, self._cutter, self._whole, self._encoding = reader, cutter, whole, encoding
        self._frame = ""
        self.assembler = Assembler(
            reader.watched, reader.kept, reader.begin, lambda name, node: whole.extend(reader.end(name, node))
        )

    def start_looking(self, tag: str, attributes: dict[str, str]) -> bool:
        """An element begins; whether it is the first record, which tells how records are written."""
        reader = self._reader
        self.assembler.start(tag, attributes)
        if key(tag) == reader.frame:
            self._frame = tag
        is_record = key(tag) == reader.record
        if is_record:
            shapes = Shapes(reader.watched, reader.kept)
            self._cutter.look_for(tag, self._frame, self._encoding, shapes)
        return is_record

    def sign(self, target: str, _data: str) -> None:
        """Here stood an element that is cut out."""
        waiting = self._cutter.waiting
        if target == TARGET and waiting:
            cut = waiting.popleft()
            self.assembler.whole(lambda: self._whole.extend(self._taken(cut)))

    def _taken(self, cut: Cut) -> Iterator[Delivered]:
        reader = self._reader
        if cut.inside is None:
            yield from reader.take(cut.part, cut.texts)
            return
        node = read(cut.part, cut.texts)
        reader.begin(reader.frame, node)
        for inner in cut.inside:
            yield from (
                self._taken(inner) if inner.inside is not None else reader.take(inner.part, inner.texts)
            )
        yield from reader.end(reader.frame, node)


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
