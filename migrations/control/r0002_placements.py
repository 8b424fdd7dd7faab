"""On which database a tenant is, where that is not this one, and where it is going."""

from migrations import run_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
