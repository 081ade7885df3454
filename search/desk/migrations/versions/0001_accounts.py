"""Make the tables of accounts and of what people did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables in an empty file; the log refuses every change of what is written."""
    op.create_table(
        "konto",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("hash", sa.String(300), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(100), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "revisjon",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.String(300), nullable=False),
    )
    op.create_index("revisjon_at", "revisjon", ["at"])
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER revisjon_{event.lower()} BEFORE {event} ON revisjon "
            "BEGIN SELECT RAISE(ABORT, 'revisjon: rader legges til, og endres aldri'); END"
        )


def downgrade() -> None:
    """Remove the tables and everything in them."""
    op.drop_table("revisjon")
    op.drop_table("konto")
