"""Test timers as BPMN states them."""

from typing import Literal

import pytest

from pipeline.ir.workflow import Timer
from pipeline.targets.common.condition import Variable
from pipeline.targets.execution.timers import delay, times
from pipeline.targets.execution.work import Cycle, Delay, Reads, Span, When


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P14D", Span(days=14)),
        ("P2W", Span(days=14)),
        ("PT1H30M", Span(hours=1, minutes=30)),
        ("PT0.5S", Span(seconds=0.5)),
        ("P1M", When(text="P1M")),
        ("2030-01-01T00:00:00Z", When(text="2030-01-01T00:00:00Z")),
        ("${due}", Reads(variable=Variable(path=("due",)))),
        ("= order.due", Reads(variable=Variable(path=("order", "due"), nullable=True))),
        ('= "PT10S"', Span(seconds=10)),
        ('=duration("PT1H")', Span(hours=1)),
        ('${"P2D"}', Span(days=2)),
        ('=date and time("2030-01-01T00:00:00Z")', When(text="2030-01-01T00:00:00Z")),
        ("2036-01-01T10:00:00+02:00[Europe/Berlin]", When(text="2036-01-01T10:00:00+02:00[Europe/Berlin]")),
        ("", None),
        ("P", None),
        ("PT", None),
        ("soon", None),
        ("P99999999999D", None),
        ("${now()}", None),
    ],
)
def test_durations_dates_and_variables_are_understood(text: str, expected: Delay | None) -> None:
    assert delay(Timer(kind="duration", text=text)) == expected


@pytest.mark.parametrize(
    ("kind", "text", "interval", "often"),
    [
        ("cycle", "R3/PT10H", Span(hours=10), 3),
        ("cycle", "R/PT10H", Span(hours=10), None),
        ("cycle", "R-1/PT10H", Span(hours=10), None),
        ("cycle", "R2/2030-01-01T00:00:00Z/P1D", Cycle(text="R2/2030-01-01T00:00:00Z/P1D"), None),
        ("cycle", "R2/P1D/2030-01-01T00:00:00Z", Cycle(text="R2/P1D/2030-01-01T00:00:00Z"), None),
        ("cycle", "R3/P1D/PT1H", None, None),
        ("cycle", '=cycle(3, duration("PT1H"))', Span(hours=1), 3),
        ("cycle", '=cycle(duration("PT1H"))', Span(hours=1), None),
        ("cycle", "0 0 9 * * ?", None, None),
        ("duration", "PT10H", Span(hours=10), 1),
    ],
)
def test_a_cycle_repeats(
    kind: Literal["cycle", "duration"], text: str, interval: Delay | None, often: int | None
) -> None:
    timer = Timer(kind=kind, text=text)
    assert (delay(timer), times(timer)) == (interval, often)
