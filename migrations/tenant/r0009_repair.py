"""Relations and what builds were made from; tables of search that are the same in every store, whatever made it."""

from migrations import run_beside

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
