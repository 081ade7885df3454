"""Alembic's entry: migrates the connection that ``search.insight.database`` hands over."""

from __future__ import annotations

from alembic import context

from search.desk.tables import METADATA


def migrate() -> None:
    """Run the migrations that the file lacks, as one transaction."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # alembic runs this file; whoever else imports it migrates nothing
    migrate()
