"""Temporal Python cannot run this element.

**Why.** What it has no way to run it refuses, element by element, before it generates anything. Here the same is said
while the process is still being drawn.

**Fix.** Say it with what the target supports, as `docs/targets/temporal-python.md` lists it, or take another.

**Example.** Reported:

```xml
<complexGateway id="Enough"/>
```
"""

from collections.abc import Iterator

from pipeline.ir.finding import Severity
from pipeline.ir.model import Element
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import WorkflowModel
from pipeline.targets.temporal_python.support import unsupported

SEVERITY = Severity.ERROR
TARGET = "temporal-python"
SOURCE = "Ameide, temporal-python: what it supports"


def check(model: WorkflowModel, _version: Release) -> Iterator[tuple[Element, str]]:
    for element, why in unsupported(model):
        if element is not None:
            message = f"{sentence(named(element))} cannot be run by temporal-python: {why}. Say it in another way."
            yield element, message
