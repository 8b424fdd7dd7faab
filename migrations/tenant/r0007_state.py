"""Whom a tenant serves, and how far its restoration has come."""

from migrations import run_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
