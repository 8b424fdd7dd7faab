"""Read the tenant's configuration: which rules its models are measured by."""

from collections.abc import Sequence

from cypher import QUERIES
from graph.store import GraphStore, Row
from pipeline.ir.configuring import FORMAT, MODEL
from pipeline.ir.document import Problem
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.validate.configuration import ConfigurationWrong, Known, read


async def ruleset_of(store: GraphStore, known: Known) -> RuleSet:
    """What a tenant's models are measured by now. Raises ConfigurationWrong where it means nothing any more."""
    found = await store.rows(QUERIES["run.current"], model=MODEL)
    digest = digest_in(found)
    return DEFAULT if digest is None else stated((await store.content.get([digest]))[digest], known)


async def usable(store: GraphStore, known: Known) -> RuleSet:
    """Return the tenant's rules, or the usual ones where they mean nothing any more.

    For what ends: imports are refused then, and endings are not.
    """
    try:
        return await ruleset_of(store, known)
    except ConfigurationWrong:
        return DEFAULT


def digest_in(current: Sequence[Row]) -> str | None:
    """Of the bytes of a configuration, by what `run.current` answers; none where something else has its name."""
    held = current[0]["version"] if current else {}
    return held["sourceDigest"] if held.get("format") == FORMAT else None


def stated(content: bytes, known: Known) -> RuleSet:
    """What a stored configuration says. Raises ConfigurationWrong where it means nothing any more."""
    return read(content.decode(), known).ruleset()


def unreadable(error: ValueError) -> Problem:
    """Nothing is measured by rules that nobody meant."""
    return Problem(
        code="BAD_CONFIGURATION", message=f"The tenant's configuration has to be mended: {error}", path=MODEL
    )
