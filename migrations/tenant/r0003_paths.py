"""The function that finds the part of a graph in which all paths between two vertices lie."""

from migrations import run_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
