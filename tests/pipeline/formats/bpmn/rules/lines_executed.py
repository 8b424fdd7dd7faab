"""Measure the cost of validation in executed lines: the same on every machine."""

import sys
from types import FrameType
from typing import Any

from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.ir.workflow import WorkflowModel
from pipeline.operations.rules import validated


def lines_executed(checked: WorkflowModel, ruleset: RuleSet = DEFAULT) -> int:
    """Count the lines of Python that one validation executes."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        validated(checked, ruleset)
    finally:
        sys.settrace(before)
    return count
