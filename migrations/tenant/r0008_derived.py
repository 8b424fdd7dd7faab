"""A table that says which functions, and which side tables of search, a graph has."""

from migrations import run_beside

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
