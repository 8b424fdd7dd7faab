"""Agents of Camunda 8: ad hoc sub-processes whose activities a language model calls as its tools."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from pipeline.formats.bpmn.engines.camunda_8 import ZEEBE, zeebe
from pipeline.formats.bpmn.engines.feel import arguments, bare
from pipeline.formats.bpmn.engines.saying import inner
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.graph import reachable
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

_MARK: Final = "io.camunda.agenticai"
_RESULT: Final = "toolCall"
_FROM_AI: Final = re.compile(r"(?<![\w.])(?P<name>from_?ai)\s*\(", re.IGNORECASE)
_MOST: Final = 20
_NAMED: Final = re.compile(r"(?P<name>[A-Za-z]\w*)\s*:\s*(?P<value>.*)", re.DOTALL)


class FromAi(NamedTuple):
    """A call of `fromAi`, by which a tool says what the model has to give it."""

    name: str
    """Name as written."""
    key: str
    """Text of the argument that names it; empty where there is none."""
    description: str
    """Text of the argument that explains it; empty where there is none."""


def is_agentic(container: FlowElement) -> bool:
    """Return true if an ad-hoc sub-process is marked as tools, is run by an agent, or collects results of tools."""
    marked = any(
        part.get("name").startswith(_MARK) and part.get("value").lower() == "true"
        for part in inner(container, ZEEBE, "properties", "property")
    )
    run = any(each.get("type").startswith(_MARK) for each in zeebe(container, "taskDefinition"))
    collects = any(
        _RESULT in f"{each.get('outputCollection')} {each.get('outputElement')}" for each in zeebe(container, "adHoc")
    )
    return container.kind == "adHocSubProcess" and (marked or run or collects)


def tools(model: WorkflowModel) -> Iterator[FlowElement]:
    """Yield the first node of each tool: nodes directly in an agentic sub-process that nothing leads to."""
    for container in executed(model, "adHocSubProcess"):
        for node in model.nodes(container.id) if is_agentic(container) else ():
            if node.id not in model.incoming and node.kind != "boundaryEvent" and not node.event_sub_process:
                yield node


def around(model: WorkflowModel, element: FlowElement) -> FlowElement | None:
    """Return the nearest ad-hoc sub-process around an element."""
    at = model.by_id.get(element.parent or "")
    while at is not None and at.kind != "adHocSubProcess":
        at = model.by_id.get(at.parent or "")
    return at


def leading_to(model: WorkflowModel, nodes: set[str]) -> set[str]:
    """Return these nodes, and all from which one of them is reached, along flows and out of containers."""
    back = {node.id: [*_before(model, node)] for node in model.elements if node.kind in FLOW_NODES}
    return reachable(nodes, back)


def _before(model: WorkflowModel, node: FlowElement) -> Iterator[str]:
    yield from (flow.source for flow in model.incoming.get(node.id, ()) if flow.source is not None)
    if node.parent is not None:
        yield node.parent


def from_ai(text: str) -> Iterator[FromAi]:
    """Yield the first calls of `fromAi` in an expression, misspelt ones too."""
    code = bare(text)
    for found in islice(_FROM_AI.finditer(code), _MOST):
        given = {"value": "", "description": ""}
        for place, argument in zip((*given, ""), arguments(text, found.end() - 1, code), strict=False):
            named = _NAMED.fullmatch(argument)
            name, value = (named["name"], named["value"]) if named else (place, argument)
            if name in given:
                given[name] = value.strip()
        yield FromAi(found["name"], given["value"], given["description"])
