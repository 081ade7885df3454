"""What is wrong with a file that is no XML, in Norwegian and with its position.

The parser that reads says only that something is wrong. Then the file is read once more, by one that
says what.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from xml.parsers import expat

from lxml import etree

from plugins.importers.delivery import RefusedError
from plugins.importers.elements import REMEDY, TOO_LARGE

_CODES = etree.ErrorTypes
_CAUSES = {
    _CODES.ERR_DOCUMENT_EMPTY: "filen inneholder ikke XML",
    _CODES.ERR_DOCUMENT_END: "det står noe etter at dokumentet er slutt",
    _CODES.ERR_TAG_NAME_MISMATCH: "slutten på et element passer ikke med begynnelsen",
    _CODES.ERR_TAG_NOT_FINISHED: "filen slutter midt i et element; den er avkortet",
    _CODES.ERR_RESERVED_XML_NAME: "det står noe foran «<?xml», som skal være det første i filen",
    _CODES.ERR_GT_REQUIRED: "et element er ikke lukket med «>»",
    _CODES.ERR_LT_REQUIRED: "det mangler en «<»",
    _CODES.ERR_LT_IN_ATTRIBUTE: "tegnet «<» står i en attributt; det skal skrives &lt;",
    _CODES.ERR_INVALID_CHAR: "et tegn er ikke lov i XML",
    _CODES.ERR_INVALID_ENCODING: "tegnene passer ikke med tegnsettet som filen oppgir",
    _CODES.ERR_UNSUPPORTED_ENCODING: "filen oppgir et tegnsett som ikke finnes",
    _CODES.ERR_UNDECLARED_ENTITY: "filen bruker en entitet som ikke er definert",
    _CODES.WAR_UNDECLARED_ENTITY: "filen bruker en entitet som ikke er definert",
    _CODES.ERR_ENTITYREF_SEMICOL_MISSING: "tegnet «&» skal skrives &amp;",
    _CODES.ERR_NAME_REQUIRED: "et navn mangler etter «<» eller «&» (tegnet «&» skal skrives &amp;)",
    _CODES.ERR_ENTITY_LOOP: "filen definerer entiteter som vokser uten grense",
    _CODES.ERR_ATTRIBUTE_REDEFINED: "en attributt står to ganger i samme element",
}


_CHUNK = 1 << 16
_PARSER: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False,
}  # fmt: skip


class _Nothing:
    """What the second parser tells of elements to: only its complaints are of interest."""

    def close(self) -> None: ...


def explained(path: Path, encoding: str | None, error: expat.ExpatError) -> RefusedError:
    """The refusal that says what is wrong, and where; ``error`` is what the first parser knew of it."""
    parser = etree.XMLParser(target=cast("Any", _Nothing()), encoding=encoding, **_PARSER)
    try:
        with path.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                parser.feed(chunk)
        parser.close()
    except etree.XMLSyntaxError as other:
        return _first_of(parser.feed_error_log) or _refusal(
            int(getattr(other, "code", 0) or 0), str(other.msg or ""), *(other.position or (0, 0))
        )
    return _first_of(parser.feed_error_log) or _refusal(0, "", error.lineno, error.offset + 1)


def _first_of(log: Any) -> RefusedError | None:
    """The first complaint that is one: prefixes that are not declared are read past."""
    for entry in log:
        if entry.type != _CODES.NS_ERR_UNDEFINED_NAMESPACE:
            return _refusal(entry.type, entry.message, entry.line, entry.column)
    return None


def _refusal(code: int, message: str, line: int, column: int) -> RefusedError:
    if "UTF-8" in message:
        code = _CODES.ERR_INVALID_ENCODING
    if "huge" in message.lower():
        cause = TOO_LARGE
    else:
        cause = _CAUSES.get(code, f"filen er ikke velformet XML (libxml2-feil {code})")
    return RefusedError(cause, REMEDY, line=line, column=column)
