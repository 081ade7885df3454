"""Make the tables of decisions and of what is done with findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; both refuse every change of what is written."""
    op.create_table(
        "beslutning",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("why", sa.String(300), nullable=False),
        sa.Column("term", sa.String(300), nullable=False),
        sa.Column("finding", sa.String(400), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
    )
    op.create_index("beslutning_entry", "beslutning", ["kind", "entry", "id"])
    op.create_table(
        "funnsak",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("finding", sa.String(400), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("value", sa.String(1000), nullable=False),
    )
    op.create_index("funnsak_finding", "funnsak", ["finding", "id"])
    for table in ("beslutning", "funnsak"):
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: rader legges til, og endres aldri'); END"
            )


def downgrade() -> None:
    """Remove the tables and everything in them."""
    op.drop_table("funnsak")
    op.drop_table("beslutning")
