"""Read names of rules, targets and formats in filters of lists.

A name that is not known here is accepted if something stored has it: plug-ins that were removed leave findings, builds
and versions. Any other name would silently find nothing, so it is refused.
"""

from typing import Final

from pipeline.operations import configuration, formats, targets
from pipeline.operations.catalogue import FORMATS, TARGETS
from resolvers.errors import Refused, checked
from resolvers.unit import Unit

_LONGEST: Final = 200  # characters of a name that are compared with those of others


async def rules(unit: Unit, name: str | None) -> list[str]:
    """Return the ids of the rules that a name means, also other tools' names; none without a name. Raises Refused."""
    if not name:
        return []
    try:
        return sorted({checked(name), *configuration.named(name[:_LONGEST])})
    except configuration.ConfigurationWrong as error:
        if await unit.rows("finding.of_rule", rule=name):
            return [name]
        raise Refused("UNKNOWN_RULE", str(error)) from error


async def target(unit: Unit, name: str | None) -> str:
    """Return the name of a target; empty without one. Raises Refused."""
    if name and checked(name) not in TARGETS and not await unit.rows("build.of_target", target=name):
        raise Refused("UNKNOWN_TARGET", targets.unknown(name[:_LONGEST]))
    return name or ""


async def format_(unit: Unit, name: str | None) -> str:
    """Return the name of a format; empty without one. Raises Refused."""
    if name and checked(name) not in FORMATS and not await unit.rows("version.of_format", format=name):
        problem = formats.unknown(name[:_LONGEST])
        raise Refused("UNKNOWN_FORMAT", problem.message if problem else name[:_LONGEST])
    return name or ""
