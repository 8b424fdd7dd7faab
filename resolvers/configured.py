"""Read the rule set of a tenant."""

from pipeline.ir.configuring import MODEL
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.operations import configure as configuring
from resolvers.errors import Refused
from resolvers.unit import Unit


async def ruleset(unit: Unit) -> RuleSet:
    """Return the present rule set, whatever the moment of the question. Raises Refused if it is invalid."""
    digest = configuring.digest_in(await unit.rows("run.current", model=MODEL))
    if digest is None:
        return DEFAULT
    try:
        return configuring.stated((await unit.bytes_by_digest([digest]))[digest])
    except ValueError as error:
        raise Refused("BAD_CONFIGURATION", configuring.unreadable(error).message) from error
