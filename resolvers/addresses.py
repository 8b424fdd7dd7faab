"""Resolve ids as people write them: without a version they mean every version that is current or in use."""

from collections.abc import Iterable
from dataclasses import replace

from graph.records import Address, address, element_uid, version_uid
from graph.store import Row
from pipeline.ir.ids import spellings
from resolvers.context import RequestContext
from resolvers.erased import missing
from schema.element import Element
from schema.node import Node


async def starts(context: RequestContext, of: str, as_of: str | None = None) -> list[Node]:
    """Return everything that an id means, the current version's first. Raises Refused where it means nothing."""
    found = await context.loaders.nodes(await _uids(context, of, as_of))
    if not found:
        raise await missing(context.unit, of)
    return found


async def one(context: RequestContext, of: str) -> Node | None:
    """Return the node that an id means.

    An element without a version is that of the current version, else of the newest in use.
    """
    parts = address(of)
    if parts is None or parts.element is None:
        return await context.loaders.node(of)
    found = await context.loaders.nodes(await _uids(context, of, None))
    return found[0] if found else None


async def element(context: RequestContext, of: str, as_of: str | None) -> Element:
    """Return the element that an id means at a moment. Raises Refused where there is none."""
    named = await starts(context, of, as_of)
    found = named[0]
    if not isinstance(found, Element) or (as_of is not None and found.recorded_at > as_of):
        raise await missing(context.unit, of)
    return replace(found, as_of=as_of)


def exact(of: str) -> bool:
    """Return true if the id names a single vertex, whatever is current."""
    parts = address(of)
    return (parts is None or (parts.number is not None and len(_spelled(parts)) == 1)) and "\0" not in of


async def _uids(context: RequestContext, of: str, as_of: str | None) -> list[str]:
    parts = address(of)
    if parts is None or exact(of):
        return [of]
    numbers = await versions_in_use(context, parts.model, as_of) if parts.number is None else [parts.number]
    return [_at(each, number) for number in numbers for each in _spelled(parts)]


def _spelled(parts: Address) -> list[Address]:
    """Return what an address may mean, whose element may be written as its document states it."""
    if parts.element is None:
        return [parts]
    return [replace(parts, element=each) for each in spellings(parts.element)]


async def versions_in_use(context: RequestContext, model: str, as_of: str | None) -> list[int]:
    """Return the numbers of the current version and of those that current builds used, newest first."""
    at = as_of or await context.unit.now()
    newest = await context.unit.rows("version.current", models=[model], asOf=at)
    if not newest:
        return []
    builds = await context.unit.rows("version.built", model=model, asOf=at)
    return sorted({newest[0]["number"], *_latest(builds)}, reverse=True)


def _latest(builds: Iterable[Row]) -> Iterable[int]:
    """Yield, for each target, the number of the version that its latest build used."""
    last: dict[object, tuple[str, int]] = {}
    for row in builds:
        built = (str(row["last"]), int(str(row["number"])))
        last[row["target"]] = max(built, last.get(row["target"], built))
    return [number for _, number in last.values()]


def _at(parts: Address, number: int) -> str:
    version = version_uid(parts.model, number)
    return version if parts.element is None else element_uid(version, parts.element)
