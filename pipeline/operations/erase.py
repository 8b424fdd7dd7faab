"""Erase a model: nothing of what it said remains, but a tombstone."""

from opentelemetry import trace

from cypher import QUERIES
from graph.records import version_uid
from graph.store import Graphs, GraphStore
from pipeline.ir.document import Actor
from pipeline.ir.ending import Erased
from pipeline.operations.linked import matchers
from pipeline.operations.problems import model_unknown
from pipeline.operations.removal import bury, counted, made_by, uids_of
from pipeline.operations.rules import KNOWN
from pipeline.records.ending import tombstone
from pipeline.records.links import model_anchor
from pipeline.tenant import configuration, references
from pipeline.tenant import review as tenant_rules
from pipeline.tenant.links import settle as links

_tracer = trace.get_tracer("ameide.pipeline")


async def erase(model: str, reason: str, graphs: Graphs, tenant: str, actor: Actor) -> Erased:
    """Remove a model, all that was made of it, and nothing that anything else has a share in."""
    with _tracer.start_as_current_span("pipeline.erase"):
        async with graphs.writing(tenant) as store:
            versions = await store.rows(QUERIES["ending.versions"], model=model)
            if not versions:
                return Erased(problems=(await model_unknown(store, model),))
            last = max(versions, key=lambda row: row["number"])["number"]
            before = await references.met(store, version_uid(model, last))
            await links.retire(store, model, version_uid(model, last), matchers())
            settled = await references.settle(store, model, before)
            builds = await uids_of(store, "ending.builds_of", "build", model=model)
            gone = [model, *await _stated(store, model, [row["version"] for row in versions])]
            gone += await made_by(store, builds)
            gone += await _linked(store, model, [row["version"] for row in versions])
            gone += await uids_of(store, "ending.speaking", "finding", model=model)
            left = tombstone("model", model, reason, actor, store.now, counts=counted(gone), builds=builds, last=last)
            erased = await bury(store, gone, left, settled)
            await tenant_rules.review(store, before.anchors, await configuration.usable(store, KNOWN))
            return erased


async def _linked(store: GraphStore, model: str, versions: list[str]) -> list[str]:
    """Return the links of the model, also of earlier times, and the anchors of links and keys that no other has."""
    rows = await store.rows(QUERIES["ending.links"], anchor=model_anchor(model))
    links = sorted({row["link"] for row in rows})
    ends = {row["anchor"] for row in rows}
    ends -= set(await uids_of(store, "ending.linked_elsewhere", "anchor", anchors=sorted(ends), links=links))
    keys = set(await uids_of(store, "ending.known", "anchor", versions=versions))
    wanted = {"anchors": sorted(keys), "prefix": f"{model}@"}
    keys -= set(await uids_of(store, "ending.known_elsewhere", "anchor", **wanted))
    return [*links, *sorted(ends), *sorted(keys)]


async def _stated(store: GraphStore, model: str, versions: list[str]) -> list[str]:
    """Return the versions, what they state, what was found in it, and what nothing else mentions."""
    elements = await uids_of(store, "ending.elements", "element", versions=versions)
    findings = await uids_of(store, "ending.findings", "finding", versions=versions)
    sources = await uids_of(store, "ending.sources", "source", model=model)
    touched = {
        *await uids_of(store, "ending.mentioned", "anchor", versions=versions),
        *await uids_of(store, "ending.resolved", "anchor", versions=versions),
    }
    wanted = {"anchors": sorted(touched), "prefix": f"{model}@"}
    anchors = touched.difference(
        await uids_of(store, "ending.mentioned_elsewhere", "anchor", **wanted),
        await uids_of(store, "ending.resolved_elsewhere", "anchor", **wanted),
    )
    waivers = await store.rows(QUERIES["ending.waivers"], model=model)
    accepted = dict.fromkeys(row[column] for row in waivers for column in ("waiver", "anchor"))
    return [*versions, *elements, *findings, *sources, *sorted(anchors), *accepted]
