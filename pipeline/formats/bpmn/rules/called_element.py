"""Call activity does not say what it calls.

**Why.** It stands for another process or global task. Without naming one it cannot run, and what depends on the called
process cannot be seen. That what it names exists is not asked here: it may be imported later, or belong to others.
Some engines name it in extensions of their own (`caseRef`, or a `calledElement` with a `processId`): that counts.

**Fix.** State the id of the process in `calledElement`. If nothing is called, use a task or a sub-process.

**Example.** Reported:

```xml
<callActivity id="Ship" name="Ship order"/>
```
"""

import re
from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
ALIASES = ("bpmn-to-code/missing-called-element",)
SOURCE = "BPMN 2.0.2, 10.3.6"
_NAMED_IN_ELEMENT = re.compile(r"""<(?:[\w.-]+:)?calledElement\s[^>]*?\bprocessId\s*=\s*["'][^"'>]""")


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for call in model.of_kind("callActivity"):
        if not (call.called or "").strip() and not _called_by_extension(call):
            yield (
                call,
                f"{sentence(named(call))} does not say what it calls. State the id of the process in calledElement, "
                "or use a task or sub-process.",
            )


def _called_by_extension(call: FlowElement) -> bool:
    return any(
        extension.attributes.get("caseRef") or any(_NAMED_IN_ELEMENT.match(text) for text in extension.elements)
        for extension in call.extensions.values()
    )
