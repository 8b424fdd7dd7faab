"""Reach at a cost of the reached part, with hubs and tombstones."""

from migrations import run_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
