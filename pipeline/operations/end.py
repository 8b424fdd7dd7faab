"""The façade of what ends: a model that is retired keeps its history, what is erased or pruned is gone for good."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from opentelemetry import trace

from cypher import QUERIES
from graph.records import Batch, label_of, version_uid
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.document import Actor, Problem
from pipeline.ir.ending import Erased, OldBuild, Pruned, Retired
from pipeline.records.ending import outdated, retirement, tombstone
from pipeline.records.references import model_of, together
from pipeline.tenant import references
from pipeline.tenant import review as tenant_rules

PRUNED: Final = "builds"
"""What the tombstone of pruned builds says that it is of."""

_tracer = trace.get_tracer("ameide.pipeline")


async def retire(model: str, reason: str, graphs: Graphs, tenant: str, actor: Actor) -> Retired:
    """End a model: its processes are no longer what anyone's references mean."""
    with _tracer.start_as_current_span("pipeline.retire"):
        async with graphs.writing(tenant) as store:
            found = await store.rows(QUERIES["run.current"], model=model)
            if not found:
                return Retired(problems=(await _unknown(store, model),))
            if found[0]["retired"] is not None:
                message = f"The model {model!r} was retired at {found[0]['retired']}."
                return Retired(problems=(Problem(code="MODEL_RETIRED", message=message, path=model),))
            version = found[0]["version"]["uid"]
            before = await references.met(store, version)
            settled = await references.settle(store, model, before)
            ended = await tenant_rules.end(store, before)
            await store.write(together((retirement(model, version, reason, actor, store.now), settled, ended)))
            await tenant_rules.review(store, before.anchors)
            return Retired(model=model)


async def erase(model: str, reason: str, graphs: Graphs, tenant: str, actor: Actor) -> Erased:
    """Remove a model, all that was made of it, and nothing that anything else has a share in."""
    with _tracer.start_as_current_span("pipeline.erase"):
        async with graphs.writing(tenant) as store:
            versions = await store.rows(QUERIES["ending.versions"], model=model)
            if not versions:
                return Erased(problems=(await _unknown(store, model),))
            last = max(versions, key=lambda row: row["number"])["number"]
            before = await references.met(store, version_uid(model, last))
            settled = await references.settle(store, model, before)
            builds = await _column(store, "ending.builds_of", "build", model=model)
            gone = [model, *await _stated(store, model, [row["version"] for row in versions])]
            gone += await _made(store, builds)
            gone += await _column(store, "ending.speaking", "finding", model=model)
            left = tombstone("model", model, reason, actor, store.now, counts=_counts(gone), builds=builds, last=last)
            erased = await _bury(store, gone, left, settled)
            await tenant_rules.review(store, before.anchors)
            return erased


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
            gone = await _made(store, builds)
            found = Pruned(builds=tuple(old), kept=len(every) - len(old), counts=_counts(gone))
            if dry or not old:
                return found
            left = tombstone(PRUNED, PRUNED, reason, actor, store.now, counts=found.counts, builds=builds)
            erased = await _bury(store, gone, left, Batch())
            return found.model_copy(update={"tombstone": erased.tombstone})


async def _bury(store: GraphStore, gone: Sequence[str], left: Batch, settled: Batch) -> Erased:
    """What the references mean is settled first, while what they meant is still there."""
    await store.write(together((settled, left)))
    await store.erase(gone)
    return Erased(tombstone=left.vertices[0].uid, counts=_counts(gone))


async def _stated(store: GraphStore, model: str, versions: list[str]) -> list[str]:
    """The versions, what they state, what was found in it, and what nothing else mentions."""
    elements = await _column(store, "ending.elements", "element", versions=versions)
    findings = await _column(store, "ending.findings", "finding", versions=versions)
    sources = await _column(store, "ending.sources", "source", model=model)
    touched = {
        *await _column(store, "ending.mentioned", "anchor", versions=versions),
        *await _column(store, "ending.resolved", "anchor", versions=versions),
    }
    wanted = {"anchors": sorted(touched), "prefix": f"{model}@"}
    anchors = touched.difference(
        await _column(store, "ending.mentioned_elsewhere", "anchor", **wanted),
        await _column(store, "ending.resolved_elsewhere", "anchor", **wanted),
    )
    waivers = await store.rows(QUERIES["ending.waivers"], model=model)
    accepted = dict.fromkeys(row[column] for row in waivers for column in ("waiver", "anchor"))
    return [*versions, *elements, *findings, *sources, *sorted(anchors), *accepted]


async def _made(store: GraphStore, builds: list[str]) -> list[str]:
    """The builds, what they made, and the packages that no other build pins."""
    if not builds:
        return []
    return [
        *builds,
        *await _column(store, "ending.artefacts", "artefact", builds=builds),
        *await _column(store, "ending.regions", "region", builds=builds),
        *await _column(store, "ending.packages", "package", builds=builds),
    ]


async def _column(store: GraphStore, query: str, column: str, **wanted: object) -> list[str]:
    return [row[column] for row in await store.rows(QUERIES[query], **wanted)]


async def _unknown(store: GraphStore, model: str) -> Problem:
    erased = await store.rows(QUERIES["tombstone.of"], subject=model, build="")
    if erased:
        message = f"The model {model!r} was erased at {erased[0]['recordedAt']}."
        return Problem(code="ERASED", message=message, path=model)
    return Problem(code="UNKNOWN_ID", message=f"There is no model {model!r}.", path=model)


def _build(row: Row) -> OldBuild:
    return OldBuild(
        uid=row["build"], model=model_of(row["version"]), target=row["target"], recorded_at=row["recordedAt"]
    )


def _counts(uids: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(map(label_of, uids)).items()))
