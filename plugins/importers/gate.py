"""The gate: what may go further of a delivered record, and what is told of what may not.

A record with a fødselsnummer or its kin, or a bank account, anywhere in it is held back, and nothing of the
number is told. E-mail and telephone of private persons are masked before anything is made of the record. A
word of a special category beside a person's name is held for a human to judge. Sources of the rules:
offentlegforskrifta § 7 (never on the internet) and GDPR art. 9 and 10, read as policy for the whole store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plugins.importers.node import Node
from plugins.importers.values import BadValueError
from plugins.model.bank_accounts import find_accounts
from plugins.model.contacts import mask_contacts, mask_emails
from plugins.model.identifiers import IdentifierKind, find_national_ids, scrub
from plugins.model.sensitive import find_sensitive, fingerprint

REASON = "inneholder et fødselsnummer eller et tilsvarende nummer"
REASON_ACCOUNT = "inneholder et kontonummer"
REMEDY = "fjern nummeret i arkivet og lever posten på nytt"
REASON_EMAIL = "inneholder en privat e-postadresse"
REASON_SENSITIVE = "har et ord av særlig kategori ({category}) sammen med navnet på en person"
REMEDY_SENSITIVE = "rett posten i arkivet, eller slipp den gjennom når den er vurdert: make slipp POST=<posten>"

# Made by machines from chance or content; some have eleven digits in a row without meaning anything.
_MACHINE_MADE = re.compile(
    r"\s*(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=.*[a-f])[0-9a-f]{32,128})\s*",
    re.I,
)
_DATE_LIKE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[T ][\d:.,+Z-]*)?")
_ELEVEN = re.compile(r"\d(?:\D{0,5}\d){10}")
_CONTACT = re.compile(r"[@＠]|\d(?:[\D]{0,3}\d){7}")
_SERIAL = re.compile(
    r"systemid|mappeid|arkiv\w*id|.*dato|.*aar|.*sekvensnummer|journalpostnummer|dokumentnummer|versjonsnummer"
    r"|filstoerrelse|sjekksum\w*|.*@.*"
)
"""Fields of numbers and names that machines give: eight digits there are no telephone."""
_REFERENCE = re.compile(r"referanse.*|.*link|.*url")
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_LONGEST_SHOWN = 80


class HeldForHumanError(BadValueError):
    """A record that a human must see before it is published; ``fingerprint`` is what there is to see."""

    def __init__(self, field: str, word: str, category: str, seen: str) -> None:
        super().__init__(field, word, REASON_SENSITIVE.format(category=category), REMEDY_SENSITIVE)
        self.fingerprint = seen


def check(node: Node) -> None:
    """Take a record, with anything under it, through the gate.

    Raises BadValueError when it holds a national identifier or an account number, or a private e-mail address
    where none can be masked. Masks private e-mail and telephone in its texts, in place.
    """
    _refuse_identifiers(node)
    for part in node.walk():
        _mask_contacts(part)


def _refuse_identifiers(node: Node) -> None:
    fields = list(texts(node))
    # One search through it all first: «|» joins no digits, and hardly any record needs the second look.
    whole = "|".join([text for _, text in fields])
    if not (_ELEVEN.search(whole) and (find_national_ids(whole) or find_accounts(whole))):
        return
    for name, text in fields:
        if _MACHINE_MADE.fullmatch(text):
            continue
        if found := find_national_ids(text):
            raise BadValueError(name, f"[{found[0].kind}]", REASON, REMEDY)
        if find_accounts(text, bare=not (_SERIAL.fullmatch(name) or _REFERENCE.fullmatch(name))):
            raise BadValueError(name, f"[{IdentifierKind.KONTONUMMER}]", REASON_ACCOUNT, REMEDY)


def _mask_contacts(part: Node) -> None:
    for name, text in part.values.items():
        if len(text) > 6 and _CONTACT.search(text):
            part.values[name] = _masked(name, text)
    if part.names:
        part.names = [mask_contacts(name) for name in part.names]


def _masked(name: str, text: str) -> str:
    """A value without private contact details; a reference that holds one leads nowhere any more."""
    if _REFERENCE.fullmatch(name) or _ADDRESS.match(text):
        return text if mask_emails(text) == text else ""
    if not _SERIAL.fullmatch(name):
        return mask_contacts(text)
    if mask_emails(text) != text:
        raise BadValueError(name, "[epost]", REASON_EMAIL, "fjern adressen i arkivet og lever posten på nytt")
    return text


def judge(field: str, shown: Iterable[str], names: Iterable[str], units: Iterable[str] = ()) -> None:
    """Raise HeldForHumanError when the texts of a record have a sensitive word and name somebody."""
    shown = tuple(shown)
    if found := find_sensitive(shown, names, units):
        raise HeldForHumanError(field, found.word, found.category, fingerprint(shown))


def may_be_told(system_id: str) -> bool:
    """Whether a systemID can stand in quarantine: it is short, and no identifier itself."""
    harmless = bool(_MACHINE_MADE.fullmatch(system_id)) or not (
        find_national_ids(system_id)
        or find_accounts(system_id, bare=False)
        or mask_emails(system_id) != system_id
    )
    return 0 < len(system_id) <= _LONGEST_SHOWN and harmless


def texts(node: Node) -> Iterator[tuple[str, str]]:
    """Every value of a record and of what lies under it, with the name of its field."""
    for part in node.walk():
        yield from part.values.items()
        yield from (("personnavn", name) for name in part.names)


def shown(text: str) -> str:
    """A value as it may stand in quarantine and in messages: identifiers masked, and short."""
    writable = text[:500].encode("utf-8", "replace").decode()  # names of files may be no UTF-8
    if _DATE_LIKE.fullmatch(writable) and not find_national_ids(writable):
        return writable[:_LONGEST_SHOWN]  # long runs of digits are masked, but «9999-12-31» is no number
    masked = " ".join(scrub(writable).split())
    return masked if len(masked) <= _LONGEST_SHOWN else masked[: _LONGEST_SHOWN - 1] + "…"
