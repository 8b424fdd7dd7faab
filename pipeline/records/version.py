"""A version of a model, with its elements, references and findings, as vertices and edges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.records import (
    Batch,
    Edge,
    Value,
    Vertex,
    actor_uid,
    element_uid,
    finding_uid,
    source_uid,
    version_uid,
)
from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Finding
from pipeline.ir.workflow import Element, Reference, WorkflowModel
from pipeline.records.anchors import GLOBAL_TASKS, anchor, distinct, namespace_of, offered, qualified, unqualified
from pipeline.records.calls import called, container, given
from pipeline.records.exchanges import Exchange, exchanges, interface
from pipeline.records.references import Foreign
from pipeline.records.shared import actor_vertex, evidence, present

# moving something is no change of it
_LAYOUT = {"line", "xpath", "diagram", "folded_count", "arrangement", "namespaces"}
_OWN_PROPERTIES = _LAYOUT | {"id", "source_id", "kind", "name", "documentation", "folded"}
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
        """Everything that the import adds; what the tenant's anchors mean then is for pipeline/tenant/references.py."""
        references = list(self._references())
        met = [(each, self._meeting(each)) for each in exchanges(self.model)]
        return Batch(
            vertices=(
                *self._shared(),
                self._version(),
                *(self._element(place, element) for place, element in enumerate(self.model.elements)),
                *(self._finding(finding) for finding in self.findings),
                *distinct(
                    (*(each for _, each, _ in references), *self._offers(), *(each for _, each in met)),
                ),
            ),
            edges=(
                *self._edges(),
                *self._flows(),
                *self._refers(references),
                *self._resolutions(references),
                *(self._exchanged(exchange, each.uid) for exchange, each in met),
            ),
        )

    def finding_uids(self) -> tuple[str, ...]:
        """uids of the findings, in their order."""
        return tuple(self._finding_uid(finding) for finding in self.findings)

    def offers(self) -> tuple[tuple[str, str], ...]:
        """(anchor, element) of what other documents may refer to by its id alone."""
        return tuple((each.uid, self._uid_of(element.id)) for each, element in offered(self.model))

    def qualified(self) -> tuple[tuple[str, str], ...]:
        """(anchor, element) of the same, as others name it in this document's namespace: if any ever did."""
        return tuple((each.uid, self._uid_of(element.id)) for each, element in qualified(self.model))

    def foreign(self) -> tuple[Foreign, ...]:
        """What it refers to in other namespaces."""
        mentions = (said for element in self.model.elements for said in element.references if said.namespace)
        named = distinct(map(self._anchor, mentions))
        return tuple(
            Foreign(each.uid, unqualified(each.properties), str(each.properties["namespace"])) for each in named
        )

    def anchors(self) -> set[str]:
        """Where it meets other models, or calls its own processes."""
        called_ = (each.uid for _, each, said in self._references() if not said.element or said.role == "calledElement")
        met = (self._meeting(each).uid for each in exchanges(self.model))
        return {*called_, *met, *(each.uid for each in self._offers())}

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
                    **self._agreed(element),
                }
            ),
        )

    def _agreed(self, element: Element) -> Mapping[str, Value]:
        """What other documents meet: the inputs that a call gives or a process takes, the namespace of definitions."""
        if element.kind == "definitions":
            return {"targetNamespace": namespace_of(element)}
        return given(self.model, element) if element.kind == "callActivity" else interface(self.model, element)

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
                drawn = reference.element is not None and reference.role in {"sourceRef", "targetRef"}
                if element.kind not in _DRAWN or not drawn:
                    yield element, self._anchor(reference), reference
            if element.kind == "callActivity" and not element.called and (target := called(element)):
                found = self.model.by_source_id.get(target)
                own = found.id if found is not None and found.kind in {"process", *GLOBAL_TASKS} else None
                reference = Reference(role="calledElement", target=target, type="process", element=own)
                yield element, self._anchor(reference), reference

    def _anchor(self, reference: Reference) -> Vertex:
        # what a document resolves itself is a fact of this version for good; the rest is the tenant's to resolve
        scope = "" if reference.element is None else self.uid
        type_ = "process" if reference.role == "calledElement" else reference.type
        target = reference.target if reference.element is None else reference.element
        return anchor(self.model.format, type_, target, scope, reference.namespace)

    def _meeting(self, exchange: Exchange) -> Vertex:
        return anchor(self.model.format, exchange.type, exchange.target)

    def _exchanged(self, exchange: Exchange, met: str) -> Edge:
        properties: dict[str, Value] = {
            "kind": exchange.side,
            "evidence": [f"{self._at(exchange.element.line)} {exchange.side}"],
        }
        if exchange.codes:
            properties["codes"] = list(exchange.codes)
        if exchange.drawn:
            properties["drawn"] = True
        return Edge("REFERS_TO", self._uid_of(exchange.element.id), met, properties)

    def _offers(self) -> tuple[Vertex, ...]:
        return tuple(each for each, _ in offered(self.model))

    def _resolutions(self, references: Iterable[tuple[Element, Vertex, Reference]]) -> Iterator[Edge]:
        seen = set()
        lines = {element.id: element.line for element in self.model.elements}
        for _, each, reference in references:
            if reference.element is not None and each.uid not in seen:
                seen.add(each.uid)
                line = lines.get(reference.element)
                stated = self._document if line is None else self._at(line)
                yield Edge("RESOLVES_TO", each.uid, self._uid_of(reference.element), evidence(stated))

    def _refers(self, references: Iterable[tuple[Element, Vertex, Reference]]) -> Iterator[Edge]:
        """One edge for each element and anchor; every mention is evidence."""
        mentions: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for element, each, reference in references:
            mentions.setdefault((element.id, each.uid), []).append((reference.role, element.line))
        for (element_id, mentioned), found in mentions.items():
            properties: dict[str, Value] = {
                "kind": _REFERENCE_KINDS.get(found[0][0], found[0][0].removesuffix("Ref")),
                "evidence": [f"{self._at(line)} {role}" for role, line in dict.fromkeys(found)],
            }
            if properties["kind"] == "calls" and (process := container(self.model, self.model.by_id[element_id])):
                properties["within"] = self._uid_of(process.id)
            yield Edge("REFERS_TO", self._uid_of(element_id), mentioned, properties)

    def _uid_of(self, element: str) -> str:
        return element_uid(self.uid, element)


def stated_uids(version: str, model: WorkflowModel) -> list[str]:
    """uids that the elements with an id of their own would have in this version."""
    return [element_uid(version, element.id) for element in model.elements if element.source_id is not None]
