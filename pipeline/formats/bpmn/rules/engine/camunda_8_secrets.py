"""Secret is not written in the form of the release.

**Why.** What stands for a secret is replaced only if it is written as the release writes it: `{{secrets.NAME}}`, and
since 8.10 `camunda.secrets.NAME`. Anything else is sent as it stands: the name in place of the secret.

**Fix.** Write `{{secrets.NAME}}` before 8.10, `camunda.secrets.NAME` from then on.

**Example.** Reported:

```xml
<zeebe:input source="secrets.TOKEN" target="authentication.token"/>
```
"""

import re
from collections.abc import Iterator

from pipeline.formats.bpmn.engines.camunda_8 import told
from pipeline.formats.bpmn.engines.releases import knows
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Connectors: using secrets"
ALIASES = ("camunda-compat/secrets",)

_REPLACED = (8, 3)
_NAMED = (8, 10)
_ASKED = re.compile(r"(?<![\w.])secrets\.[\w-]")
_BRACES = re.compile(r"\{\{\s*secrets\.[\w-]+\s*\}\}")
_PLACES = (("input", "source"), ("property", "value"), ("subscription", "correlationKey"))


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str, str]]:
    way = "camunda.secrets.NAME" if knows(version, _NAMED) else "{{secrets.NAME}}"
    for element, said in told(model) if knows(version, _REPLACED) else ():
        for name in (name for kind, name in _PLACES if kind == said.kind):
            text = said.get(name)
            left = text if knows(version, _NAMED) else _BRACES.sub("", text)
            if _ASKED.search(left):
                message = f"{sentence(named(element))} asks for a secret in an outdated way. Write {way}."
                yield element, message, f"{said.kind}/{name}"
