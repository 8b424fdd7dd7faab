"""List the installed plug-ins that cannot be used."""

# it loads the rules of plug-ins when it is imported
import pipeline.operations.rules  # noqa: F401
from pipeline.formats import FORMATS
from pipeline.ir import plugins
from pipeline.targets import TARGETS


def broken() -> tuple[plugins.Broken, ...]:
    """Return group, name and reason of each plug-in that was left out."""
    len(FORMATS), len(TARGETS)  # a table loads its plug-ins when it is read
    return plugins.broken()
