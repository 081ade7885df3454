"""The tables of the desk, as SQLAlchemy Core; ``migrations/`` is what makes them in a file."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table

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

APPEND_ONLY = (AUDIT.name,)
"""Tables whose rows are never changed or removed."""
