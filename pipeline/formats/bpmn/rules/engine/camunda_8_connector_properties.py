"""Inbound connector has a property that the release ignores.

**Why.** Some properties of inbound connectors came with 8.6; older ones ignore them, and messages live shorter, or are
taken twice.

**Fix.** Take the property out, or use Camunda 8.6 or later.

**Example.** Reported for `camunda-8@8.5`:

```xml
<zeebe:properties>
  <zeebe:property name="inbound.type" value="io.camunda:webhook:1"/>
  <zeebe:property name="messageTtl" value="PT1H"/>
</zeebe:properties>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Inbound connectors"
ALIASES = ("camunda-compat/connector-properties",)

_KNOWN = (8, 6)
_LATE = ("messageTtl", "consumeUnmatchedEvents", "deduplicationModeManualFlag")


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model) if not knows(version, _KNOWN) else ():
        names = {part.get("name"): part.get("value") for part in said.all("property")}
        if said.kind == "properties" and names.get("inbound.type", "").startswith("io.camunda:"):
            for name in (name for name in _LATE if name in names):
                message = f"{sentence(named(element))} has the property {name}, which 8.6 knows. Take it out."
                yield element, message, name
