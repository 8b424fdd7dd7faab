"""Expression of an executable process is not formal.

**Why.** What an expression says in natural language no engine can evaluate. The standard tells the two apart by the
type: a `tFormalExpression` is for machines, a plain expression for people. Many engines do not look at the type and
evaluate either; others refuse the process.

**Fix.** Give the expression `xsi:type="tFormalExpression"`, or mark the process as not executable.

**Example.** `Flow_1` is reported:

```xml
<sequenceFlow id="Flow_1" sourceRef="InStock" targetRef="Ship">
  <conditionExpression>there is enough of it</conditionExpression>
</sequenceFlow>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.expressions import expressions, is_formal
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.INFO
ALIASES = ("BPMNspector/EXT.012", "BPMNspector/EXT.123")
SOURCE = "BPMN 2.0.2, 8.4.6"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str, str]]:
    for owner, expression in expressions(model):
        if expression.value and not is_formal(expression):
            yield (
                owner,
                f"{sentence(named(owner))} has a {expression.kind} that the standard takes for prose. "
                "State it as a tFormalExpression.",
                expression.kind,
            )
