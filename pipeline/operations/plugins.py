"""Names the plug-ins that are installed and cannot be used."""

# these load the plug-ins of their group when they are imported
import pipeline.formats
import pipeline.validate  # noqa: F401
from pipeline.ir import plugins
from pipeline.targets import TARGETS


def broken() -> tuple[plugins.Broken, ...]:
    """Return group, name and reason of each plug-in that was left out."""
    len(TARGETS)  # a table loads its plug-ins when it is read
    return plugins.broken()
