"""An import as a script of twenty lines would do it: what it costs to read a delivery and keep its entries.

``python -m bench.import_peer <form> <file> <database>`` reads with lxml, or with Python's own JSON, and
writes each entry as one row. There is no gate, no case, no check of any value, and nothing to look an entry
up by but its number in the file: it is the yardstick that tells a slow machine from a slow import.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

_ENTRIES = {
    "arkivstruktur": "{*}registrering", "offentligJournal": "{*}journalpost", "offjournal": "JOURNPOST.OJ",
}  # fmt: skip
"""The element of an entry in each format of XML."""

Fields = list[tuple[str, Any]]


def entries_of(form: str, file: Path) -> Iterator[Fields]:
    """The fields of each entry, with everything in it, in the order of the file."""
    if form in _ENTRIES:
        yield from _in_xml(file, _ENTRIES[form])
    else:
        yield from _in_graph(file)


def _in_xml(file: Path, tag: str) -> Iterator[Fields]:
    for _, entry in etree.iterparse(file, tag=tag):
        yield [(part.tag, part.text) for part in entry.iter()]
        entry.clear()


def _in_graph(file: Path) -> Iterator[Fields]:
    nodes = json.loads(file.read_bytes())["@graph"]
    by_id = {node["@id"]: node for node in nodes}
    for node in nodes:
        if node["@type"].endswith("Journalpost"):
            yield list(_with_parts(node, by_id))


def _with_parts(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        yield name, value
        for part in value if isinstance(value, list) else ():
            yield from by_id.get(part["@id"], {}).items()


def main(form: str, file: str, database: str) -> None:
    """Read the file into a new database."""
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE post (nr INTEGER PRIMARY KEY, felter TEXT NOT NULL)")
    rows = ((json.dumps(fields),) for fields in entries_of(form, Path(file)))
    connection.executemany("INSERT INTO post (felter) VALUES (?)", rows)
    connection.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
