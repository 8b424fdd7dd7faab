"""A version of a model, with its elements, references and findings, as vertices and edges."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.records import Batch, Edge, Value, Vertex, actor_uid, source_uid, version_uid
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Finding
from pipeline.ir.linking import Linking, ends_of
from pipeline.ir.meeting import Meetings
from pipeline.ir.model import Model
from pipeline.records.anchors import distinct, offered, qualified
from pipeline.records.elements import element_vertices, flows, structure
from pipeline.records.findings import finding_edges, finding_records, finding_vertex
from pipeline.records.links import keys
from pipeline.records.meetings import meeting_point, part_in
from pipeline.records.mentions import foreign, mentions, refers, resolutions
from pipeline.records.references import Foreign
from pipeline.records.relations import relations, untied
from pipeline.records.scope import Scope
from pipeline.records.shared import actor_vertex, evidence, present

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A model's next state, ready to be recorded."""

    document: Document
    model: Model
    meetings: Meetings[Any]
    """Tables of its format about anchors that models share."""
    findings: Sequence[Finding]
    slug: str
    number: int
    actor: Actor
    rule_versions: Mapping[str, int]
    linking: Linking[Any] = field(default_factory=Linking)
    """Tables of its format about counterparts in other models."""
    begins: bool = False
    """True if there is no earlier version, whatever the number: earlier ones were erased."""

    @property
    def scope(self) -> Scope:
        """Return its uid, and what its document is called: its file name, or else its model."""
        called = (self.document.path or self.slug).rpartition("/")[2][:_LONGEST_NAME] or self.slug
        return Scope(version_uid(self.slug, self.number), called)


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """The records that an import adds to the graph, and the points where the version meets other models."""

    uid: str
    batch: Batch
    """Records without the resolutions of the tenant's anchors; pipeline/tenant/references.py writes those."""
    findings: tuple[str, ...]
    """uids of the findings, in their order."""
    offers: tuple[tuple[str, str], ...]
    """(anchor, element) of what other documents may refer to by its id alone."""
    qualified: tuple[tuple[str, str], ...]
    """(anchor, element) of the same, as others name it in this document's namespace: if any ever did."""
    foreign: tuple[Foreign, ...]
    """References to other namespaces."""
    anchors: frozenset[str]
    """Anchors that it shares with other models, and those of its own called processes."""
    keys: frozenset[str]
    """Anchors of the keys by which its elements are found as ends of links."""


def record(new: NewVersion) -> VersionRecord:
    """Derive everything from the model at once; as slow as it is large."""
    scope, meetings = new.scope, new.meetings
    mentioned = tuple(mentions(new.model, scope, meetings))
    met = tuple((each, meeting_point(new.model, each, scope)) for each in meetings.exchanges(new.model))
    roots = tuple(offered(new.model, meetings))
    found = finding_records(new.findings, scope, new.rule_versions)
    known, known_as = keys(ends_of(new.linking, new.model), scope)
    named = (*(each.anchor for each in mentioned), *(each for each, _ in roots), *(each for _, each in met))
    batch = Batch(
        vertices=(
            *_shared(new),
            _version(new, scope),
            *element_vertices(new.model, scope, meetings),
            *(finding_vertex(each, scope) for each in found),
            *distinct(named),
            *known,
        ),
        edges=(
            *_edges(new, scope),
            *structure(new.model, scope),
            *(edge for each in found for edge in finding_edges(each, scope)),
            *flows(new.model, scope, meetings),
            *relations(new.model, scope, meetings.relations),
            *refers(new.model, scope, meetings, mentioned),
            *resolutions(new.model, scope, mentioned),
            *(part_in(exchange, anchor, scope) for exchange, anchor in met),
            *known_as,
        ),
    )
    beyond = (each.anchor for each in mentioned if each.beyond)
    return VersionRecord(
        uid=scope.version,
        batch=batch,
        findings=tuple(each.uid for each in found),
        offers=tuple((each.uid, scope.uid(element.id)) for each, element in roots),
        qualified=tuple((each.uid, scope.uid(element.id)) for each, element in qualified(new.model, meetings)),
        foreign=foreign(mentioned),
        anchors=frozenset(each.uid for each in (*beyond, *(at for _, at in met), *(at for at, _ in roots))),
        keys=frozenset(each.uid for each in known),
    )


def _shared(new: NewVersion) -> tuple[Vertex, ...]:
    digest = new.document.digest
    source = Vertex("Source", source_uid(digest), {"digest": digest, "size": len(new.document.content)})
    return Vertex("Model", new.slug), source, actor_vertex(new.actor)


def _version(new: NewVersion, scope: Scope) -> Vertex:
    model = new.model
    properties: dict[str, Value | None] = {
        "model": new.slug,
        "number": new.number,
        "name": model.name or new.slug,
        "format": model.format,
        "parser": model.parser,
        "contentDigest": model.content_digest,
        "sourceDigest": new.document.digest,
        "elements": len(model.elements),
        "xmlElements": model.parts,
        "folded": sum(element.folded_count for element in model.elements),
        "reported": model.reported,
        "untied": untied(model, new.meetings.relations) or None,
        "sourceName": new.document.path,
        "sourceCommit": new.document.commit,
        "sourceAuthor": new.document.author,
        "sourceOrigin": new.document.origin,
    }
    return Vertex("Version", scope.version, present(properties))


def _edges(new: NewVersion, scope: Scope) -> Iterator[Edge]:
    imported = evidence(f"import of {scope.document}")
    yield Edge("PARSED_FROM", scope.version, source_uid(new.document.digest), evidence(new.model.parser))
    yield Edge("VERSION_OF", scope.version, new.slug, imported)
    yield Edge("BY", scope.version, actor_uid(new.actor.issuer, new.actor.subject), imported)
    if new.number > 1 and not new.begins:
        yield Edge("REVISES", scope.version, version_uid(new.slug, new.number - 1), imported)
