"""Noark 5 ``offentligJournal`` 3.1–5.0, streamed: one ``journalregistrering`` at a time.

Each holds the entry and what is public of its case. The case has a number but no systemID: it gets a stable
one from its year and number. The schema has no kind of entry either: the parties tell. The archive is known
by the ``arkivskaperID`` of the ``journalhode``.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Role, case_id, creator_key
from plugins.importers.node import Node, fold
from plugins.importers.unread import Part, Plans, Texts, Unread, read

_OUTSIDE = {
    "avsender": "I", "medavsender": "I", "ea": "I", "fra": "I",
    "mottaker": "U", "kopimottaker": "U", "gruppemottaker": "U", "em": "U", "ek": "U", "gm": "U", "til": "U",
}  # fmt: skip
_SHIELDING = ("tilgangsrestriksjon", "skjermingshjemmel", "skjermingmetadata")


class Reader:
    """Gives each entry with its case."""

    watched = kept = frozenset({"journalhode", "journalregistrering"})
    record, frame = "journalregistrering", ""

    def __init__(self) -> None:
        self._plans = Plans(_entry)
        self._arkiv = NO_ARCHIVE
        self._count = 0
        self._case: dict[str, str] = {}
        self._told: tuple[Part, Texts] | None = None
        self._number = ""

    def begin(self, name: str, node: Node) -> None:
        """Nothing can be said of a registration before it is whole."""

    def end(self, name: str, node: Node) -> Iterator[Delivered]:
        """The head, or a registration, is whole."""
        if name == "journalhode":
            self._arkiv = creator_key(next((c.get("arkivskaperid") for c in node.all("arkivskaper")), ""))
        else:
            self._count += 1
            yield from self._registration(node)

    def take(self, part: Part, texts: Texts) -> Iterator[Delivered]:
        """A registration that is whole at once."""
        self._count += 1
        parts = dict(part.parts)
        if parts.keys() != {"saksmappe", "journalpost"}:
            yield from self._registration(part.node(texts))
            return
        part = parts["saksmappe"][-1]
        told = (part, part.texts(texts))
        if told != self._told or part.parts:  # as a rule it is the case of the registration before
            yield from self._of_case(case := read(part, texts))
            self._told, self._number = told, case.get("systemid")
        entry = Unread(self._plans[parts["journalpost"][-1]], texts, self._count)
        yield Delivered(Role.ENTRY, entry, self._arkiv, self._number)

    def _registration(self, node: Node) -> Iterator[Delivered]:
        number, self._told = "", None
        for case in node.all("saksmappe")[-1:]:
            case.children |= {"klasse": node.all("klasse")[:1]} if node.all("klasse") else {}
            yield from self._of_case(case)
            number = case.get("systemid")
        for entry in node.all("journalpost")[-1:]:
            entry.place = self._count
            yield Delivered(Role.ENTRY, _entry(entry), self._arkiv, number)

    def _of_case(self, case: Node) -> Iterator[Delivered]:
        """The case with its number, unless the registration before told the same of it, as a rule it did."""
        is_known = case.values == self._case and not case.children and not case.names
        self._case = dict(case.values)
        case.kind, case.place = "saksmappe", self._count
        number = case_id(case.get("saksaar"), case.get("sakssekvensnummer"))
        case.values.setdefault("systemid", number)
        case.values["_nummerert"] = "sak"
        if not is_known:
            yield Delivered(Role.CASE, case, self._arkiv)


def _entry(node: Node) -> Node:
    """The entry as other formats have it."""
    node.kind = "journalpost"
    _gather_shielding(node)
    node.values.setdefault("journalposttype", _kind(node))
    return node


def _kind(entry: Node) -> str:
    """The kind of entry, which the schema has no place for, by who sent or received it.

    The first party from outside decides; where all are inside, it is for follow-up when somebody receives it.
    Empty when there are no parties.
    """
    kinds = [fold(part.get("korrespondanseparttype")) for part in entry.all("korrespondansepart")]
    for kind in kinds:
        if kind in _OUTSIDE:
            return _OUTSIDE[kind]
    if not kinds:
        return ""
    return "N" if any("mottaker" in kind or kind in {"im", "ik"} for kind in kinds) else "X"


def _gather_shielding(entry: Node) -> None:
    """Restriction and paragraph stand directly in the entry here; elsewhere they are a part of their own."""
    found = {name: entry.values[name] for name in _SHIELDING if entry.values.get(name)}
    if found:
        entry.children.setdefault("skjerming", []).append(Node("skjerming", entry.place, found))
