"""Mapping lacks a source or target.

**Why.** A mapping without a target writes nowhere; one of the output without a source has nothing to write. An input
without a source makes a variable that is null since 8.8, and is refused before.

**Fix.** State `source` and `target`.

**Example.** Reported, for its target is missing:

```xml
<serviceTask id="Bill">
  <extensionElements>
    <zeebe:ioMapping><zeebe:input source="=order.total"/></zeebe:ioMapping>
  </extensionElements>
</serviceTask>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.formats.bpmn.engines.saying import Said
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Variables: input and output mappings"
ALIASES = ("camunda-compat/io-mapping",)

_NO_SOURCE = (8, 8)


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for element, said in told(model):
        if said.kind in {"input", "output"} and (missing := _missing(said, version)):
            yield element, f"{sentence(named(element))} has an {said.kind} mapping without a {missing}. State it."


def _missing(said: Said, version: Release) -> str | None:
    if not said.get("target"):
        return "target"
    needed = said.kind == "output" or not knows(version, _NO_SOURCE)
    return "source" if needed and not said.get("source") else None
