"""The gate: what may go further of a delivered record, and what is told of what may not.

A record with a fødselsnummer or its kin, or a bank account, anywhere in it is held back, and nothing of the
number is told. E-mail and telephone of private persons are masked before anything is made of the record.
Each value is judged as people will see it: tidied, and with what an address has coded read.
Source of the rule: offentlegforskrifta § 7 (never on the internet), read as policy for the whole store.
What is judged by a human instead is in ``special_categories``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from plugins.importers.glance import APART, SHORTEST, UUID, UUID_TEXT, are_uuids, decoded, hex_shape, is_clear
from plugins.importers.node import Node, plain
from plugins.importers.unread import GetAny, GetColumns, Plan, Texts, getter, mark
from plugins.importers.values import BadValueError
from plugins.model.bank_accounts import find_accounts
from plugins.model.contacts import mask_contacts, mask_emails
from plugins.model.identifiers import IdentifierKind, find_national_ids, may_hold_emails, scrub
from plugins.model.names import find_first_names
from plugins.model.sensitive import has_sensitive

REASON = "inneholder et fødselsnummer eller et tilsvarende nummer"
REASON_ACCOUNT = "inneholder et kontonummer"
REMEDY = "fjern nummeret i arkivet og lever posten på nytt"
HIDDEN = "[skjult]"
REASON_CONTACT = "er ikke et nummer, men inneholder noe om en person"
REMEDY_CONTACT = "fjern det i arkivet og lever posten på nytt"

# Made by machines from chance or content; some have eleven digits in a row without meaning anything.
_MACHINE_MADE = re.compile(rf"\s*(?:{UUID_TEXT}|(?=.*[a-fA-F])[0-9a-fA-F]{{32,128}})\s*")
_DATE_LIKE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[T ][\d:.,+Z-]*)?")
_SERIAL = re.compile(
    r"systemid|mappeid|registreringsid|saksmappe|arkiv\w*id|.*dato|.*aar|.*sekvensnummer|journalpostnummer|dokumentnummer|versjonsnummer"
    r"|filstoerrelse|sjekksum\w*|.*@.*"
)
"""Fields of numbers and names that machines give: eight digits there are no telephone."""
_REFERENCE = re.compile(r"referanse.*|.*link|.*url")
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_LINES = re.compile(r"\n\s*\n")
_LONGEST_SHOWN = 80
_MOST_NAMES = 4096
_SHORTEST_CONTACT = 6
"""Characters of the shortest e-mail address («a@b.no»); a telephone number is longer."""


def check(node: Node) -> None:
    """Take a record, with anything under it, through the gate.

    Raises BadValueError when it holds a national identifier or an account number, or a private e-mail address
    where none can be masked. Masks private e-mail and telephone in its texts, in place.
    """
    said: list[str] = []
    serials: list[str] = []
    parts = node.walk()
    for part in parts:
        said += map(_read, part.names)
        for name, text in part.values.items():
            if len(text) >= _SHORTEST_CONTACT:
                (said if _IS_TEXT[name] else serials).append(_read(text))
    if is_clear(said, serials):
        return
    seen = [(part, _as_seen(part)) for part in parts]
    for part, values in seen:
        _refuse_identifiers([*values, *_named(part)])
    for part, values in seen:
        _mask_contacts(part, values)


def _as_seen(part: Node) -> list[tuple[str, str]]:
    """The fields of a part that are long enough for anything, as they will be seen."""
    long = [(name, text) for name, text in part.values.items() if len(text) >= _SHORTEST_CONTACT]
    return [(name, _read(text)) for name, text in long]


def _named(part: Node) -> list[tuple[str, str]]:
    return [(_NAME, _read(name)) for name in part.names]


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> str:
    """A value as it is stored, or as a reader of addresses reads it."""
    text = plain(text)
    return plain(decoded(text)) if "%" in text or "\\" in text else text


def parted(part: Node) -> tuple[Texts, Texts]:
    """The texts of a record, or a part of one, that are ``said`` and ``serials`` (see ``is_clear``)."""
    said, serials = by_kind(tuple(part.values))
    texts = tuple(part.values.values())
    return said(texts), serials(texts)


def stands(text: str) -> bool:
    """Whether a tidy text that somebody wrote goes through the gate as it is; False when in doubt.

    >>> stands("Budsjett 2026–2029, sak 2015/1234"), stands("ring 900 12 345")
    (True, False)
    """
    is_coded = "%" in text or "\\" in text
    return (
        not (is_coded or find_national_ids(text) or find_accounts(text)) and _without_contacts(text) == text
    )


class Sieve:
    """Which texts of the records of a plan are ``said`` and which ``serials`` (see ``is_clear``), before they
    are put together.
    """

    def __init__(self, plan: Plan) -> None:
        places = sorted(set(plan.part.all_places()))
        fields: dict[str, set[bool]] = {}
        for name, text in texts(plan.node(tuple(map(mark, range(max(places, default=-1) + 1))))):
            for character in text:
                fields.setdefault(character, set()).add(_IS_TEXT[name])
        serials = [place for place in places if fields.get(mark(place)) == {False}]
        self.said: GetColumns = getter([place for place in places if place not in serials])
        self.serials: GetColumns = getter(serials)


@lru_cache(maxsize=1024)
def check_reference(system_id: str) -> None:
    """Take the id of a record that another refers to through the gate; see ``check``."""
    check(Node("saksmappe", 0, {"saksmappe": system_id}))
    if not is_uuid(system_id) and _is_sensitive(plain(system_id)):
        raise BadValueError("saksmappe", HIDDEN, REASON_CONTACT, REMEDY_CONTACT)


def _refuse_identifiers(values: Iterable[tuple[str, str]]) -> None:
    fields = [field for field in values if len(field[1]) >= SHORTEST and not is_uuid(field[1])]
    whole = APART.join([text for _, text in fields])
    if not (find_national_ids(whole) or find_accounts(whole)):
        return
    for name, text in fields:
        if _MACHINE_MADE.fullmatch(text):
            continue
        if found := find_national_ids(text):
            raise BadValueError(name, f"[{found[0].kind}]", REASON, REMEDY)
        if find_accounts(text, bare=_IS_TEXT[name]):
            raise BadValueError(name, f"[{IdentifierKind.KONTONUMMER}]", REASON_ACCOUNT, REMEDY)


def is_uuid(text: str) -> bool:
    """Whether a text is what every other value of a delivery is: an id that a machine has made."""
    return len(text) == 36 and text[8] == text[23] == "-" and _MACHINE_MADE.fullmatch(text) is not None


def without_uuids(ids: Sequence[str]) -> Sequence[str]:
    """Ids without those that are UUIDs, as all are in most archives."""
    return () if are_uuids(ids) else [text for text in ids if not is_uuid(text)]


def undrawn(column: Sequence[str]) -> Sequence[str]:
    """Those of some texts that must be looked at, when all should be: one is enough of such as are alike but
    for the UUID in each.

    >>> undrawn(["a/0d6c3b9e-53f4-4a5e-8f0b-0c1c1f0e1f00.pdf", "a/bb2db2a5-e2ad-4d0f-9e5a-3c3a1a2f0b11.pdf"])
    ['a/0d6c3b9e-53f4-4a5e-8f0b-0c1c1f0e1f00.pdf']
    """
    first = column[0]
    if len(first) < 36 or (found := UUID.search(first)) is None:
        return column
    lines, count = "\n".join(["", *column, ""]), len(column)
    before, after = f"\n{first[: found.start()]}", f"{first[found.end() :]}\n"
    are_alike = (
        hex_shape(lines) == b"\n" + hex_shape(f"{first}\n") * count
        and lines.count(before, 0, -1) == lines.count(after, 1) == count
    )
    return [first] if are_alike else column


def _mask_contacts(part: Node, values: Iterable[tuple[str, str]]) -> None:
    for name, text in values:
        if _IS_TEXT[name]:
            if (masked := _without_contacts(text)) != text:
                part.values[name] = _in_lines(part.values[name], masked)
        elif (may_hold_emails(text) or " " in text) and (kept := _without_contact(name, text)) != text:
            part.values[name] = kept
    if part.names:
        part.names = [mask_contacts(name) for _, name in _named(part)]


def _in_lines(delivered: str, masked: str) -> str:
    """A masked text with a line for each paragraph that was delivered, when that hides as much."""
    lines = "\n\n".join(map(plain, _LINES.split(delivered)))
    return kept if plain(kept := _without_contacts(lines)) == masked else masked


class _Kinds(dict[str, bool]):
    """Whether a field holds text, and no number or name of a machine's."""

    def __missing__(self, name: str) -> bool:
        found = not (_SERIAL.fullmatch(name) or _REFERENCE.fullmatch(name))
        if len(self) < _MOST_NAMES:
            self[name] = found
        return found


_IS_TEXT = _Kinds()


@lru_cache(maxsize=1024)
def by_kind(names: Texts) -> tuple[GetAny, GetAny]:
    """What gives those of these fields that are ``said``, and ``serials``; records have the same fields."""
    said = [place for place, name in enumerate(names) if _IS_TEXT[name]]
    return getter(said), getter([place for place in range(len(names)) if place not in said])


_NAME = "personnavn"


@lru_cache(maxsize=1 << 14)
def _without_contacts(text: str) -> str:
    """A text masked; an address on the web that holds a private one leads nowhere any more."""
    if _ADDRESS.match(text):
        return text if mask_emails(text) == text else ""
    return mask_contacts(text)


def _without_contact(name: str, text: str) -> str:
    """A reference without one. Raises BadValueError for what the record is known by."""
    if not (_has_contact(text) or _is_sensitive(text)):
        return text
    if _REFERENCE.fullmatch(name):
        return ""
    raise BadValueError(name, HIDDEN, REASON_CONTACT, REMEDY_CONTACT)


def _has_contact(text: str) -> bool:
    """Whether what should be a number or a name of a machine's has a private contact in it.

    Eight digits in a row are a serial number; in groups, as nobody writes such numbers, they are a telephone.
    """
    text = UUID.sub("", text)
    return mask_emails(text) != text or (" " in text.strip() and mask_contacts(text) != text)


def may_be_told(system_id: str) -> bool:
    """Whether a systemID can stand in quarantine: it is short, and no identifier itself."""
    system_id = _read(system_id)
    harmless = bool(_MACHINE_MADE.fullmatch(system_id)) or not (
        find_national_ids(system_id)
        or find_accounts(system_id, bare=False)
        or _has_contact(system_id)
        or _is_sensitive(system_id)
    )
    return 0 < len(system_id) <= _LONGEST_SHOWN and harmless


def _is_sensitive(text: str) -> bool:
    return has_sensitive(text) and bool(find_first_names(text))


def texts(node: Node) -> Iterator[tuple[str, str]]:
    """Every value of a record and of what lies under it, with the name of its field."""
    for part in node.walk():
        yield from part.values.items()
        yield from ((_NAME, name) for name in part.names)


def shown(text: str) -> str:
    """A value as it may stand in quarantine and in messages: identifiers masked, and short."""
    writable = text[:500].encode("utf-8", "replace").decode()  # names of files may be no UTF-8
    read = _read(writable)
    if _is_sensitive(read):
        return HIDDEN
    if _DATE_LIKE.fullmatch(writable) and not find_national_ids(writable):
        return writable[:_LONGEST_SHOWN]  # long runs of digits are masked, but «9999-12-31» is no number
    masked = scrub(read)
    masked = " ".join(writable.split()) if masked == read else masked
    return masked if len(masked) <= _LONGEST_SHOWN else masked[: _LONGEST_SHOWN - 1] + "…"
