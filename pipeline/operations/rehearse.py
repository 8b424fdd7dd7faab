"""Rehearse an import to see its effect on findings about several models: import, read the findings, and roll back.

So the answer is the effect of a real import, without a second implementation of the rules that could differ.
"""

from collections.abc import Sequence
from contextlib import suppress

from opentelemetry import trace

from cypher import QUERIES
from graph.records import address
from graph.store import Graphs, GraphStore
from pipeline.ir.change import Foretold, Rehearsed
from pipeline.ir.finding import Finding, Severity
from pipeline.operations.examined import Incoming
from pipeline.operations.import_ import keep
from pipeline.operations.rules import KNOWN
from pipeline.records.references import model_of
from pipeline.tenant import configuration

_tracer = trace.get_tracer("ameide.pipeline")


class Undone(Exception):
    """Raised to roll back a rehearsal."""


async def rehearse(incoming: Incoming, graphs: Graphs, current: str) -> Rehearsed | None:
    """Return the tenant-wide findings that importing this document as the next version would open and close.

    None if that version is not the current one of a model that is not retired. It locks out the tenant's other writers
    for as long as an import would. Raises TenantMoving, DeadlineExceeded, NotDone.
    """
    found = None
    with suppress(Undone), _tracer.start_as_current_span("pipeline.rehearse"):
        async with graphs.writing(incoming.tenant) as store:
            found = await _rehearsed(store, incoming, current)
            raise Undone
    return found


async def _rehearsed(store: GraphStore, incoming: Incoming, current: str) -> Rehearsed | None:
    model = model_of(current)
    found = await store.rows(QUERIES["run.current"], model=model)
    if not found or found[0]["version"]["uid"] != current or found[0]["retired"] is not None:
        return None
    ruleset = await configuration.usable(store, KNOWN)
    imported = await keep(store, incoming, model, model, ruleset)
    return Rehearsed(opening=await _foretold(store, imported.opened), closing=await _foretold(store, imported.closed))


async def _foretold(store: GraphStore, findings: Sequence[str]) -> tuple[Foretold, ...]:
    rows = await store.rows(QUERIES["finding.by_id"], uids=list(findings)) if findings else ()
    return tuple(sorted((_read(row["node"]) for row in rows), key=lambda each: (each.model, each.finding.message)))


def _read(properties: dict[str, object]) -> Foretold:
    about = address(str(properties.get("element", "")))
    line = properties.get("line")
    return Foretold(
        model=model_of(str(properties["version"])),
        finding=Finding(
            rule=str(properties["rule"]),
            severity=Severity(str(properties["severity"])),
            message=str(properties["message"]),
            element=about and about.element,
            line=line if isinstance(line, int) else None,
        ),
    )
