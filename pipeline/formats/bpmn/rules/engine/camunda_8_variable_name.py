"""Target of a mapping is not a variable name.

**Why.** A name with a blank, a hyphen or a leading digit cannot be read back in an expression: FEEL takes `order-id`
for a difference.

**Fix.** Use letters, digits and `_`, not beginning with a digit; a dot leads into a variable.

**Example.** Reported, for `order-id` is not a name:

```xml
<zeebe:ioMapping><zeebe:input source="=id" target="order-id"/></zeebe:ioMapping>
```
"""

import re
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Variables: variable names"
ALIASES = ("camunda-compat/variable-name",)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_WRITTEN = {
    "input": ("target",),
    "output": ("target",),
    "loopCharacteristics": ("inputElement", "outputCollection"),
    "script": ("resultVariable",),
    "calledDecision": ("resultVariable",),
    "adHoc": ("outputCollection",),
}


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for element, said in told(model):
        for name in _WRITTEN.get(said.kind, ()):
            text = said.get(name)
            if text and not _NAME.fullmatch(text):
                message = (
                    f"{sentence(named(element))} writes into {quoted(text)}, which is no name of a variable. Use "
                    "letters, digits and underscores."
                )
                yield element, message, f"{said.kind}/{name}"
