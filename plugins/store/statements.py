"""The SQL that brings a delivery in. All values are parameters; only constants are joined."""

from __future__ import annotations

from plugins.store import schema

STAGED = ("innsak", "innpost", "utenfor", "funn", "inmoete", "avvist", "holdt", "folsom", "forteller")

STAGING = (
    "PRAGMA temp.cache_size = -32000",
    # The file has no name and is gone with the process: nothing is safer for being written over in it.
    "PRAGMA temp.secure_delete = OFF",
    f"CREATE TEMP TABLE innsak ({schema.CASE_TABLE})",
    f"CREATE TEMP TABLE innpost ({schema.ENTRY_TABLE})",
    # Of few rows, if any. To look for them is no work at the end, when it holds up all.
    *(
        make(table, schema="temp")
        for table in ("innsak", "innpost")
        for make in (schema.index_of_unusual, schema.index_of_capitals)
    ),
    "CREATE TEMP TABLE utenfor (arkiv TEXT NOT NULL, system_id TEXT NOT NULL, saksmappe_id TEXT NOT NULL, "
    "journalaar INTEGER NOT NULL, journalsekvensnummer INTEGER NOT NULL)",
    "CREATE TEMP TABLE funn (fil TEXT NOT NULL, system_id TEXT NOT NULL, felt TEXT NOT NULL, "
    "verdi TEXT NOT NULL, grunn TEXT NOT NULL, rad TEXT NOT NULL, tid TEXT NOT NULL, arkiv TEXT NOT NULL, "
    "journalaar INTEGER NOT NULL, journalsekvensnummer INTEGER NOT NULL)",
    *(
        f"CREATE TEMP TABLE {name} "
        "(arkiv TEXT NOT NULL, system_id TEXT NOT NULL, PRIMARY KEY (arkiv, system_id)) WITHOUT ROWID"
        for name in ("inmoete", "avvist", "holdt", "forteller")
    ),
    "CREATE TEMP TABLE folsom (arkiv TEXT NOT NULL, system_id TEXT NOT NULL, tittel TEXT NOT NULL, "
    "PRIMARY KEY (arkiv, system_id)) WITHOUT ROWID",
)


def _stage(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT OR IGNORE INTO temp.{table} VALUES ({marks})"  # noqa: S608 - constants only


BY_CASE = schema.index_by_case("innpost", schema="temp")
"""Made when all is staged: what is asked before the entries are moved is asked of their cases, and the store
has the same index.
"""

FINDING_COLUMNS = (
    "fil", "system_id", "felt", "verdi", "grunn", "rad", "tid", "arkiv", "journalaar", "journalsekvensnummer",
)  # fmt: skip

STAGE = {
    "innsak": _stage("innsak", schema.CASE_COLUMNS),
    "innpost": _stage("innpost", schema.ENTRY_COLUMNS),
    "funn": _stage("funn", FINDING_COLUMNS),
}


def _move(staged: str, table: str, columns: tuple[str, ...]) -> str:
    """An upsert that leaves a row alone when nothing in it is new."""
    names = ", ".join(columns)
    content = columns[2:]
    updates = ", ".join(f"{c} = excluded.{c}" for c in content)
    old, new = (", ".join(f"{owner}.{c}" for c in content) for owner in (table, "excluded"))
    # «WHERE true» tells SQLite's parser that ON CONFLICT is no join condition.
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM temp.{staged} WHERE true "  # noqa: S608
        f"ON CONFLICT (arkiv, system_id) DO UPDATE SET {updates} WHERE ({old}) IS NOT ({new})"
    )


MOVE = {
    "saksmappe": _move("innsak", "saksmappe", schema.CASE_COLUMNS),
    "journalpost": _move("innpost", "journalpost", schema.ENTRY_COLUMNS),
}

COPY = {
    "saksmappe": "INSERT INTO saksmappe SELECT * FROM temp.innsak",
    "journalpost": "INSERT INTO journalpost SELECT * FROM temp.innpost",
}
"""The same into an empty table. Written just so, SQLite copies the rows and the indexes as they lie, if the
table has no index that the staged one lacks, no trigger, and no foreign key that is in force.
"""

OF_REFUSED_CASE = """
SELECT p.arkiv, p.system_id, p.saksmappe_id, p.journalaar, p.journalsekvensnummer FROM temp.avvist a
CROSS JOIN temp.innpost p ON p.arkiv = a.arkiv AND p.saksmappe_id = a.system_id
"""
UNSTAGE = "DELETE FROM temp.innpost WHERE (arkiv, system_id) IN (SELECT arkiv, system_id FROM ({}))"
OUTSIDE = """
INSERT INTO temp.utenfor
SELECT p.arkiv, p.system_id, p.saksmappe_id, p.journalaar, p.journalsekvensnummer
FROM (SELECT DISTINCT arkiv, saksmappe_id FROM temp.innpost) c
CROSS JOIN temp.innpost p ON p.arkiv = c.arkiv AND p.saksmappe_id = c.saksmappe_id
WHERE NOT EXISTS (SELECT 1 FROM temp.innsak s WHERE s.arkiv = c.arkiv AND s.system_id = c.saksmappe_id)
"""
"""Entries whose case is not in this delivery; few, as a rule."""
WITHOUT_CASE = """
SELECT p.arkiv, p.system_id, p.saksmappe_id, p.journalaar, p.journalsekvensnummer FROM temp.utenfor p
WHERE NOT EXISTS (SELECT 1 FROM main.saksmappe s WHERE s.arkiv = p.arkiv AND s.system_id = p.saksmappe_id)
"""

MEETING = "SELECT arkiv, system_id, innhold FROM moetemappe WHERE arkiv = ? AND system_id = ?"
PUT_MEETING = """
INSERT INTO moetemappe (arkiv, system_id, moetedato, innhold) VALUES (?, ?, ?, ?)
ON CONFLICT (arkiv, system_id) DO UPDATE SET moetedato = excluded.moetedato, innhold = excluded.innhold
WHERE innhold <> excluded.innhold
"""
COUNT_APPOINTMENT = """
INSERT INTO moeteversjon (arkiv, system_id, avtale, sekvens, endret) VALUES (?, ?, ?, 0, ?)
ON CONFLICT (arkiv, system_id) DO UPDATE
SET avtale = excluded.avtale, sekvens = sekvens + 1, endret = excluded.endret
WHERE avtale <> excluded.avtale
"""
PUT_ITEM = """
INSERT INTO moetesak (arkiv, moete_id, system_id, saksmappe_id, journalpost_id) VALUES (?, ?, ?, ?, ?)
"""

MENDED = """
DELETE FROM karantene WHERE EXISTS (
    SELECT 1 FROM temp.innpost p WHERE p.arkiv = karantene.arkiv AND p.system_id = karantene.post
    UNION ALL SELECT 1 FROM temp.innsak s WHERE s.arkiv = karantene.arkiv AND s.system_id = karantene.post
    UNION ALL SELECT 1 FROM temp.inmoete m WHERE m.arkiv = karantene.arkiv AND m.system_id = karantene.post
) AND NOT EXISTS (SELECT 1 FROM temp.holdt h WHERE h.arkiv = karantene.arkiv AND h.system_id = karantene.post)
"""
MENDED_BY_PLACE = "DELETE FROM karantene WHERE fil = ? AND post LIKE ?"
HELD = "INSERT OR IGNORE INTO temp.holdt SELECT arkiv, system_id FROM temp.funn"
HELD_ALONE = """
SELECT arkiv, system_id FROM temp.holdt
EXCEPT SELECT arkiv, system_id FROM temp.innsak EXCEPT SELECT arkiv, system_id FROM temp.innpost
"""
"""What is held without another of the same name that may stand."""
HOW_MANY_HELD = "SELECT count(*) FROM (SELECT DISTINCT system_id FROM temp.funn)"
HOLD = f"""
INSERT INTO karantene (fil, post, felt, verdi, grunn, rad, tid, arkiv, journalaar, journalsekvensnummer)
SELECT {", ".join(FINDING_COLUMNS)} FROM temp.funn WHERE true ORDER BY rowid
ON CONFLICT DO UPDATE SET verdi = excluded.verdi, rad = excluded.rad, arkiv = excluded.arkiv,
    journalaar = excluded.journalaar, journalsekvensnummer = excluded.journalsekvensnummer
WHERE (verdi, rad, arkiv, journalaar, journalsekvensnummer) IS NOT (
    excluded.verdi, excluded.rad, excluded.arkiv, excluded.journalaar, excluded.journalsekvensnummer)
"""  # noqa: S608 - constants only
