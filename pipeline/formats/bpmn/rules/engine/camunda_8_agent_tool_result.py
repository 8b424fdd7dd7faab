"""Agent tool does not return its result.

**Why.** What a tool did reaches the language model in the variable `toolCallResult`. A tool that writes none, or writes
its result somewhere else, looks as if it had done nothing: the agent calls it again, or makes up an outcome.

**Fix.** Map the result to `toolCallResult`, somewhere on the way of the tool; at least that it is done.

**Example.** Reported, in a sub-process that an agent runs:

```xml
<scriptTask id="Add">
  <extensionElements><zeebe:script expression="=toolCall.a + toolCall.b" resultVariable="sum"/></extensionElements>
</scriptTask>
```
"""

import re
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.agents import leading_to, tools
from pipeline.formats.bpmn.engines.camunda_8 import zeebe
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import Said, everywhere
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import ACTIVITIES, FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Agentic orchestration: tools"
ALIASES = ("camunda-compat/agent-tool-output-key",)

_AGENTS = (8, 8)
_RESULT = re.compile(r"\btoolCallResult\b")
_HEADERS = frozenset({"resultVariable", "resultExpression"})


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    begun = [tool for tool in tools(model) if tool.kind in ACTIVITIES] if knows(version, _AGENTS) else []
    nodes = model.elements if begun else ()
    answering = leading_to(model, {node.id for node in nodes if any(map(_RESULT.search, _results(node)))})
    for tool in begun:
        if tool.id not in answering:
            yield tool, f"{sentence(named(tool))} is a tool of an agent without a result. Map toolCallResult."


def _results(node: FlowElement) -> Iterator[str]:
    """Yield the variables that a node writes results to, as far as the document states them."""
    for part in (part for whole in zeebe(node) for part in everywhere(whole)):
        yield from _written(part)


def _written(part: Said) -> Iterator[str]:
    if part.kind == "output":
        yield part.get("target")
    elif part.kind in {"script", "calledDecision"}:
        yield part.get("resultVariable")
    elif part.kind == "loopCharacteristics":
        yield part.get("outputCollection")
    elif part.kind == "header" and part.get("key") in _HEADERS:
        yield part.get("value")
