"""Make the table of searches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table in an empty file."""
    op.create_table(
        "sok",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("query", sa.String(300), nullable=False),
        sa.Column("term", sa.String(300), nullable=False),
        sa.Column("hits", sa.Integer, nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("ms", sa.Float, nullable=False),
        sa.Column("session", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("relaxed", sa.Boolean, nullable=False),
        sa.Column("bot", sa.Boolean, nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
    )
    op.create_index("sok_day_term", "sok", ["day", "term"])


def downgrade() -> None:
    """Remove the table and everything in it."""
    op.drop_table("sok")
