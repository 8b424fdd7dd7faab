"""Prune builds that newer ones replaced."""

from typing import Final

from opentelemetry import trace

from cypher import QUERIES
from graph.records import Batch
from graph.store import Graphs, Row
from pipeline.ir.document import Actor
from pipeline.ir.ending import OldBuild, Pruned
from pipeline.operations.removal import bury, counted, made_by
from pipeline.records.ending import outdated, tombstone
from pipeline.records.references import model_of

PRUNED: Final = "builds"
"""Subject of the tombstone of pruned builds."""

_tracer = trace.get_tracer("ameide.pipeline")


async def prune(
    keep: int | None,
    before: str | None,
    reason: str,
    graphs: Graphs,
    tenant: str,
    actor: Actor,
    *,
    dry: bool = False,
) -> Pruned:
    """Drop builds that newer ones replaced: beyond the newest `keep` of a model and target, or from before a moment."""
    with _tracer.start_as_current_span("pipeline.prune"):
        async with graphs.reading(tenant) if dry else graphs.writing(tenant) as store:
            every = [_build(row) for row in await store.rows(QUERIES["ending.builds"])]
            old = outdated(every, keep, before)
            builds = [build.uid for build in old]
            gone = await made_by(store, builds)
            found = Pruned(builds=tuple(old), kept=len(every) - len(old), counts=counted(gone))
            if dry or not old:
                return found
            left = tombstone(PRUNED, PRUNED, reason, actor, store.now, counts=found.counts, builds=builds)
            erased = await bury(store, gone, left, Batch())
            return found.model_copy(update={"tombstone": erased.tombstone})


def _build(row: Row) -> OldBuild:
    return OldBuild(
        uid=row["build"], model=model_of(row["version"]), target=row["target"], recorded_at=row["recordedAt"]
    )
