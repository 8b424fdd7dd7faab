"""Give a model another name: its current version begins the new one, and the old one is retired with its history."""

from typing import Final

from opentelemetry import trace

from cypher import QUERIES
from graph.records import Batch
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.configuring import MODEL
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Waiver
from pipeline.ir.outcome import Imported
from pipeline.ir.workshop import HERE, NotDone, Workshop, named
from pipeline.operations import stored
from pipeline.operations.examined import Examined, Incoming, examine
from pipeline.operations.import_ import keep
from pipeline.operations.problems import model_retired, model_unknown, problem
from pipeline.operations.retire import ended
from pipeline.operations.rules import KNOWN
from pipeline.records.references import together
from pipeline.records.waiver import Subject, standing, waiver_batch
from pipeline.tenant import configuration
from pipeline.tenant.links import lookup, settle

_tracer = trace.get_tracer("ameide.pipeline")
_TRIES: Final = 3
"""Times that a model may be changed by others meanwhile."""


async def rename(
    model: str, name: str, graphs: Graphs, tenant: str, actor: Actor, *, workshop: Workshop = HERE
) -> Imported:
    """Store the current version of a model under another name, with its waivers, and retire the model.

    References to its processes then resolve to those of the new model.
    """
    try:
        return await _tried(model, name, graphs, tenant, actor, workshop)
    except NotDone as stopped:
        return Imported(problems=(stopped.problem,))


async def _tried(model: str, name: str, graphs: Graphs, tenant: str, actor: Actor, workshop: Workshop) -> Imported:
    with _tracer.start_as_current_span("pipeline.rename"):
        for _ in range(_TRIES):
            async with graphs.reading(tenant) as store:
                refused, current = await _current(store, model, name)
                if current is None:
                    return refused
                document = await _document(store, current)
                ruleset = await configuration.usable(store, KNOWN)
            examined = await workshop.run(tenant, examine, document, ruleset, about=named(document))
            async with graphs.writing(tenant) as store:
                refused, again = await _current(store, model, name)
                if again is None or not isinstance(examined, Examined):
                    return refused
                if again["uid"] == current["uid"]:
                    incoming = Incoming(document, examined, tenant, actor, workshop)
                    return await _renamed(store, incoming, current["uid"], name)
        return Imported(problems=(problem("CHANGED", f"{model!r} is being changed; try again.", path="model"),))


async def _renamed(store: GraphStore, incoming: Incoming, version: str, name: str) -> Imported:
    """Do it in this unit: first the old model ends, so that nothing means two things."""
    model, actor = version.partition("@")[0], incoming.actor
    links = [each for each in await lookup.of_model(store, model) if each.link.decided]
    await ended(store, model, version, f"Renamed to {name}.", actor)
    ruleset = await configuration.usable(store, KNOWN)
    made = await keep(store, incoming, name, None, ruleset)
    rows = await store.rows(QUERIES["waiver.standing"], model=model, asOf=store.now, day=store.now[:10])
    if batches := [_carried(standing(row["waiver"]).waiver, name, actor, store.now) for row in rows]:
        await store.write(together(batches))
    await settle.renamed(store, links, model, name)
    return made


def _carried(waiver: Waiver, name: str, actor: Actor, now: str) -> Batch:
    reason = f"{waiver.reason} (accepted by {waiver.by} under the name before)"
    return waiver_batch(Subject(waiver.rule, name, waiver.element), reason, waiver.until, actor, now)


async def _current(store: GraphStore, model: str, name: str) -> tuple[Imported, Row | None]:
    """Return the current version; or why the model cannot have the new name."""
    found = await store.rows(QUERIES["run.current"], model=model)
    if not found:
        return Imported(problems=(await model_unknown(store, model),)), None
    if found[0]["retired"] is not None:
        return Imported(problems=(model_retired(model, found[0]["retired"]),)), None
    if MODEL in {model, name}:
        message = f"{MODEL!r} is the tenant's configuration and keeps its name."
        return Imported(problems=(problem("NAME_TAKEN", message, path="name"),)), None
    if await store.rows(QUERIES["run.current"], model=name):
        message = f"There is a model {name!r} already. Choose another name."
        return Imported(problems=(problem("NAME_TAKEN", message, path="name"),)), None
    return Imported(), found[0]["version"]


async def _document(store: GraphStore, current: Row) -> Document:
    return await stored.document(
        store,
        current["sourceDigest"],
        format=current["format"],
        path=current.get("sourceName"),
        commit=current.get("sourceCommit"),
        author=current.get("sourceAuthor"),
        origin=current.get("sourceOrigin"),
    )
