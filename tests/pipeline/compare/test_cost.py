"""Test that comparing costs grow linearly, counted in calls, not in seconds."""

import random
import sys
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from pipeline.ir.workflow import WorkflowModel
from tests.fixtures.laws import NIGHTLY
from tests.pipeline.compare.documents import compare, process

WORDS = (
    "ship",
    "order",
    "pay",
    "check",
    "invoice",
    "customer",
    "approve",
    "send",
    "reject",
    "credit",
    "limit",
    "stock",
)
KINDS = ("task", "userTask", "serviceTask", "exclusiveGateway")
STEPS = 400 if NIGHTLY else 150
TIMES = 4
GROWTH = 1.7 * TIMES
"""Between what a sort costs on a model so many times larger, and the square of it."""


def long(prefix: str, seed: int, words: int, steps: int) -> WorkflowModel:
    chance = random.Random(seed)
    ids = [f"{prefix}{at}" for at in range(steps)]
    nodes = [f'<{chance.choice(KINDS)} id="{id_}" name="{" ".join(chance.sample(WORDS, words))}"/>' for id_ in ids]
    flows = [f'<sequenceFlow id="f{a}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(ids)]
    return process(*nodes, *flows)


def calls(before: WorkflowModel, after: WorkflowModel) -> int:
    count = 0

    def profile(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        found = compare(before, after)
    finally:
        sys.setprofile(None)
    assert sum(found.matched.values()) <= len(before.elements)
    return count


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("a", 1, 3), ("a", 1, 3)),
        (("a", 1, 3), ("b", 1, 3)),
        (("a", 1, 0), ("b", 1, 0)),
        (("a", 1, 3), ("a", 2, 3)),
        (("a", 1, 3), ("b", 2, 3)),
        (("a", 1, 1), ("b", 2, 1)),
    ],
    ids=["same", "other ids", "other ids, no names", "other names", "all else", "all else, few words"],
)
def test_a_larger_model_costs_as_much_more(before: tuple[str, int, int], after: tuple[str, int, int]) -> None:
    small, large = (calls(long(*before, steps), long(*after, steps)) for steps in (STEPS, STEPS * TIMES))
    assert large < small * GROWTH


def test_a_crowd_of_lookalikes() -> None:
    small, large = (
        calls(*(process(*(f'<task id="{letter}{at}"/>' for at in range(size))) for letter in "ab"))
        for size in (STEPS, STEPS * TIMES)
    )
    assert large < small * GROWTH
