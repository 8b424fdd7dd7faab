"""Retire a model: its history stays, and nothing else refers to it any more."""

from opentelemetry import trace

from cypher import QUERIES
from graph.store import Graphs, GraphStore
from pipeline.ir.document import Actor
from pipeline.ir.ending import Retired
from pipeline.operations.linked import matchers
from pipeline.operations.problems import model_unknown, problem
from pipeline.operations.rules import KNOWN
from pipeline.records.ending import retirement
from pipeline.records.references import together
from pipeline.tenant import configuration, references
from pipeline.tenant import review as tenant_rules
from pipeline.tenant.links import settle as links

_tracer = trace.get_tracer("ameide.pipeline")


async def retire(model: str, reason: str, graphs: Graphs, tenant: str, actor: Actor) -> Retired:
    """End a model: its processes are no longer what anyone's references mean."""
    with _tracer.start_as_current_span("pipeline.retire"):
        async with graphs.writing(tenant) as store:
            found = await store.rows(QUERIES["run.current"], model=model)
            if not found:
                return Retired(problems=(await model_unknown(store, model),))
            if found[0]["retired"] is not None:
                message = f"The model {model!r} was retired at {found[0]['retired']}."
                return Retired(problems=(problem("MODEL_RETIRED", message, path=model),))
            version = found[0]["version"]["uid"]
            await ended(store, model, version, reason, actor)
            return Retired(model=model)


async def ended(store: GraphStore, model: str, version: str, reason: str, actor: Actor) -> None:
    """End a model, given its current version, with all that follows from it, in this unit."""
    before = await references.met(store, version)
    settled = await references.settle(store, model, before)
    closed = await tenant_rules.end(store, before)
    await store.write(together((retirement(model, version, reason, actor, store.now), settled, closed)))
    await links.retire(store, model, version, matchers())
    ruleset = await configuration.usable(store, KNOWN)
    await tenant_rules.review(store, before.anchors, ruleset, version)
