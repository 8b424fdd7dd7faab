"""Empty: it made functions, which are installed from templates now."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change nothing."""
