"""Tell for a missing id whether it never existed or was erased."""

from graph.records import address
from resolvers.errors import Refused, unknown
from resolvers.suggesting import near
from resolvers.unit import Unit

_OF_BUILDS = ("artefact:", "region:")


async def missing(unit: Unit, uid: str) -> Refused:
    """Return the refusal to raise for an id that nothing has."""
    parts = address(uid)
    model, build = ("" if parts is None else parts.model), _build(uid)
    if "\0" in uid:
        return unknown(uid)
    if not (model or build):
        return unknown(uid, await near(unit, uid))
    found = await unit.rows("tombstone.of", subject=model, build=build)
    if not found:
        return unknown(uid, await near(unit, uid))
    return Refused("ERASED", f"What had the id {uid[:300]!r} was erased at {found[0]['recordedAt']}.")


def _build(uid: str) -> str:
    """Return the build that an id belongs to, if any."""
    for prefix in _OF_BUILDS:
        if uid.startswith(prefix):
            return f"build:{uid.removeprefix(prefix).partition('/')[0]}"
    return uid if uid.startswith("build:") else ""
