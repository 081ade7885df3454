"""The XML parser's complaints in Norwegian, with their position."""

from __future__ import annotations

from lxml import etree

from plugins.importers.delivery import RefusedError

REMEDY = "Be arkivet lage filen på nytt; ingenting av den er tatt inn."

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
    _CODES.NS_ERR_UNDEFINED_NAMESPACE: "et prefiks er ikke deklarert",
}


def code_of(error: etree.XMLSyntaxError) -> int:
    """The parser's number of an error; 0 when it has none."""
    return int(getattr(error, "code", 0) or 0)


def explain(error: etree.XMLSyntaxError) -> RefusedError:
    """The refusal that says in Norwegian what the parser found, and where."""
    line, column = error.position or (0, 0)
    return refusal(code_of(error), str(error.msg or ""), line or 0, column or 0)


def refusal(code: int, message: str, line: int, column: int) -> RefusedError:
    """The same from the parts of an entry in the parser's log."""
    if "UTF-8" in message:
        code = _CODES.ERR_INVALID_ENCODING
    if "huge" in message.lower():
        cause = "filen har en enkelt tekst på over 10 MB, eller elementer i mer enn 256 nivåer"
    else:
        cause = _CAUSES.get(code, f"filen er ikke velformet XML (libxml2-feil {code})")
    return RefusedError(cause, REMEDY, line=line, column=column)
