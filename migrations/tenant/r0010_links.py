"""Links between elements of different models, and the names under which they are looked up."""

from migrations import run_beside

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
