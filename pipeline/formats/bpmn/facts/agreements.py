"""Read agreements with other processes: imports, interfaces, performers, correlation (BPMN 8.1.3, 8.4, 10.2.1)."""

from dataclasses import dataclass

from pipeline.formats.bpmn.facts.inside import values, within
from pipeline.formats.bpmn.facts.parts import Part
from pipeline.ir.workflow import FlowElement, WorkflowModel

_PERFORMERS = ("performer", "humanPerformer", "potentialOwner", "resourceRole")


@dataclass(frozen=True, slots=True)
class Import:
    """Another document that this one refers to."""

    namespace: str
    location: str
    type: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a service, with its request and response messages. Ids as written."""

    id: str
    name: str
    interface: str
    implementation: str | None
    takes: str | None
    gives: str | None
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Performer:
    """The performer of an activity: a resource with parameter values, or an expression that finds somebody."""

    kind: str
    name: str
    resource: str | None
    expression: str | None
    bindings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CorrelationBinding:
    """The reading of a correlation property: its message or subscription, and its path."""

    property: str
    of: str
    path: str


def imports(model: WorkflowModel) -> tuple[Import, ...]:
    """Return the imports in the document's order."""
    found = (part.attributes for root in model.of_kind("definitions") for part in within(model, root, "import"))
    return tuple(
        Import(said.get("namespace", ""), said.get("location", ""), said.get("importType", "")) for said in found
    )


def operations(model: WorkflowModel) -> tuple[Operation, ...]:
    """Return the operations of all interfaces."""
    return tuple(
        _operation(model, interface, part)
        for interface in model.of_kind("interface")
        for part in within(model, interface, "operation")
    )


def performers(model: WorkflowModel, element: FlowElement) -> tuple[Performer, ...]:
    """Return the performers of an activity or process."""
    return tuple(_performer(model, part) for part in within(model, element, *_PERFORMERS))


def correlations(model: WorkflowModel) -> tuple[CorrelationBinding, ...]:
    """Return how correlation properties are read from messages, and from processes' subscriptions."""
    read = [
        CorrelationBinding(each.source_id or each.id, part.attributes.get("messageRef", ""), path)
        for each in model.of_kind("correlationProperty")
        for part in within(model, each, "correlationPropertyRetrievalExpression")
        for path in values(model, part, "messagePath")
    ]
    bound = [
        CorrelationBinding(part.attributes.get("correlationPropertyRef", ""), process.source_id or process.id, path)
        for process in model.of_kind("process")
        for subscription in within(model, process, "correlationSubscription")
        for part in within(model, subscription, "correlationPropertyBinding")
        for path in values(model, part, "dataPath")
    ]
    return (*read, *bound)


def _operation(model: WorkflowModel, interface: FlowElement, part: Part) -> Operation:
    return Operation(
        id=part.attributes.get("id", ""),
        name=part.attributes.get("name", ""),
        interface=interface.id,
        implementation=part.attributes.get("implementationRef"),
        takes=_first(model, part, "inMessageRef"),
        gives=_first(model, part, "outMessageRef"),
        errors=values(model, part, "errorRef"),
    )


def _performer(model: WorkflowModel, part: Part) -> Performer:
    assigned = within(model, part, "resourceAssignmentExpression")
    bound = within(model, part, "resourceParameterBinding")
    expressions = ("formalExpression", "expression")
    return Performer(
        kind=part.kind,
        name=part.attributes.get("name", ""),
        resource=_first(model, part, "resourceRef"),
        expression=next((text for each in assigned for text in values(model, each, *expressions)), None),
        bindings=tuple(
            (each.attributes.get("parameterRef", ""), _first(model, each, *expressions) or "") for each in bound
        ),
    )


def _first(model: WorkflowModel, part: Part, *kinds: str) -> str | None:
    return next(iter(values(model, part, *kinds)), None)
