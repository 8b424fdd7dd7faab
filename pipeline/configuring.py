"""The façade of a tenant's configuration: which rules the models that are imported from now on are measured by."""

from collections.abc import Sequence

from opentelemetry import trace

from cypher import QUERIES
from graph.store import Graphs, GraphStore, Row
from pipeline.ir.configuring import FORMAT, MODEL, Configured
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.records.configuration import configuration_batch
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


async def ruleset_of(store: GraphStore) -> RuleSet:
    """What a tenant's models are measured by now. Raises ConfigurationWrong where it means nothing any more."""
    found = await store.rows(QUERIES["run.current"], model=MODEL)
    digest = digest_in(found)
    return DEFAULT if digest is None else stated((await store.content.get([digest]))[digest])


def digest_in(current: Sequence[Row]) -> str | None:
    """Of the bytes of a configuration, by what `run.current` answers; none where something else has its name."""
    held = current[0]["version"] if current else {}
    return held["sourceDigest"] if held.get("format") == FORMAT else None


def stated(content: bytes) -> RuleSet:
    """What a stored configuration says. Raises ConfigurationWrong where it means nothing any more."""
    return read(content.decode()).ruleset()


def unreadable(error: ValueError) -> Problem:
    """Nothing is measured by rules that nobody meant."""
    return Problem(
        code="BAD_CONFIGURATION", message=f"The tenant's configuration has to be mended: {error}", path=MODEL
    )


def _wrong(text: str) -> Problem | None:
    try:
        stated = read(text)
    except ConfigurationWrong as error:
        return Problem(code="BAD_CONFIGURATION", message=str(error), path="content")
    if stated.waivers:
        message = "A tenant's waivers are made by waiveFinding, one by one; its configuration has none."
        return Problem(code="BAD_CONFIGURATION", message=message, path="content")
    return None
