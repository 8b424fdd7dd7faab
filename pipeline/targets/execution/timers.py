"""Read timers: ISO 8601 durations, dates and repetitions, and variables that hold one."""

import re
from datetime import datetime
from typing import Final

from pipeline.ir.workflow import Timer
from pipeline.targets.common.safe_condition import variable
from pipeline.targets.execution.work import Delay, Reads, Span, When

_DURATION: Final = re.compile(
    r"P(?=[\dT])(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?"
)
_REPEATED: Final = re.compile(r"R(\d{0,6})/(?:.*/)?([^/]*)")


def delay(timer: Timer | None) -> Delay | None:
    """Return how long to wait; None where the model does not say it in a way that can be run."""
    if timer is None:
        return None
    text = timer.text
    if timer.kind == "cycle" and (repeated := _REPEATED.fullmatch(text)):
        text = repeated[2]
    if parts := _DURATION.fullmatch(text):
        return _span(parts) or When(text=text)
    if _is_date(text):
        return When(text=text)
    named = variable(text) if text.startswith(("${", "#{", "=")) else None
    return Reads(variable=named) if named else None


def times(timer: Timer | None) -> int | None:
    """Return how often the timer of an event that does not interrupt fires; None: for ever."""
    if timer is None or timer.kind != "cycle":
        return 1
    repeated = _REPEATED.fullmatch(timer.text)
    return int(repeated[1]) if repeated and repeated[1] else None


def _span(parts: re.Match[str]) -> Span | None:
    if parts["years"] or parts["months"]:
        return None
    seconds = float(parts["seconds"] or 0)
    return Span(
        days=7 * int(parts["weeks"] or 0) + int(parts["days"] or 0),
        hours=int(parts["hours"] or 0),
        minutes=int(parts["minutes"] or 0),
        seconds=int(seconds) if seconds.is_integer() else seconds,
    )


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
