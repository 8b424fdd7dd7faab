"""Import a document: check it, and store it as the next version of its model.

Faults of a document are returned as values. Exceptions are a lost database or a bug.
"""

from opentelemetry import trace

from cypher import QUERIES
from graph.records import EndOfVertex
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.configuring import MODEL
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.outcome import Imported
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.workshop import HERE, NotDone, Workshop, named
from pipeline.operations.catalogue import KNOWN
from pipeline.operations.examined import Examined, Incoming, as_records, examine
from pipeline.operations.identity import is_next_of
from pipeline.operations.linked import settle_links
from pipeline.operations.problems import model_retired, problem
from pipeline.records.conflicts import found_in
from pipeline.records.references import together
from pipeline.records.version import VersionRecord
from pipeline.tenant import configuration, references
from pipeline.tenant import review as tenant_rules
from pipeline.validate.configuration import ConfigurationWrong

_tracer = trace.get_tracer("ameide.pipeline")


async def import_document(
    document: Document,
    graphs: Graphs,
    tenant: str,
    actor: Actor,
    *,
    new_version_of: str | None = None,
    workshop: Workshop = HERE,
) -> Imported:
    """Check a document and store it, with its elements and findings, as the next version of its model."""
    try:
        async with graphs.reading(tenant) as store:
            ruleset = await configuration.ruleset_of(store, KNOWN)
        examined = await workshop.run(tenant, examine, document, ruleset, about=named(document))
        if not isinstance(examined, Examined):
            return Imported(problems=examined)
        incoming = Incoming(document, examined, tenant, actor, workshop)
        return await _stored(incoming, graphs, new_version_of, ruleset)
    except ConfigurationWrong as error:
        return Imported(problems=(configuration.unreadable(error),))
    except NotDone as stopped:
        return Imported(problems=(stopped.problem,))


async def _stored(incoming: Incoming, graphs: Graphs, new_version_of: str | None, ruleset: RuleSet) -> Imported:
    name = new_version_of or incoming.examined.called
    if name is None:
        return Imported(problems=(problem("NAME_NEEDED", "The document has no name; give the model one."),))
    if name == MODEL:
        message = f"{MODEL!r} is the tenant's configuration; name it anew."
        return Imported(problems=(problem("NAME_TAKEN", message, path="name"),))
    async with graphs.writing(incoming.tenant) as store:
        with _tracer.start_as_current_span("pipeline.store"):
            return await keep(store, incoming, name, new_version_of, ruleset)


async def keep(
    store: GraphStore, incoming: Incoming, name: str, new_version_of: str | None, ruleset: RuleSet
) -> Imported:
    """Write a document as the next version of a model, with all that follows from it, in this unit. Raises NotDone."""
    found = await store.rows(QUERIES["run.current"], model=name)
    current = found[0]["version"] if found else None
    if found and found[0]["retired"] is not None:
        return Imported(problems=(model_retired(name, found[0]["retired"]),))
    if current is None and new_version_of is not None:
        return Imported(problems=(problem("UNKNOWN_ID", f"There is no model {name!r}.", path=name),))
    if current is not None and _same(current, incoming.examined):
        findings = await store.rows(QUERIES["run.findings"], version=current["uid"])
        return Imported(version=current["uid"], unchanged=True, findings=tuple(row["finding"] for row in findings))
    if current is not None and new_version_of is None and not await is_next_of(store, current, incoming):
        return Imported(problems=(_name_taken(name),))
    number = 1 + (await _last_erased(store, name) if current is None else current["number"])
    recorded = await as_records(incoming, name, number, begins=current is None)
    await store.content.put({incoming.examined.digest: incoming.document.content})
    return await _written(store, incoming, name, recorded, current, ruleset)


async def _written(
    store: GraphStore,
    incoming: Incoming,
    name: str,
    recorded: VersionRecord,
    current: Row | None,
    ruleset: RuleSet,
) -> Imported:
    """Write the version, what references mean from now on, and what is found in the tenant's models together."""
    before = await references.met(store, None if current is None else current["uid"])
    qualified = await references.known(store, recorded.qualified, recorded.foreign)
    settled = await references.settle(store, name, before, (*recorded.offers, *qualified), recorded.foreign)
    ended = await tenant_rules.end(store, before)
    await store.write(together((recorded.batch, settled, ended)))
    touched = before.anchors | recorded.anchors | {anchor for anchor, _ in qualified}
    await settle_links(store, incoming, name, recorded, current)
    reviewed = await tenant_rules.review(store, touched, ruleset, recorded.uid)
    return Imported(
        version=recorded.uid,
        findings=(*recorded.findings, *found_in(reviewed, recorded.uid)),
        opened=tuple(finding.uid for finding in reviewed.vertices),
        closed=tuple(end.uid for batch in (ended, reviewed) for end in batch.ends if isinstance(end, EndOfVertex)),
    )


async def _last_erased(store: GraphStore, name: str) -> int:
    """Return the number of the last version erased under this name: no id ever means a second thing."""
    found = await store.rows(QUERIES["tombstone.last"], subject=name)
    return int(found[0]["last"] or 0)


def _same(current: Row, examined: Examined) -> bool:
    return bool(current["sourceDigest"] == examined.digest and current["parser"] == examined.parser)


def _name_taken(name: str) -> Problem:
    message = (
        f"A model {name!r} exists, and this document does not share the id of a process or other root with it. "
        f"Give it another name; or, if it is meant to be its next version, say so: --new-version-of {name} on the "
        "command line, newVersionOf in the API."
    )
    return problem("NAME_TAKEN", message, path="name")
