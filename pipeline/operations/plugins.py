"""Names the plug-ins that are installed and cannot be used."""

# each loads the plug-ins of its group when it is imported
import pipeline.formats
import pipeline.targets
import pipeline.validate  # noqa: F401
from pipeline.ir import plugins


def broken() -> tuple[plugins.Broken, ...]:
    """Return group, name and reason of each plug-in that was left out."""
    return plugins.broken()
