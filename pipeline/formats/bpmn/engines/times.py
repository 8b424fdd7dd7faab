"""Recognise points in time, durations and repetitions as Camunda writes them: ISO 8601, and cron."""

import re
from datetime import datetime
from typing import Final

_NUMBER: Final = r"\d{1,9}(?:\.\d{1,9})?"
_SPAN: Final = (
    rf"P(?=[\dT])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_DURATION: Final = re.compile(_SPAN, re.IGNORECASE)
_START: Final = r"(?P<start>(?:[^/\[]|\[[^\]]*\])*)"  # with a zone such as [Europe/Berlin]
_CYCLE: Final = re.compile(rf"R(?:-1|\d{{1,9}})?/(?:{_START}/)?(?P<span>{_SPAN})", re.IGNORECASE)
_DATE: Final = re.compile(r"(?P<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)(?:\[[\w/+-]+\])?")
_FIELD: Final = r"[\dA-Za-z*?/,#-]+"
_CRON: Final = re.compile(rf"{_FIELD}(?: {_FIELD}){{5}}|@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)")


def is_duration(text: str) -> bool:
    """Return true for a duration: `PT15M`."""
    return _DURATION.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Return true for a point in time with its zone: `2026-05-01T12:00:00Z`."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        datetime.fromisoformat(found["date"])
    except ValueError:
        return False
    return True


def is_cycle(text: str) -> bool:
    """Return true for a repetition: `R3/PT10M`, with a start between them where it has one."""
    found = _CYCLE.fullmatch(text)
    return found is not None and (found["start"] is None or is_date(found["start"]))


def is_cron(text: str) -> bool:
    """Return true for cron with seconds: `0 0 9 * * MON-FRI`; the numbers are not judged."""
    return _CRON.fullmatch(text) is not None
