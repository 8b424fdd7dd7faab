"""List what a model states beyond the flow of its tokens: in words of engines, and of the standard.

Everything in an engine's namespace is a statement, known or not; of the standard, what says how an activity is done,
by whom, and with which data. A target carries a statement over, or lists it.
"""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from pipeline.ir.said import Said, everywhere, read
from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.execution.vendors import ENGINES, FAMILY, is_part, with_parts

_MAIN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_LONGEST: Final = 140
# what an editor notes for itself: which template an element was made from, and its picture
_EDITORS: Final = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})
_LISTS: Final = frozenset(
    {"connector", "executionListeners", "formData", "formProperties", "inputOutput", "ioMapping", "properties",
     "taskHeaders", "taskListeners"}
)  # fmt: skip
"""Elements that only hold others: each of these is a statement."""
_RECORDS: Final = frozenset(
    {"adHoc", "assignmentDefinition", "calledDecision", "calledElement", "formDefinition", "linkedResource",
     "loopCharacteristics", "priorityDefinition", "publishMessage", "script", "subscription", "taskDefinition",
     "taskSchedule", "userTask", "versionTag"}
)  # fmt: skip
"""Elements each of whose attributes is a statement."""
_ROLES: Final = ("performer", "humanPerformer", "potentialOwner", "resourceRole")
_PARTS: Final = frozenset(
    {"ioSpecification", "dataInputAssociation", "dataOutputAssociation", "correlationSubscription",
     "loopDataOutputRef", "inputDataItem", "outputDataItem", "complexBehaviorDefinition", "rendering", "assignment",
     "correlationPropertyBinding", "resourceAssignmentExpression", "resourceParameterBinding", *_ROLES}
)  # fmt: skip
_USUAL: Final = {
    "behavior": {"All"},
    "completionQuantity": {"1"},
    "implementation": {"##unspecified", "##WebService"},
    "noneBehaviorEventRef": set(),
    "oneBehaviorEventRef": set(),
    "operationRef": set(),
    "startQuantity": {"1"},
}
"""Attributes of the standard that are statements, with the values that say nothing."""


class Statement(NamedTuple):
    """Something that a model states about an element."""

    element: FlowElement
    """The activity, event, gateway, flow, process or message that has the statement, never a part of one."""
    key: str
    """The word for it: `camunda:in`, `zeebe:taskDefinition@retries`, `bpmn:script`; of every engine with Camunda 7's
    words it begins with `camunda:`."""
    text: str
    """The whole statement for people."""
    line: int
    model: WorkflowModel
    value: str = ""
    """The value alone, if the statement is an attribute."""

    @property
    def short(self) -> str:
        """Return the text in one line; a long one is cut, and another digest tells that another was cut."""
        line = " ".join(self.text.split())
        if len(line) <= _LONGEST:
            return line
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:8]
        return f"{line[:_LONGEST]}… ({len(self.text):,} characters, sha256 {digest})"


def statements(model: WorkflowModel) -> tuple[Statement, ...]:
    """Return all statements about what runs, in the order of the document."""
    return model.remembered("statements", lambda: tuple(_statements(model)))


def about(model: WorkflowModel, element: FlowElement) -> tuple[Statement, ...]:
    """Return the statements about one element."""
    return model.remembered("statements by element", partial(_by_element, model)).get(element.id, ())


def parts(model: WorkflowModel, element: FlowElement, kind: str) -> tuple[Said, ...]:
    """Return the parts of a kind that stand in an element, or in its event definitions and loops."""
    found: list[Said] = []
    for at in with_parts(model, element):
        found += [_vertex(model, child) for child in model.children.get(at.id, ()) if child.kind == kind]
        if f"<{kind}" in at.folded:
            found += [each for each in everywhere(_whole(at)) if each.kind == kind]
    return tuple(found)


def _by_element(model: WorkflowModel) -> dict[str, tuple[Statement, ...]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements(model):
        found.setdefault(statement.element.id, []).append(statement)
    return {id_: tuple(those) for id_, those in found.items()}


def _statements(model: WorkflowModel) -> Iterator[Statement]:
    for at in _running(model):
        owner = _owner(model, at)
        for key, text, *value in _said(model, at):
            yield Statement(owner, key, text, at.line, model, *value)


def _running(model: WorkflowModel) -> Iterator[FlowElement]:
    """Yield the processes that run, all inside them, and the messages and the like that these mention."""
    mentioned: dict[str, None] = {}
    for process in scopes.processes(model):
        for element in (process, *scopes.inside(model, process.id)):
            yield element
            mentioned |= dict.fromkeys(each.element for each in element.references if each.element is not None)
    roots = {element.id for element in model.of_kind("message", "signal", "error", "escalation")}
    yield from (model.by_id[id_] for id_ in mentioned if id_ in roots)


def _owner(model: WorkflowModel, element: FlowElement) -> FlowElement:
    at = element
    while at.parent is not None and (is_part(at) or at.kind in _PARTS):
        at = model.by_id[at.parent]
    return at


def _said(model: WorkflowModel, at: FlowElement) -> Iterator[tuple[str, ...]]:
    """Yield the key and text of each statement of an element or part that has a vertex."""
    yield from _standard(model, at)
    for uri, extension in at.extensions.items():
        vendor = ENGINES.get(uri)
        if vendor is None:
            continue
        family = "camunda" if vendor in FAMILY else vendor
        for name, value in extension.attributes.items():
            word = name.rpartition("/")[2]
            if word not in _EDITORS:
                yield f"{family}:{word}", f'{vendor}:{word}="{value}"', value
        for fragment in extension.elements:
            for key, text, *more in _elements(read(fragment, qualified=True)):
                yield f"{family}:{key}", f"{vendor}:{text}", *more


def _elements(said: Said) -> Iterator[tuple[str, ...]]:
    """Yield the statements in an element of an engine: itself, its attributes, or what it holds."""
    if said.kind == "metaData" and said.get("name") == "elementname":  # jBPM repeats the name there
        return
    if said.kind in _LISTS:
        for part in said.parts:
            for key, text, *more in _elements(part):
                yield f"{said.kind}/{key}", text, *more
    elif said.kind in _RECORDS and said.attributes:
        for name, value in said.attributes.items():
            yield f"{said.kind}@{name}", f'{said.kind} {name}="{value}"', value
    else:
        yield said.kind, told(said)


def told(said: Said) -> str:
    """Return what is said as people read it, on one line but for line breaks inside it."""
    attributes = "".join(f' {name}="{value}"' for name, value in said.attributes.items())
    inside = "; ".join(map(told, said.parts))
    text = f": {said.text.strip()}" if said.text.strip() else ""
    return f"{said.kind}{attributes}{text}" + (f" ({inside})" if inside else "")


def _standard(model: WorkflowModel, at: FlowElement) -> Iterator[tuple[str, ...]]:
    for name, usual in _USUAL.items():
        value = at.attributes.get(name, "").strip()
        if value and value not in usual:
            yield f"bpmn:{name}", f'{name}="{value}"'
    if at.script is not None and at.script.text.strip():
        language = f" ({at.script.language})" if at.script.language else ""
        yield "bpmn:script", f"script{language}: {at.script.text.strip()}"
    around = model.by_id.get(at.parent or "")
    if at.kind in _PARTS:
        if around is None or around.kind not in _PARTS:
            yield f"bpmn:{at.kind}", told(_vertex(model, at))
    elif any(f"<{kind}" in at.folded for kind in (*_PARTS, "multiInstanceLoopCharacteristics", "messageEvent")):
        yield from _folded(_whole(at))


def _folded(whole: Said) -> Iterator[tuple[str, ...]]:
    for part in whole.parts:
        if part.kind in _PARTS:
            yield f"bpmn:{part.kind}", told(part)
        elif part.kind.endswith(("EventDefinition", "LoopCharacteristics")):
            for name, usual in _USUAL.items():
                if part.get(name) and part.get(name) not in usual:
                    yield f"bpmn:{name}", f'{name}="{part.get(name)}"'
            yield from _folded(part)


def _vertex(model: WorkflowModel, at: FlowElement) -> Said:
    stated = {name: value for name, value in {"name": at.name, **at.attributes}.items() if value}
    whole = _whole(at)
    inside = (_vertex(model, child) for child in model.children.get(at.id, ()))
    return Said(at.kind, stated, whole.text, (*whole.parts, *inside))


def _whole(at: FlowElement) -> Said:
    return read(f'<all xmlns="{_MAIN}">{at.folded}</all>')
