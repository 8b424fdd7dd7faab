"""Timer is not one that Camunda 8 takes at this place.

**Why.** A process begins at a date or in a cycle, not after a span; what interrupts fires once, so it has no cycle; and
dates at boundary and intermediate events came with 8.3. What is neither an expression nor ISO 8601 (nor cron, since
8.1) is refused.

**Fix.** Use the kind of timer that the place takes, as ISO 8601 (`PT15M`, `2026-05-01T12:00:00Z`, `R3/PT10M`) or as an
expression.

**Example.** Reported:

```xml
<boundaryEvent id="Late" attachedToRef="Sign">
  <timerEventDefinition><timeDuration>15 minutes</timeDuration></timerEventDefinition>
</boundaryEvent>
```
"""

from collections.abc import Iterator

from pipeline.formats.bpmn.engines.feel import is_feel
from pipeline.formats.bpmn.engines.releases import knows, written
from pipeline.formats.bpmn.engines.saying import key
from pipeline.formats.bpmn.engines.times import is_cron, is_cycle, is_date, is_duration
from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.ruleset import Release
from pipeline.ir.workflow import FlowElement, Timer, WorkflowModel

SEVERITY = Severity.ERROR
TARGET = "camunda-8"
SOURCE = "Camunda 8 documentation, Timer events"
ALIASES = ("camunda-compat/timer",)

_CRON = (8, 1)
_TAKEN = {
    "startEvent/timer": {"cycle": (1, 0), "date": (1, 0)},
    "eventSubProcess/timer": {"date": (1, 0), "duration": (1, 0)},
    "boundaryEvent/timer": {"date": (8, 3), "duration": (1, 0)},
    "intermediateCatchEvent/timer": {"date": (8, 3), "duration": (1, 0)},
}
_REPEATED = frozenset({"eventSubProcess/timer", "boundaryEvent/timer"})


def check(model: WorkflowModel, version: Release) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, "startEvent", "boundaryEvent", "intermediateCatchEvent"):
        place = key(model, event)
        if place in _TAKEN and (wrong := _wrong(event, place, version)):
            yield event, f"{sentence(named(event))} {wrong}"


def _wrong(event: FlowElement, place: str, version: Release) -> str | None:
    taken: dict[str, Release] = dict(_TAKEN[place])
    if place in _REPEATED and not event.interrupting:
        taken["cycle"] = (1, 0)
    timer = event.events[0].timer
    if timer is None or not timer.text.strip():
        return f"does not say when it fires. State a {' or '.join(sorted(taken))}."
    since = taken.get(timer.kind)
    if since is None:
        return f"has a {timer.kind}, which is not taken there. State a {' or '.join(sorted(taken))}."
    if not knows(version, since):
        return f"has a {timer.kind}, which Camunda {written(since)} and later take there. State a duration."
    if not is_feel(timer.text) and not _reads(timer, version):
        return f"fires at {quoted(timer.text)}, which is no {timer.kind} in ISO 8601. Write one, or an expression."
    return None


def _reads(timer: Timer, version: Release) -> bool:
    text = timer.text.strip()
    if timer.kind == "date":
        return is_date(text)
    if timer.kind == "duration":
        return is_duration(text)
    return is_cycle(text) or (is_cron(text) and knows(version, _CRON))
