"""Participant multiplicity has a minimum above its maximum.

**Why.** A multiplicity says how many of its kind take part. Less than none is no number, at most none leaves the
participant out of its own pool, and a maximum below the minimum can never be met. Where nothing is said, the minimum is
0 and the maximum 1.

**Fix.** State a minimum of 0 or more, and a maximum of 1 or more that is not below it.

**Example.** `Carrier` is reported, because the maximum is 1 where none is stated:

```xml
<participant id="Carrier">
  <participantMultiplicity minimum="2"/>
</participant>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.facts.inside import within
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, sentence
from pipeline.ir.workflow import FlowElement, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("BPMNspector/EXT.029", "BPMNspector/EXT.030")
SOURCE = "BPMN 2.0.2, 9.3.1"


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for participant in model.of_kind("participant"):
        for said in within(model, participant, "participantMultiplicity"):
            least, most = _number(said.attributes.get("minimum"), 0), _number(said.attributes.get("maximum"), 1)
            if least is None or most is None or least < 0 or most < max(least, 1):
                yield (
                    participant,
                    f"{sentence(named(participant))} has a multiplicity that no number satisfies. "
                    "State a minimum of 0 or more, and a maximum of 1 or more that is not below it.",
                )


def _number(stated: str | None, otherwise: int) -> int | None:
    try:
        return otherwise if stated is None else int(stated[:20])
    except ValueError:
        return None
