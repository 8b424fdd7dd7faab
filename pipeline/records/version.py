"""A version of a model, with its elements, references and findings, as vertices and edges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.records import (
    Batch,
    Edge,
    Value,
    Vertex,
    actor_uid,
    anchor_uid,
    element_uid,
    finding_uid,
    source_uid,
    version_uid,
)
from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Finding
from pipeline.ir.ids import encode
from pipeline.ir.workflow import Element, Reference, WorkflowModel
from pipeline.records.references import Mention
from pipeline.records.shared import actor_vertex, evidence, present

# moving something is no change of it
_LAYOUT = {"line", "xpath", "diagram", "folded_count", "arrangement", "namespaces"}
_OWN_PROPERTIES = _LAYOUT | {"id", "source_id", "kind", "name", "documentation", "folded"}
_GLOBAL_TASKS = {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
_REFERENCE_KINDS = {"calledElement": "calls", "attachedToRef": "attachedTo"}
_LONGEST_NAME = 80
_DRAWN = {"sequenceFlow", "messageFlow"}  # their two ends are FLOWS_TO


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A model's next state, ready to be written."""

    document: Document
    model: WorkflowModel
    findings: Sequence[Finding]
    slug: str
    number: int
    actor: Actor
    rule_versions: Mapping[str, int]
    begins: bool = False
    """No version is there before it, whatever its number: those were erased."""

    @property
    def uid(self) -> str:
        """uid of the version."""
        return version_uid(self.slug, self.number)

    def batch(self) -> Batch:
        """Everything that the import adds; what the tenant's anchors mean then is for pipeline/references.py."""
        references = list(self._references())
        return Batch(
            vertices=(
                *self._shared(),
                self._version(),
                *(self._element(place, element) for place, element in enumerate(self.model.elements)),
                *(self._finding(finding) for finding in self.findings),
                *_distinct((*(anchor for _, anchor, _ in references), *self._offers())),
            ),
            edges=(*self._edges(), *self._flows(), *self._refers(references), *self._resolutions(references)),
        )

    def finding_uids(self) -> tuple[str, ...]:
        """uids of the findings, in their order."""
        return tuple(self._finding_uid(finding) for finding in self.findings)

    def offers(self) -> tuple[tuple[str, str], ...]:
        """(anchor, element) of what other documents may refer to."""
        return tuple((anchor.uid, self._uid_of(element.id)) for anchor, element in offered(self.model))

    def mentions(self) -> tuple[Mention, ...]:
        """What the document refers to and does not resolve itself, once for each element and anchor."""
        return tuple(
            dict.fromkeys(
                Mention(
                    anchor=anchor.uid,
                    type=str(anchor.properties["type"]),
                    target=reference.target,
                    element=self._uid_of(element.id),
                    version=self.uid,
                    line=element.line,
                )
                for element, anchor, reference in self._references()
                if reference.element is None
            )
        )

    def _shared(self) -> tuple[Vertex, ...]:
        return (
            Vertex("Model", self.slug),
            Vertex(
                "Source",
                source_uid(self.document.digest),
                {"digest": self.document.digest, "size": len(self.document.content)},
            ),
            actor_vertex(self.actor),
        )

    def _version(self) -> Vertex:
        model = self.model
        return Vertex(
            "Version",
            self.uid,
            present(
                {
                    "model": self.slug,
                    "number": self.number,
                    "name": model.name or self.slug,
                    "format": model.format,
                    "parser": model.parser,
                    "contentDigest": model.content_digest,
                    "sourceDigest": self.document.digest,
                    "elements": len(model.elements),
                    "xmlElements": model.xml_elements,
                    "folded": sum(element.folded_count for element in model.elements),
                    "reported": model.reported,
                    "sourceName": self.document.path,
                    "sourceCommit": self.document.commit,
                }
            ),
        )

    def _element(self, place: int, element: Element) -> Vertex:
        dumped = element.model_dump(mode="json", exclude_defaults=True)
        content = {name: value for name, value in dumped.items() if name not in _LAYOUT}
        properties = {name: value for name, value in dumped.items() if name not in _OWN_PROPERTIES}
        return Vertex(
            "Element",
            self._uid_of(element.id),
            present(
                {
                    "version": self.uid,
                    "position": place,
                    "sourceId": element.source_id,
                    "kind": element.kind,
                    "name": element.name,
                    "documentation": element.documentation,
                    "line": element.line,
                    "xpath": element.xpath,
                    "digest": digest_of(content),
                    "properties": canonical(properties),
                    "folded": element.folded + element.diagram or None,
                    "foldedCount": element.folded_count,
                }
            ),
        )

    def _finding_uid(self, finding: Finding) -> str:
        return finding_uid(digest_of([self.uid, finding.rule, finding.element, finding.discriminator])[:16])

    def _finding(self, finding: Finding) -> Vertex:
        return Vertex(
            "Finding",
            self._finding_uid(finding),
            present(
                {
                    "version": self.uid,
                    "element": None if finding.element is None else self._uid_of(finding.element),
                    "rule": finding.rule,
                    "ruleVersion": self.rule_versions.get(finding.rule, 1),
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "line": finding.line,
                    "discriminator": finding.discriminator,
                    "trace": [self._uid_of(element) for element in finding.trace] or None,
                }
            ),
        )

    def _edges(self) -> Iterator[Edge]:
        imported = evidence(f"import of {self._document}")
        yield Edge("PARSED_FROM", self.uid, source_uid(self.document.digest), evidence(self.model.parser))
        yield Edge("VERSION_OF", self.uid, self.slug, imported)
        yield Edge("BY", self.uid, actor_uid(self.actor.issuer, self.actor.subject), imported)
        if self.number > 1 and not self.begins:
            yield Edge("REVISES", self.uid, version_uid(self.slug, self.number - 1), imported)
        for element in self.model.elements:
            stated = evidence(self._at(element.line))
            yield Edge("STATED_IN", self._uid_of(element.id), self.uid, stated)
            if element.parent is not None:
                yield Edge("CONTAINS", self._uid_of(element.parent), self._uid_of(element.id), stated)
        for finding, uid in zip(self.findings, self.finding_uids(), strict=True):
            ruled = evidence(f"rule {finding.rule}@{self.rule_versions.get(finding.rule, 1)}")
            yield Edge("FOUND_IN", uid, self.uid, ruled)
            if finding.element is not None:
                yield Edge("ABOUT", uid, self._uid_of(finding.element), ruled)

    @property
    def _document(self) -> str:
        """What the document is called: its file name, or else its model."""
        return (self.document.path or self.slug).rpartition("/")[2][:_LONGEST_NAME] or self.slug

    def _at(self, line: int) -> str:
        return f"{self._document}:{line}"

    def _flows(self) -> Iterator[Edge]:
        """One edge for each pair of nodes; the flows between them, each an element, are its evidence."""
        between: dict[tuple[str, str], list[str]] = {}
        for element in self.model.of_kind(*_DRAWN):
            if element.source is not None and element.target is not None:
                between.setdefault((element.source, element.target), []).append(element.id)
        for (start, end), flows in between.items():
            yield Edge("FLOWS_TO", self._uid_of(start), self._uid_of(end), {"evidence": flows})

    def _references(self) -> Iterator[tuple[Element, Vertex, Reference]]:
        for element in self.model.elements:
            for reference in element.references:
                if (
                    element.kind in _DRAWN
                    and reference.element is not None
                    and reference.role
                    in {
                        "sourceRef",
                        "targetRef",
                    }
                ):
                    continue
                yield element, self._anchor(reference), reference

    def _anchor(self, reference: Reference) -> Vertex:
        # what a document resolves itself is a fact of this version for good; the rest is the tenant's to resolve
        scope = "" if reference.element is None else self.uid
        type_ = "process" if reference.role == "calledElement" else reference.type
        target = reference.target if reference.element is None else reference.element
        return _anchor(self.model.format, type_, target, scope)

    def _offers(self) -> tuple[Vertex, ...]:
        return tuple(anchor for anchor, _ in offered(self.model))

    def _resolutions(self, references: Iterable[tuple[Element, Vertex, Reference]]) -> Iterator[Edge]:
        seen = set()
        lines = {element.id: element.line for element in self.model.elements}
        for _, anchor, reference in references:
            if reference.element is not None and anchor.uid not in seen:
                seen.add(anchor.uid)
                line = lines.get(reference.element)
                stated = self._document if line is None else self._at(line)
                yield Edge("RESOLVES_TO", anchor.uid, self._uid_of(reference.element), evidence(stated))

    def _refers(self, references: Iterable[tuple[Element, Vertex, Reference]]) -> Iterator[Edge]:
        """One edge for each element and anchor; every mention is evidence."""
        mentions: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for element, anchor, reference in references:
            mentions.setdefault((element.id, anchor.uid), []).append((reference.role, element.line))
        for (element_id, anchor_uid_), found in mentions.items():
            properties: dict[str, Value] = {
                "kind": _REFERENCE_KINDS.get(found[0][0], found[0][0].removesuffix("Ref")),
                "evidence": [f"{self._at(line)} {role}" for role, line in dict.fromkeys(found)],
            }
            yield Edge("REFERS_TO", self._uid_of(element_id), anchor_uid_, properties)

    def _uid_of(self, element: str) -> str:
        return element_uid(self.uid, element)


def stated_uids(version: str, model: WorkflowModel) -> list[str]:
    """uids that the elements with an id of their own would have in this version."""
    return [element_uid(version, element.id) for element in model.elements if element.source_id is not None]


def offered(model: WorkflowModel) -> Iterator[tuple[Vertex, Element]]:
    """What other documents may refer to: root elements that state an id, once each."""
    roots = {element.id for element in model.of_kind("definitions")}
    for element in model.by_source_id.values():
        if element.parent in roots and element.source_id is not None:
            type_ = "process" if element.kind in _GLOBAL_TASKS else element.kind
            yield _anchor(model.format, type_, element.source_id, ""), element


def _anchor(notation: str, type_: str, target: str, scope: str) -> Vertex:
    named = f"{scope}#{target}" if scope else encode(target)
    properties = {"notation": notation, "type": type_, "target": target, "scope": scope}
    return Vertex("Anchor", anchor_uid(notation, type_, named), properties)


def _distinct(vertices: Iterable[Vertex]) -> tuple[Vertex, ...]:
    return tuple({vertex.uid: vertex for vertex in vertices}.values())
