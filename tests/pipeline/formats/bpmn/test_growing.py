"""Test that work grows with the size of a document and not with its square: counted in lines that run, not in time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType
from typing import Any, Final

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.soundness.verdict import violations
from pipeline.ir.document import Document
from pipeline.ir.model import Model
from pipeline.ir.workflow import WorkflowModel
from pipeline.operations.rules import CHECKED
from pipeline.validate import findings
from tests.pipeline.formats.bpmn.growing import KINDS

_SIZE: Final = 100
_SIZES: Final = {"one_above_the_other": 2 * _SIZE}
"""Kinds whose work is bounded only beyond a hundred shapes side by side."""
_MOST: Final = 2.5
_ENOUGH: Final = 4_000
"""Lines under which a part of the work is too little to judge."""
_BOUNDED: Final = frozenset(name for name, checked in CHECKED.items() if checked.rule.group == "soundness")
"""These look at states, up to a number that is counted: see below."""


class Lines:
    """A count of lines of Python."""

    count = 0


@contextmanager
def counted() -> Iterator[Lines]:
    """Count the lines that run inside, those of each round of a loop included."""
    lines = Lines()

    def trace(_frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:
        lines.count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lines
    finally:
        sys.settrace(before)


def parsed(content: bytes) -> Model:
    model = parse(Document(content=content)).model
    assert model is not None
    return model


def lines(content: bytes) -> dict[str, int]:
    """Count the lines of reading a document, and of each rule on it."""
    with counted() as reading:
        model = parsed(content)
    found = {"parse": reading.count}
    for name, checked in CHECKED.items():
        if name not in _BOUNDED:
            with counted() as rule:
                for _ in findings(checked, model):
                    pass
            found[name] = rule.count
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_document_is_twice_the_work(kind: str) -> None:
    size = _SIZES.get(kind, _SIZE)
    once, twice = lines(KINDS[kind](size)), lines(KINDS[kind](2 * size))
    grown = {name: twice[name] / max(count, _ENOUGH) for name, count in once.items()}
    assert {name: growth for name, growth in grown.items() if growth > _MOST} == {}


@pytest.mark.parametrize(
    "kind", ["without_start", "grid", "fan", "event_sub_processes", "errors", "messages", "processes"]
)
def test_soundness_stops_at_the_work_that_is_allowed(kind: str) -> None:
    """A second or two is meant; without a bound some of these take minutes, so that no clock is too slow to tell."""
    model = parsed(KINDS[kind](3_000))
    assert isinstance(model, WorkflowModel)
    before = process_time()
    violations(model)
    assert process_time() - before < 15
