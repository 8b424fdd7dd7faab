"""References across models: looked at again whenever a model comes, changes or goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cypher import QUERIES
from graph.records import Batch
from graph.store import GraphStore
from pipeline.records.references import Resolution, settled, without


@dataclass(frozen=True, slots=True)
class Met:
    """Where a version that is about to end met other models."""

    version: str | None = None
    offered: tuple[str, ...] = ()
    """The tenant's anchors that mean something of it."""
    mentioned: tuple[str, ...] = ()
    """Those that it refers to."""

    @property
    def anchors(self) -> set[str]:
        """All of them."""
        return {*self.offered, *self.mentioned}


async def met(store: GraphStore, version: str | None) -> Met:
    """Where a version meets other models as long as it is current; nowhere, where there is none."""
    if version is None:
        return Met()
    offered = await store.rows(QUERIES["run.offers"], version=version)
    mentioned = await store.rows(QUERIES["run.mentioned"], version=version)
    return Met(version, tuple(row["anchor"] for row in offered), tuple(row["anchor"] for row in mentioned))


async def settle(store: GraphStore, model: str, before: Met, offered: Sequence[tuple[str, str]] = ()) -> Batch:
    """What is to be written so that references mean what they should: this model's (anchor, element), or nothing."""
    touched = {*before.offered, *(anchor for anchor, _ in offered)}
    standing = await _open(store, sorted(touched))
    after: dict[str, set[str]] = {anchor: set() for anchor in touched} | without(standing, model)
    for anchor, element in offered:
        after[anchor].add(element)
    return settled(standing, after)


async def _open(store: GraphStore, anchors: Collection[str]) -> list[Resolution]:
    if not anchors:
        return []
    rows = await store.rows(QUERIES["reference.open"], anchors=list(anchors))
    return [Resolution(row["anchor"], row["element"], bool(row["ambiguous"])) for row in rows]
