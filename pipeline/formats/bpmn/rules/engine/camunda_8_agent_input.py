"""The function fromAi is called where no agent answers, or in a wrong form.

**Why.** `fromAi(toolCall.name, "description")` in an input mapping of a tool's first element tells the language model
what to give. Camunda 8 reads it when the process is deployed: the key has to be one name below `toolCall`, once in a
tool, the description a text. Elsewhere, or otherwise written, it gives null, and nobody is told.

**Fix.** Write `fromAi(toolCall.name, "what it is")` in an input mapping of the element that the tool begins with, and
read `toolCall.name` from then on.

**Example.** Reported, for the key is a text:

```xml
<zeebe:input source="=fromAi(&quot;url&quot;)" target="url"/>
```
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.agents import FromAi, around, from_ai, is_agentic
from pipeline.formats.bpmn.engines.expressions import Written, written
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Agentic orchestration: fromAi"
ALIASES = ("camunda-compat/agent-fromai-contract",)

_AGENTS = (8, 8)
_KEY = re.compile(r"toolCall\.[A-Za-z_]\w*")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    keys: Counter[tuple[str, str]] = Counter()
    for each in written(model) if knows(version, _AGENTS) else ():
        for call in from_ai(each.text):
            keys[each.element.id, call.key] += 1
            twice = keys[each.element.id, call.key] == 2 and call.key
            if wrong := _place(model, each) or _way(call) or (twice and _twice(call)):
                yield each.element, f"{sentence(named(each.element))} {wrong}", each.place


def _place(model: WorkflowModel, each: Written) -> str | None:
    container = around(model, each.element)
    if each.place != "input/source":
        return "asks an agent with fromAi() outside of an input mapping. Ask in an input mapping of the tool."
    if container is None:
        return "asks an agent with fromAi() outside of an ad hoc sub-process. Ask in a tool of the agent."
    if not is_agentic(container):
        return (
            f"asks an agent with fromAi(), and {quoted(container.label)} is not marked as one. Mark it with the "
            "property io.camunda.agenticai.toolContainer."
        )
    if each.element.id in model.incoming:
        return "asks an agent with fromAi() in the middle of a tool. Ask where the tool begins."
    return None


def _way(call: FromAi) -> str | None:
    if call.name != "fromAi":
        return f"calls {call.name}(). Write fromAi()."
    if not _KEY.fullmatch(call.key):
        return f"calls fromAi() with the key {quoted(call.key)}. Use one name below toolCall, such as toolCall.url."
    if call.description and not _TEXT.fullmatch(call.description):
        return "calls fromAi() with a description that is no text. Write a text in quotation marks."
    return None


def _twice(call: FromAi) -> str:
    return f"asks for {quoted(call.key)} twice. Ask once and read the variable."
