"""Agent tool has no documentation.

**Why.** The language model chooses among the tools of an ad hoc sub-process by what their documentation says. One
without is chosen by its name, or not at all.

**Fix.** Write into `documentation` what the tool does, and when to use it.

**Example.** Reported, in a sub-process that an agent runs:

```xml
<serviceTask id="Mail" name="Mail"/>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.agents import tools
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Agentic orchestration: tools"
ALIASES = ("camunda-compat/agent-tool-documentation",)

_AGENTS = (8, 8)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for tool in tools(model) if knows(version, _AGENTS) else ():
        if not tool.documentation.strip():
            yield tool, f"{sentence(named(tool))} is a tool of an agent and says nothing of itself. Document it."
