"""Check a document, and separate the results that decide about it from the model, which is only stored.

The results are small and read by the event loop; the model stays sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.records import Batch, Edge, Vertex
from pipeline.formats import OWN
from pipeline.ir.crossing import Parts, Sealed
from pipeline.ir.document import Actor, Document, Problem
from pipeline.ir.doing import doing
from pipeline.ir.finding import Finding
from pipeline.ir.format import Format
from pipeline.ir.model import Element, Model
from pipeline.ir.outcome import Checked
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.slugs import slug
from pipeline.ir.workshop import HERE, Workshop, named
from pipeline.operations.catalogue import FORMATS, KNOWN
from pipeline.operations.check import check
from pipeline.records.version import NewVersion, VersionRecord, record

_FEW_BYTES: Final = 40_000
"""Size of a sealed model below which making the records takes less time than asking a worker for them: a hundred
elements. It is linear in the elements, so no limit is needed."""


@dataclass(frozen=True, slots=True)
class Examined:
    """Results of a check that decide about a document."""

    digest: str
    format: str
    parser: str
    called: str | None
    """The name that the document gives its model."""
    roots: Mapping[str, str]
    """Ids and kinds of what the notation identifies a model by."""
    found: Sealed[tuple[Model, tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An examined document with its tenant and actor, and the workshop for the rest of the work."""

    document: Document
    examined: Examined
    tenant: str
    actor: Actor
    workshop: Workshop = HERE


def examine(document: Document, ruleset: RuleSet) -> Examined | tuple[Problem, ...]:
    """Check a document. Return the problems if it holds no model."""
    checked = check(document, ruleset)
    return checked.problems if checked.model is None else examined(checked, checked.model)


def examined(checked: Checked, model: Model) -> Examined:
    """Summarise a document that was checked already."""
    format_ = FORMATS[model.format]
    return Examined(
        digest=checked.document.digest,
        format=model.format,
        parser=model.parser,
        called=slug(checked.document.name, model.name, format_.called(model)),
        roots={element.id: element.kind for element in roots(format_, model)},
        found=Sealed((model, checked.findings)),
    )


def roots(format_: Format[Any], model: Model) -> list[Element]:
    """Return the elements that the notation identifies a model by."""
    if format_.identity is not None:
        return list(format_.identity.roots(model))
    return [root.element for root in format_.meetings.roots(model)]


async def as_records(incoming: Incoming, name: str, number: int, *, begins: bool) -> VersionRecord:
    """Return the records of a model's next version. The caller holds the tenant's lock. Raises NotDone."""
    document, examined = incoming.document, incoming.examined
    given = (document, examined.found, name, number, begins, incoming.actor)
    if examined.format in OWN and 0 < examined.found.size < _FEW_BYTES:
        return _record(*given)
    about = named(document)
    made = await incoming.workshop.run(incoming.tenant, _records, *given, about=about, urgent=True)
    return replace(made.record, batch=Batch(await made.vertices.whole(), await made.edges.whole()))


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of a version: those that are many in parts, and the rest."""

    record: VersionRecord
    vertices: Parts[Vertex]
    edges: Parts[Edge]


def _records(
    document: Document,
    found: Sealed[tuple[Model, tuple[Finding, ...]]],
    name: str,
    number: int,
    begins: bool,
    actor: Actor,
) -> _Records:
    doing("the records for the graph")
    made = _record(document, found, name, number, begins, actor)
    return _Records(replace(made, batch=Batch()), Parts(made.batch.vertices), Parts(made.batch.edges))


def _record(
    document: Document,
    found: Sealed[tuple[Model, tuple[Finding, ...]]],
    name: str,
    number: int,
    begins: bool,
    actor: Actor,
) -> VersionRecord:
    model, findings = found.open()
    new = NewVersion(
        document=document,
        model=model,
        meetings=FORMATS[model.format].meetings,
        linking=FORMATS[model.format].linking,
        findings=findings,
        slug=name,
        number=number,
        begins=begins,
        actor=actor,
        rule_versions={rule.id: rule.version for rule in KNOWN.rules.values()},
    )
    return record(new)
