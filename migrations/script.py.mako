"""${message}."""

from migrations import run_beside

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Run the SQL file beside this one."""
    run_beside(__file__)
