"""The one table of the search log, as SQLAlchemy Core; ``migrations/`` is what makes it in a file."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

METADATA = MetaData()

SEARCHES = Table(
    "sok",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, comment="UTC, to the minute"),
    Column("day", Date, nullable=False, comment="the same moment's day in Europe/Oslo"),
    Column("query", String(300), nullable=False, comment="scrubbed, as typed"),
    Column("term", String(300), nullable=False, comment="scrubbed and normalised; what is counted"),
    Column("hits", Integer, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("ms", Float, nullable=False),
    Column("session", String(16), nullable=False, comment="dies at midnight, see salt.py"),
    Column("page", Integer, nullable=False),
    Column("relaxed", Boolean, nullable=False),
    Column("bot", Boolean, nullable=False),
    Column("channel", String(8), nullable=False, comment="«side» or «api»"),
    Index("sok_day_term", "day", "term"),
)
"""Searches. There is no column for an address, a user agent or a cookie, so none can be kept."""
