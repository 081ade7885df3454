"""A delivery in XML, whichever it is, read as a stream: told by its root element, never by its name.

No entity is resolved, nothing is fetched, and what is read is freed before the next is: memory does not grow
with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from lxml import etree

from plugins.importers import noark4, noark5, offentlig_journal
from plugins.importers.delivery import Delivered, Meter, RefusedError
from plugins.importers.elements import key, local
from plugins.importers.xml_errors import REMEDY, code_of, explain, refusal

_UNDECLARED_PREFIX = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE
_UNDECLARED_ENTITY = etree.ErrorTypes.WAR_UNDECLARED_ENTITY
_WITHDRAWALS = (
    "trekkTilbake",
    "TrekkTilbake",
    "trekktilbake",
    "slettemelding",
    "Slettemelding",
    "sletteMelding",
)
_WATCHED = frozenset(
    {"mappe", "registrering", *_WITHDRAWALS, *offentlig_journal.WATCHED, *noark4.WATCHED}
)  # fmt: skip
_ACCEPTED = (
    "Lever Noark 5 (arkivstruktur eller offentligJournal), Noark 4 (OFFJOURNAL) eller eInnsyn JSON-LD."
)
_PARSER: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class UndeclaredPrefixError(Exception):
    """The file uses a prefix that it does not declare; it can be read with ``tolerant``."""


class _Nameless:
    """What the parser reads, without the file's name: that may be no UTF-8, and then the parser stops."""

    def __init__(self, handle: BinaryIO) -> None:
        self.read = handle.read


class Reader(Protocol):
    """What reads one kind of delivery."""

    def see(self, event: str, element: Any) -> Iterator[Delivered]:
        """Take one event of the parser («start» or «end»); yields what became whole by it."""
        ...


def delivered(
    path: Path, encoding: str | None, meter: Meter, *, tolerant: bool = False
) -> Iterator[Delivered]:
    """The records of a delivery in the order they end, entries before their case.

    ``meter`` is told how far the parser has come. ``encoding`` overrules a declaration that is wrong.
    ``tolerant`` reads past prefixes that are not declared, and past nothing else. Raises RefusedError when
    the file is not well formed, has a document type that defines anything (and so may have entities), or is
    another kind of XML.
    """
    with path.open("rb") as handle:
        meter.follow(handle)
        yield from _delivered(handle, encoding, tolerant=tolerant)


def _delivered(handle: BinaryIO, encoding: str | None, *, tolerant: bool) -> Iterator[Delivered]:
    events = etree.iterparse(
        _Nameless(handle),
        events=("start", "end"),
        tag=None if tolerant else [f"{{*}}{name}" for name in sorted(_WATCHED)],
        encoding=encoding,
        recover=tolerant,
        **_PARSER,
    )
    try:
        yield from _read(events)
    except etree.XMLSyntaxError as error:
        if code_of(error) == _UNDECLARED_PREFIX and not tolerant:
            raise UndeclaredPrefixError from error
        _refuse_other_errors(events.error_log)  # says more than the exception, and where
        raise explain(error) from error
    _refuse_other_errors(events.error_log)
    _reader_for(events.root)
    _refuse_document_type(events.root)


def _read(events: Any) -> Iterator[Delivered]:
    reader: Reader | None = None
    done: Any = None
    for event, element in events:
        if local(element.tag) not in _WATCHED:
            continue
        if reader is None:
            _refuse_document_type(element)
            reader = _reader_for(element.getroottree().getroot())
        yield from reader.see(event, element)
        if event == "end":
            element.clear()
            # It leaves the tree when the next one ends: the parser stands on it.
            if done is not None and (parent := done.getparent()) is not None:
                parent.remove(done)
            done = element


def _reader_for(root: Any) -> Reader:
    """The reader of a kind of delivery. Raises RefusedError for any other XML, by its name."""
    name = "" if root is None else local(root.tag)
    if name in noark5.ROOTS or key(name) in noark5.WITHDRAWALS:
        return noark5.Reader()
    if key(name) == "offentligjournal":
        return offentlig_journal.Reader()
    if key(name) == "offjournal":
        return noark4.Reader()
    if key(name) == "loependejournal":
        raise RefusedError(
            "filen er en løpende journal (Noark 5), som også har det som ikke er offentlig",
            "Lever offentligJournal i stedet.",
        )
    raise RefusedError(
        f"filen er XML, men ikke en leveranse fra et arkiv (den begynner med <{name[:40]}>)", _ACCEPTED
    )


def _refuse_other_errors(log: Any) -> None:
    for entry in log:
        if entry.type == _UNDECLARED_ENTITY or (
            entry.type != _UNDECLARED_PREFIX and entry.level > etree.ErrorLevels.WARNING
        ):
            raise refusal(entry.type, entry.message, entry.line, entry.column)


def _refuse_document_type(element: Any) -> None:
    """Noark 4 names its DTD in a DOCTYPE. That is harmless, for it is never fetched; definitions are not."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and (any(True for _ in dtd.iterentities()) or any(True for _ in dtd.iterelements())):
        raise RefusedError(
            "filen har en dokumenttype (DOCTYPE) som definerer noe (entiteter); slikt tas ikke imot",
            REMEDY,
            line=1,
            column=1,
        )
