"""Read timers: ISO 8601 durations, dates and repetitions, and variables that hold one."""

import re
from datetime import datetime
from typing import Final

from pipeline.ir.workflow import Timer
from pipeline.targets.common.safe_condition import variable
from pipeline.targets.execution.work import Cycle, Delay, Reads, Span, When

_DURATION: Final = re.compile(
    r"P(?=[\dT])(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?"
)
_REPEATED: Final = re.compile(r"R(-1|\d{0,6})/([^/]*)(?:/([^/]*))?")
_ZONE: Final = re.compile(r"\[[\w/+-]+\]$")
_TEXT: Final = r"""["']([^"']*)["']"""
# what FEEL and JUEL write around a constant: a text, or a call that makes a time of one
_CONSTANT: Final = re.compile(rf"(?:(?:duration|date|date and time)\s*\(\s*{_TEXT}\s*\)|{_TEXT})")
_CYCLE: Final = re.compile(rf"cycle\(\s*(?:(\d+)\s*,\s*)?(?:duration\s*\(\s*{_TEXT}\s*\)|{_TEXT})\s*\)")


def delay(timer: Timer | None) -> Delay | None:
    """Return how long to wait; None where the model does not say it in a way that can be run."""
    if timer is None:
        return None
    text = _constant(timer.text)
    if timer.kind == "cycle" and (repeated := _REPEATED.fullmatch(text)):
        if repeated[3] is not None:
            return _anchored(text, repeated[2], repeated[3])
        text = repeated[2]
    if parts := _DURATION.fullmatch(text):
        return _span(parts) or When(text=text)
    if _is_date(text):
        return When(text=text)
    named = variable(text) if text.startswith(("${", "#{", "=")) else None
    return Reads(variable=named) if named else None


def times(timer: Timer | None) -> int | None:
    """Return how often the timer of an event that does not interrupt fires; None: for ever, or as often as its time
    says."""
    if timer is None or timer.kind != "cycle":
        return 1
    repeated = _REPEATED.fullmatch(_constant(timer.text))
    if repeated is None:
        return None
    return int(repeated[1]) if repeated[1] not in {"", "-1"} and repeated[3] is None else None


def _anchored(text: str, first: str, second: str) -> Cycle | None:
    """Return a repetition that has a date and a duration; None for anything else, which is no interval."""
    dated = [_is_date(each) for each in (first, second)]
    lasting = [_DURATION.fullmatch(each) is not None for each in (first, second)]
    return Cycle(text=text) if dated == [not each for each in lasting] and any(dated) and any(lasting) else None


def _constant(text: str) -> str:
    """Return the text that an expression states, `= duration("PT1H")`; any other text as it is."""
    text = text.strip()
    inner = text[1:] if text.startswith("=") else text[2:-1] if text[:2] in {"${", "#{"} and text[-1:] == "}" else ""
    if found := _CONSTANT.fullmatch(inner.strip()):
        return next(filter(None, found.groups()), "")
    if found := _CYCLE.fullmatch(inner.strip()):
        return f"R{found[1] or ''}/{found[2] or found[3]}"
    return text


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
        datetime.fromisoformat(_ZONE.sub("", text))
    except ValueError:
        return False
    return True
