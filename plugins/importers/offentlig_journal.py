"""Noark 5 ``offentligJournal`` 3.1–5.0, streamed: one ``journalregistrering`` at a time.

Each holds the entry and what is public of its case. The case has a number but no systemID: it gets a stable
one from its year and number. The schema has no kind of entry either: the parties tell. The archive is known
by the ``arkivskaperID`` of the ``journalhode``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plugins.importers.delivery import NO_ARCHIVE, Delivered, Role, case_id, creator_key
from plugins.importers.elements import child_text, key, to_node
from plugins.importers.node import Node, fold

WATCHED = ("journalhode", "journalregistrering")
_OUTSIDE = {
    "avsender": "I", "medavsender": "I", "ea": "I", "fra": "I",
    "mottaker": "U", "kopimottaker": "U", "gruppemottaker": "U", "em": "U", "ek": "U", "gm": "U", "til": "U",
}  # fmt: skip
_SHIELDING = ("tilgangsrestriksjon", "skjermingshjemmel", "skjermingmetadata")


class Reader:
    """Takes the parser's events and gives each entry with its case."""

    def __init__(self) -> None:
        self._arkiv = NO_ARCHIVE
        self._count = 0

    def see(self, event: str, element: Any) -> Iterator[Delivered]:
        """Take one event of the parser; yields what became whole by it."""
        if event == "start":
            return
        if key(element.tag) == "journalhode":
            self._arkiv = creator_key(_creator(element))
        elif key(element.tag) == "journalregistrering":
            self._count += 1
            yield from self._registration(element)

    def _registration(self, element: Any) -> Iterator[Delivered]:
        parts = {key(child.tag): child for child in element}
        number = ""
        if (folder := parts.get("saksmappe")) is not None:
            case = to_node(folder, "saksmappe", self._count)
            number = case_id(case.get("saksaar"), case.get("sakssekvensnummer"))
            case.values.setdefault("systemid", number)
            case.values["_nummerert"] = "sak"
            number = case.get("systemid")
            yield Delivered(Role.CASE, case, self._arkiv)
        if (post := parts.get("journalpost")) is not None:
            entry = to_node(post, "journalpost", self._count)
            _gather_shielding(entry)
            entry.values.setdefault("journalposttype", _kind(entry))
            yield Delivered(Role.ENTRY, entry, self._arkiv, number)


def _creator(head: Any) -> str:
    """The id of the first ``arkivskaper``."""
    return next((child_text(c, "arkivskaperid") for c in head if key(c.tag) == "arkivskaper"), "")


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
