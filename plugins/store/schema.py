"""The store's tables, and how its file is opened.

Lists inside an entry (parties, documents, names) are JSON in one column: they are always read with the
entry, so a table of their own would only cost joins. What is looked up has a column and an index.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from plugins.store import changes
from plugins.store.types import StoreError

VERSION = 11
"""``PRAGMA user_version`` of the file. Raise it when a table changes."""

CASE_COLUMNS = (
    "arkiv", "system_id", "saksaar", "sakssekvensnummer", "tittel", "saksdato",
    "administrativ_enhet", "saksansvarlig", "saksstatus", "klasse",
)  # fmt: skip

ENTRY_COLUMNS = (
    "arkiv", "system_id", "saksmappe_id", "journalaar", "journalsekvensnummer", "journalpostnummer", "type",
    "tittel", "journaldato", "dokumentets_dato", "parter", "skjerming", "dokumenter",
    "administrativ_enhet", "navn", "avskrevet", "avskrivningsmaate",
)  # fmt: skip

CASE_TABLE = """
    arkiv TEXT NOT NULL, system_id TEXT NOT NULL,
    saksaar INTEGER NOT NULL, sakssekvensnummer INTEGER NOT NULL,
    tittel TEXT NOT NULL, saksdato TEXT,
    administrativ_enhet TEXT NOT NULL, saksansvarlig TEXT NOT NULL, saksstatus TEXT NOT NULL,
    klasse TEXT NOT NULL DEFAULT '',
    UNIQUE (arkiv, system_id)
"""

ENTRY_TABLE = """
    arkiv TEXT NOT NULL, system_id TEXT NOT NULL, saksmappe_id TEXT NOT NULL,
    journalaar INTEGER NOT NULL, journalsekvensnummer INTEGER NOT NULL, journalpostnummer INTEGER NOT NULL,
    type TEXT NOT NULL, tittel TEXT NOT NULL, journaldato TEXT, dokumentets_dato TEXT,
    parter TEXT NOT NULL, skjerming TEXT NOT NULL, dokumenter TEXT NOT NULL,
    administrativ_enhet TEXT NOT NULL, navn TEXT NOT NULL,
    avskrevet TEXT, avskrivningsmaate TEXT NOT NULL DEFAULT '',
    UNIQUE (arkiv, system_id)
"""

_HEX = "[0-9a-f]"
_UUID = "-".join(_HEX * digits for digits in (8, 4, 4, 4, 12))
UNUSUAL_ID = (
    f"system_id NOT GLOB '{_UUID}' AND (system_id = '' OR system_id GLOB '*[^0-9A-Za-z-]*' "
    "OR system_id GLOB '-*' OR system_id GLOB '*-' OR system_id GLOB '*--*')"
)
"""What tells a systemID that loses something in an address, so that it cannot be found by it. Nearly all are
UUIDs, and to see that costs half of looking for what is unusual.
"""
_CAPITALS = "system_id <> lower(system_id)"


def ids_in_any_case(table: str) -> str:
    """SQL that gives the systemIDs in an archive (?1) that are one (?2) but for capitals, in order."""
    # Named, for SQLite would rather walk through the whole archive in the order that is asked for.
    return (
        f"SELECT system_id FROM {table} WHERE arkiv = ?1 AND system_id = lower(?2) UNION ALL "  # noqa: S608
        f"SELECT system_id FROM {table} INDEXED BY {table}_adresse "
        f"WHERE arkiv = ?1 AND system_id = ?2 COLLATE NOCASE AND {_CAPITALS} ORDER BY system_id"
    )


def index_by_case(table: str, *, schema: str = "main") -> str:
    """SQL that makes the index of entries by their cases."""
    return f"CREATE INDEX {schema}.{table}_sak ON {table} (arkiv, saksmappe_id, journalpostnummer);\n"


_ADDRESSED = ("saksmappe", "journalpost", "moetemappe")


def index_of_unusual(table: str, *, schema: str = "main") -> str:
    """SQL that makes the index of systemIDs that lose something in an address."""
    return f"CREATE INDEX {schema}.{table}_uvanlig ON {table} (arkiv, system_id) WHERE {UNUSUAL_ID};\n"


def index_of_capitals(table: str, *, schema: str = "main") -> str:
    """SQL that makes the index of systemIDs that an address has in small letters."""
    columns = "(arkiv, system_id COLLATE NOCASE)"
    return f"CREATE INDEX {schema}.{table}_adresse ON {table} {columns} WHERE {_CAPITALS};\n"


UNUSUAL_INDEXES = "".join(map(index_of_unusual, _ADDRESSED))
ADDRESS_INDEXES = "".join(map(index_of_capitals, _ADDRESSED))

WITHDRAWN_TABLE = """
-- What the archive has withdrawn. Without an archive it is withdrawn from all of them.
CREATE TABLE trukket (
    system_id TEXT NOT NULL COLLATE NOCASE, arkiv TEXT NOT NULL, tid TEXT NOT NULL,
    PRIMARY KEY (system_id, arkiv)
) WITHOUT ROWID;
"""

NUMBERS_LEFT_OUT = """
-- Running numbers of entries that are withdrawn: they are all that is left of them.
CREATE TABLE trukket_nummer (
    arkiv TEXT NOT NULL, system_id TEXT NOT NULL COLLATE NOCASE,
    journalaar INTEGER NOT NULL, journalsekvensnummer INTEGER NOT NULL,
    PRIMARY KEY (arkiv, system_id)
) WITHOUT ROWID;
CREATE INDEX trukket_nummer_nummer ON trukket_nummer (arkiv, journalaar, journalsekvensnummer);
CREATE INDEX karantene_nummer ON karantene (arkiv, journalaar, journalsekvensnummer)
    WHERE journalsekvensnummer > 0;
"""

_SCHEMA = f"""
CREATE TABLE saksmappe ({CASE_TABLE});
CREATE INDEX saksmappe_nummer ON saksmappe (saksaar, sakssekvensnummer);
CREATE INDEX saksmappe_dato ON saksmappe (saksdato, arkiv, system_id, saksaar, sakssekvensnummer);

CREATE TABLE journalpost (
    {ENTRY_TABLE},
    FOREIGN KEY (arkiv, saksmappe_id) REFERENCES saksmappe (arkiv, system_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX journalpost_dag
    ON journalpost (journaldato, journalaar, journalsekvensnummer, arkiv, system_id, saksmappe_id);
CREATE INDEX journalpost_nummer ON journalpost (arkiv, journalaar, journalsekvensnummer);
{index_by_case("journalpost")}
CREATE TABLE moetemappe (
    arkiv TEXT NOT NULL, system_id TEXT NOT NULL, moetedato REAL, innhold TEXT NOT NULL,
    UNIQUE (arkiv, system_id)
);
CREATE INDEX moetemappe_dato ON moetemappe (moetedato);
CREATE INDEX moetemappe_utvalg ON moetemappe (json_extract(innhold, '$.utvalg'));

-- How often a meeting's time, place or cancellation has changed. It outlives the meeting, so that one that is
-- withdrawn and delivered again never counts backwards in somebody's calendar.
CREATE TABLE moeteversjon (
    arkiv TEXT NOT NULL, system_id TEXT NOT NULL, avtale TEXT NOT NULL,
    sekvens INTEGER NOT NULL, endret TEXT NOT NULL,
    PRIMARY KEY (arkiv, system_id)
) WITHOUT ROWID;

CREATE TABLE moetesak (
    arkiv TEXT NOT NULL, moete_id TEXT NOT NULL, system_id TEXT NOT NULL,
    saksmappe_id TEXT NOT NULL, journalpost_id TEXT NOT NULL,
    PRIMARY KEY (arkiv, moete_id, system_id),
    FOREIGN KEY (arkiv, moete_id) REFERENCES moetemappe (arkiv, system_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX moetesak_sak ON moetesak (arkiv, saksmappe_id);
CREATE INDEX moetesak_journalpost ON moetesak (arkiv, journalpost_id);

CREATE TABLE karantene (
    fil TEXT NOT NULL, post TEXT NOT NULL, felt TEXT NOT NULL, verdi TEXT NOT NULL,
    grunn TEXT NOT NULL, rad TEXT NOT NULL, tid TEXT NOT NULL, arkiv TEXT NOT NULL,
    journalaar INTEGER NOT NULL DEFAULT 0, journalsekvensnummer INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (fil, post, felt, grunn)
) WITHOUT ROWID;
CREATE INDEX karantene_post ON karantene (arkiv, post);

-- Records that a human must see, by what there is to see; «sluppet» is when one was let through, or empty.
CREATE TABLE vurdering (
    arkiv TEXT NOT NULL, post TEXT NOT NULL, avtrykk TEXT NOT NULL, fil TEXT NOT NULL, sluppet TEXT NOT NULL,
    PRIMARY KEY (arkiv, post, avtrykk)
) WITHOUT ROWID;
CREATE INDEX vurdering_post ON vurdering (post);

CREATE TABLE levering (
    sha256 TEXT NOT NULL, regler INTEGER NOT NULL, fil TEXT NOT NULL, tid TEXT NOT NULL,
    PRIMARY KEY (sha256)
) WITHOUT ROWID;

{UNUSUAL_INDEXES}
{ADDRESS_INDEXES}
{WITHDRAWN_TABLE}
{NUMBERS_LEFT_OUT}
{changes.SCHEMA}
"""

_COLUMNS_OF_6 = """
ALTER TABLE saksmappe ADD COLUMN klasse TEXT NOT NULL DEFAULT '';
ALTER TABLE journalpost ADD COLUMN avskrevet TEXT;
ALTER TABLE journalpost ADD COLUMN avskrivningsmaate TEXT NOT NULL DEFAULT '';
"""
_COLUMNS_OF_9 = f"""
ALTER TABLE karantene ADD COLUMN journalaar INTEGER NOT NULL DEFAULT 0;
ALTER TABLE karantene ADD COLUMN journalsekvensnummer INTEGER NOT NULL DEFAULT 0;
{NUMBERS_LEFT_OUT}
"""
_INDEXES_OF_11 = "".join(
    f"DROP INDEX IF EXISTS {table}_{index};\n" for table in _ADDRESSED for index in ("adresse", "uvanlig")
)
_LACKING = {
    4: WITHDRAWN_TABLE, 5: _COLUMNS_OF_6, 6: changes.COLUMN_OF_7, 7: "", 8: _COLUMNS_OF_9, 9: "",
    10: f"{_INDEXES_OF_11}{UNUSUAL_INDEXES}{ADDRESS_INDEXES}",
}  # fmt: skip
"""What tables and indexes each older version lacks that the next has. An import gives a store all of it."""


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open the file, make its tables when it is new, and refuse a file that is not ours.

    Raises StoreError when the file is no SQLite database, or has another version than ``VERSION``.
    A read-only store that is missing is an empty one in memory, so that a site can be built before the
    first delivery.
    """
    try:
        connection = _open(path, read_only=read_only)
        _prepare(connection, path, read_only=read_only)
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: kan ikke åpne lageret ({error}). Flytt filen bort og importer leveransene på nytt."
        ) from error
    return connection


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if read_only and not path.exists():
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if read_only:
        address = f"{path.resolve().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    # Only of a new store. Pages of twice the usual size are half as many to write and to write again.
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -48000")
    # What is withdrawn or masked later must not linger in the file's free pages.
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and tables == 0:
        connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    elif version in _LACKING and not read_only:
        lacking = "".join(_LACKING[each] for each in range(version, VERSION))
        connection.executescript(
            f"BEGIN; {lacking} {changes.TRIGGERS} PRAGMA user_version = {VERSION}; COMMIT;"
        )
    elif version in _LACKING:
        connection.close()
        raise StoreError(f"{path}: lageret er fra en eldre utgave av programmet. Kjør make import én gang.")
    elif version != VERSION:
        connection.close()
        raise StoreError(
            f"{path}: lageret har versjon {version}, programmet bruker versjon {VERSION}. "
            "Flytt filen bort og importer leveransene på nytt."
        )
