"""Find the FEEL that a document holds for Camunda 8: in extensions and in standard elements."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.formats.bpmn.engines.feel import is_feel
from pipeline.formats.bpmn.facts.executable import executed, executes
from pipeline.ir.tokens.codes import CODED
from pipeline.ir.workflow import EVENTS, FlowElement, WorkflowModel

_NO_CONSTANT: Final = frozenset(
    {
        "adHoc/activeElementsCollection",
        "adHoc/outputElement",
        "loopCharacteristics/inputCollection",
        "loopCharacteristics/outputElement",
        "script/expression",
        "subscription/correlationKey",
    }
)
_DATA: Final = frozenset({"property"})  # whose values are for tools and connectors


class Written(NamedTuple):
    """A text that is, or has to be, an expression."""

    element: FlowElement
    place: str
    """Place of the text in the element: `input/source`, `conditionExpression`."""
    text: str
    needed: bool
    """True if Camunda 8 accepts no constant here."""

    @property
    def is_feel(self) -> bool:
        return is_feel(self.text)


def written(model: WorkflowModel) -> Iterator[Written]:
    """Yield every expression, and every constant where there should be one."""
    yield from (each for each in (*_said(model), *_standard(model)) if each.needed or each.is_feel)


def _said(model: WorkflowModel) -> Iterator[Written]:
    for element, said in told(model):
        for name, text in said.attributes.items() if said.kind not in _DATA else ():
            if text.strip():
                place = f"{said.kind}/{name}"
                yield Written(element, place, text, place in _NO_CONSTANT)


def _standard(model: WorkflowModel) -> Iterator[Written]:
    for flow in executed(model, "sequenceFlow"):
        if flow.condition is not None:
            yield Written(flow, "conditionExpression", flow.condition.text, True)
    for event in executed(model, *sorted(EVENTS)):
        for definition in event.events:
            if definition.timer is not None:
                yield Written(event, definition.timer.kind, definition.timer.text, False)
            if definition.condition is not None:
                yield Written(event, "condition", definition.condition.text, True)
    for kind, attribute in CODED.items() if executes(model) else ():
        yield from (Written(each, attribute, each.attributes.get(attribute, ""), False) for each in model.of_kind(kind))
    for named in model.of_kind("message", "signal") if executes(model) else ():
        yield Written(named, "name", named.name, False)
