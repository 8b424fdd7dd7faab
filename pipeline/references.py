"""References across models: looked at again whenever a model comes, changes or goes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cypher import QUERIES
from graph.records import Batch
from graph.store import GraphStore
from pipeline.records.references import (
    RULE,
    Meanings,
    Mention,
    Resolution,
    changed,
    closed,
    doubts,
    model_of,
    settled,
    together,
    without,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be written so that references mean what they should, and what of it was found in a new version."""

    batch: Batch
    findings: tuple[str, ...] = ()
    """uids of the findings of the new version, in the order of its mentions."""


async def settle(
    store: GraphStore,
    model: str,
    *,
    offered: Sequence[tuple[str, str]] = (),
    mentions: Sequence[Mention] = (),
    before: Iterable[str] = (),
) -> Settled:
    """As this model's new version has it, or without the model where it offers and mentions nothing.

    `offered` are its (anchor, element), `mentions` its own; `before` are the anchors that it offered so far.
    """
    touched = {*before, *(anchor for anchor, _ in offered), *(each.anchor for each in mentions)}
    standing = await _open(store, sorted(touched))
    after: dict[str, set[str]] = {anchor: set() for anchor in touched} | without(standing, model)
    for anchor, element in offered:
        after[anchor].add(element)
    own = doubts(mentions, after, store.now)
    others = await _others(store, model, changed(standing, after), after)
    batch = together((settled(standing, after), own, others))
    return Settled(batch, tuple(vertex.uid for vertex in own.vertices))


async def offers(store: GraphStore, version: str) -> list[str]:
    """The anchors of the tenant that a version offers."""
    return [row["anchor"] for row in await store.rows(QUERIES["run.offers"], version=version)]


async def _open(store: GraphStore, anchors: Collection[str]) -> list[Resolution]:
    if not anchors:
        return []
    rows = await store.rows(QUERIES["reference.open"], anchors=list(anchors))
    return [Resolution(row["anchor"], row["element"], bool(row["ambiguous"])) for row in rows]


async def _others(store: GraphStore, model: str, anchors: list[str], after: Meanings) -> Batch:
    """The findings of all other models about these anchors, anew."""
    if not anchors:
        return Batch()
    old = await store.rows(QUERIES["reference.doubts"], anchors=anchors, rule=RULE)
    ended = closed(row["finding"] for row in old)
    if not any(len(after[anchor]) > 1 for anchor in anchors):
        return ended
    rows = await store.rows(QUERIES["reference.mentions"], anchors=anchors)
    found = (Mention(**row) for row in rows if model_of(row["version"]) != model)
    return together((ended, doubts(found, after, store.now)))
