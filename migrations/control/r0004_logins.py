"""The secret that passwords of tenants are derived from, and the role by which all of them may connect."""

from migrations import run_beside

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
