"""An index that finds the terms with enough sessions on one day, which most terms have not."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ord_peak", "ord", ["span", "start", "peak"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("ord_peak", "ord")
