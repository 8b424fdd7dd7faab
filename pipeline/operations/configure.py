"""Store a tenant's configuration: the rules for models that are imported from now on."""

from opentelemetry import trace

from cypher import QUERIES
from graph.store import Graphs
from pipeline.ir.configuring import FORMAT, MODEL, Configured
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.ruleset import RuleSet
from pipeline.operations.rules import KNOWN
from pipeline.records.configuration import configuration_batch
from pipeline.tenant import configuration
from pipeline.tenant.configuration import digest_in as digest_in
from pipeline.tenant.configuration import unreadable as unreadable
from pipeline.validate.configuration import ConfigurationWrong, read

_tracer = trace.get_tracer("ameide.pipeline")


async def configure(text: str, graphs: Graphs, tenant: str, actor: Actor) -> Configured:
    """Store what an `.ameide.toml` says as the tenant's configuration, if it can be meant."""
    with _tracer.start_as_current_span("pipeline.configure"):
        problem = _wrong(text)
        if problem is not None:
            return Configured(problems=(problem,))
        document = Document(content=text.encode(), name=MODEL, format=FORMAT)
        async with graphs.writing(tenant) as store:
            found = await store.rows(QUERIES["run.current"], model=MODEL)
            before = found[0]["version"] if found else None
            if before is not None and before["sourceDigest"] == document.digest:
                return Configured(version=before["uid"], unchanged=True)
            erased = await store.rows(QUERIES["tombstone.last"], subject=MODEL)
            number = 1 + (before["number"] if before else int(erased[0]["last"] or 0))
            batch = configuration_batch(document, number, actor, begins=before is None)
            await store.content.put({document.digest: document.content})
            await store.write(batch)
            return Configured(version=batch.vertices[2].uid)


def stated(content: bytes) -> RuleSet:
    """Parse a stored configuration. Raises ConfigurationWrong if this release does not accept it any more."""
    return configuration.stated(content, KNOWN)


def _wrong(text: str) -> Problem | None:
    try:
        stated = read(text, KNOWN)
    except ConfigurationWrong as error:
        return Problem(code="BAD_CONFIGURATION", message=str(error), path="content")
    if stated.waivers:
        message = "A tenant's waivers are made by waiveFinding, one by one; its configuration has none."
        return Problem(code="BAD_CONFIGURATION", message=message, path="content")
    return None
