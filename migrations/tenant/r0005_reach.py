"""Empty: it made functions, which are installed from templates now."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Change nothing."""
