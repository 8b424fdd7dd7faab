"""Empty: it made functions, which are installed from templates now."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change nothing."""
