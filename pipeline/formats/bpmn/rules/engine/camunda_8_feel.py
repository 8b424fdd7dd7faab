"""FEEL expression cannot be read, or a constant stands in its place.

**Why.** A text that begins with `=` is FEEL, any other is a constant. A condition, a collection or a correlation key
that is a constant is refused; an expression that is not whole is, too. Ameide looks at the surface only: texts and
brackets that do not end, operators of other languages, an end in the middle. What it lets pass may still be wrong.

**Fix.** Begin with `=`, close what is open, write `=`, `and`, `or` for `==`, `&&`, `||`.

**Example.** Reported, for FEEL compares with one `=`:

```xml
<conditionExpression>= amount == 3</conditionExpression>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.expressions import written
from pipeline.formats.bpmn.engines.feel import wrong
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, FEEL expressions"
ALIASES = ("camunda-compat/feel",)


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    for each in written(model):
        subject = f"{sentence(named(each.element))} has a {each.place}, {quoted(each.text)}, that"
        if not each.is_feel:
            yield each.element, f"{subject} is a constant. Begin with = and write an expression.", each.place
        elif fault := wrong(each.text):
            yield each.element, f"{subject} {fault}. Write it in FEEL.", each.place
