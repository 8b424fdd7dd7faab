"""Read the tenant's configuration: which rules its models are measured by."""

from collections.abc import Sequence

from cypher import QUERIES
from graph.store import GraphStore, Row
from pipeline.ir.configuring import FORMAT, MODEL
from pipeline.ir.document import Problem
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.validate.configuration import ConfigurationWrong, Known, read


async def ruleset_of(store: GraphStore, known: Known) -> RuleSet:
    """Read the tenant's rule set. Raises ConfigurationWrong where the stored text is no longer valid."""
    found = await store.rows(QUERIES["run.current"], model=MODEL)
    digest = digest_in(found)
    return DEFAULT if digest is None else stated((await store.content.get([digest]))[digest], known)


async def usable(store: GraphStore, known: Known) -> RuleSet:
    """Return the tenant's rules, or the defaults if they are no longer valid.

    Endings use this: invalid rules prevent imports, but not endings.
    """
    try:
        return await ruleset_of(store, known)
    except ConfigurationWrong:
        return DEFAULT


def digest_in(current: Sequence[Row]) -> str | None:
    """Return the digest of a configuration in an answer of `run.current`; None where something else has its name."""
    held = current[0]["version"] if current else {}
    return held["sourceDigest"] if held.get("format") == FORMAT else None


def stated(content: bytes, known: Known) -> RuleSet:
    """Read a stored configuration. Raises ConfigurationWrong where it is no longer valid."""
    return read(content.decode(), known).ruleset()


def unreadable(error: ValueError) -> Problem:
    """Return the problem that stops imports: models must not be checked by rules that nobody meant."""
    return Problem(
        code="BAD_CONFIGURATION", message=f"The tenant's configuration has to be mended: {error}", path=MODEL
    )
