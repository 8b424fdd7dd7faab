"""The side tables of search: words and what they stand in. They are filled after the last revision."""

from migrations import run_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
