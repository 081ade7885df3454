"""The tables of the desk, as SQLAlchemy Core; ``migrations/`` is what makes them in a file."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

ACCOUNTS = Table(
    "konto",
    METADATA,
    Column("name", String(60), primary_key=True, comment="casefolded"),
    Column("hash", String(300), nullable=False, comment="argon2id"),
    Column("role", String(20), nullable=False),
    Column("unit", String(100), nullable=False, comment="slug of a unit leader's unit, else empty"),
    Column("made", DateTime, nullable=False, comment="UTC"),
    Column("closed", Boolean, nullable=False),
)
"""Local accounts. Closed ones stay, so that a name in the audit log is never somebody else's later."""

AUDIT = Table(
    "revisjon",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, comment="UTC"),
    Column("who", String(60), nullable=False, comment="an account, or empty: never what somebody typed"),
    Column("what", String(40), nullable=False, comment="search.desk.audit.Event"),
    Column("about", String(300), nullable=False),
    Index("revisjon_at", "at"),
)
"""What people did. The file itself refuses to change or remove a row."""

DECISIONS = Table(
    "beslutning",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, comment="UTC"),
    Column("who", String(60), nullable=False),
    Column("why", String(300), nullable=False),
    Column("term", String(300), nullable=False, comment="the search it was made for, or empty"),
    Column("finding", String(400), nullable=False, comment="key of the finding it answers, or empty"),
    Column("action", String(20), nullable=False, comment="search.desk.decisions.Action"),
    Column("kind", String(20), nullable=False, comment="search.desk.entries.KINDS"),
    Column("entry", Text, nullable=False, comment="JSON; search.desk.entries.as_text"),
    Index("beslutning_entry", "kind", "entry", "id"),
)
"""What was added and withdrawn. The file itself refuses to change or remove a row."""

CASEWORK = Table(
    "funnsak",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, comment="UTC"),
    Column("who", String(60), nullable=False),
    Column("finding", String(400), nullable=False, comment="search.findings.types.Finding.key"),
    Column("action", String(20), nullable=False, comment="search.desk.casework.Step"),
    Column("value", String(1000), nullable=False),
    Index("funnsak_finding", "finding", "id"),
)
"""What was done with findings; rows are added, never changed."""
