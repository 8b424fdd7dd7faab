"""Timer is neither ISO 8601 nor an expression.

**Why.** Times are written as in ISO 8601: `2027-03-01T09:00:00Z`, `PT15M`, `R3/PT10M`. What is written otherwise is
found out when the timer is due, or read as something else. What a cycle repeats is a duration, a duration with a date
before or after it, or two dates; a cycle may also be a cron expression of six or seven fields (`0 0 9 ? * MON-FRI`).
Expressions are not looked into: what begins with `=` or holds `${`, `#{`, `{{` or a bracket; nor are the times of jBPM
(`1h 30m`).

**Fix.** Write it as ISO 8601, or as an expression.

**Example.** `Reminder` is reported, because the minutes need a `T` before them and the days none:

```xml
<intermediateCatchEvent id="Reminder">
  <timerEventDefinition>
    <timeDuration>PT2D</timeDuration>
  </timerEventDefinition>
</intermediateCatchEvent>
```
"""

import re
from collections.abc import Iterator
from datetime import datetime

from pipeline.formats.bpmn.facts.executable import executed
from pipeline.ir.finding import Severity
from pipeline.ir.naming import named, quoted, sentence
from pipeline.ir.workflow import EVENTS, FlowElement, Timer, WorkflowModel

SEVERITY = Severity.WARNING
ALIASES = ("bpmn-to-code/timer-cron-syntax", "bpmn-to-code/timer-iso8601-syntax")
SOURCE = "BPMN 2.0.2, 10.5.5"
_EXPRESSION = re.compile(r"\s*=|.*([$#]\{|\{\{|\()", re.DOTALL)
_NUMBER = r"\d{1,18}(?:[.,]\d{1,18})?"
_DURATION = re.compile(
    rf"P(?=\d|T\d)({_NUMBER}Y)?({_NUMBER}M)?({_NUMBER}W)?({_NUMBER}D)?"
    rf"(T(?=\d)({_NUMBER}H)?({_NUMBER}M)?({_NUMBER}S)?)?"
)
_CRON = re.compile(
    r"@(yearly|annually|monthly|weekly|daily|midnight|hourly)|([0-9A-Za-z*?/,#-]+\s+){5,6}[0-9A-Za-z*?/,#-]+"
)
_JBPM = re.compile(r"(\d{1,18}(d|h|m|s|ms)\s*)+(###.*)?")
_ZONE = re.compile(r"\[[\w/+-]{1,40}\]$")
_PARTS = re.compile(r"(?:[^/\[]|\[[^\]]*\]?)+")  # in a zone such as [Europe/Berlin], `/` parts nothing
_LONGEST = 200
_EXPECTED = {"date": "a date and time", "duration": "a duration", "cycle": "a repeating interval"}
_EXAMPLE = {"date": "2027-03-01T09:00:00Z", "duration": "PT15M", "cycle": "R3/PT10M"}


def check(model: WorkflowModel) -> Iterator[tuple[FlowElement, str]]:
    for event in executed(model, *EVENTS):
        for timer in (each.timer for each in event.events if each.timer and each.timer.text.strip()):
            if not _readable(timer):
                yield (
                    event,
                    f"{sentence(named(event))} has the time {quoted(timer.text)}, which is not {_EXPECTED[timer.kind]} "
                    f"in ISO 8601. Write it like {_EXAMPLE[timer.kind]}.",
                )


def _readable(timer: Timer) -> bool:
    text = timer.text.strip()
    if _EXPRESSION.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    if _JBPM.fullmatch(text):
        return True
    return {"date": _date, "duration": _duration, "cycle": _cycle}[timer.kind](text)


def _date(text: str) -> bool:
    try:
        datetime.fromisoformat(_ZONE.sub("", text))
    except ValueError:
        return False
    return True


def _duration(text: str) -> bool:
    return bool(_DURATION.fullmatch(text))


def _cycle(text: str) -> bool:
    often, *parts = _PARTS.findall(text)
    if not re.fullmatch(r"R(-1|\d{0,18})", often):
        return bool(_CRON.fullmatch(text))
    read = [(_date(part), _duration(part)) for part in parts]
    if not all(map(any, read)):
        return False
    dates = sum(date for date, _ in read)
    return (len(read), dates) in {(1, 0), (2, 1), (2, 2)}
