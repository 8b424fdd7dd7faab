"""What a comparison costs: models of 5,000 elements, where ids help and where nothing does."""

import gc
import random
import time
from itertools import pairwise

import pytest

from pipeline.compare import compare
from pipeline.ir.workflow import WorkflowModel
from tests.pipeline.compare.documents import process

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
SECONDS = 6.0
"""A generous multiple of what it takes (docs/diff.md), far below what a quadratic step would."""


def long(prefix: str, seed: int, words: int, steps: int = 2_500) -> WorkflowModel:
    chance = random.Random(seed)
    ids = [f"{prefix}{at}" for at in range(steps)]
    nodes = [f'<{chance.choice(KINDS)} id="{id_}" name="{" ".join(chance.sample(WORDS, words))}"/>' for id_ in ids]
    flows = [f'<sequenceFlow id="f{a}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(ids)]
    return process(*nodes, *flows)


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
def test_five_thousand_elements(before, after):
    models = long(*before), long(*after)
    gc.collect()
    start = time.process_time()
    found = compare(*models)
    took = time.process_time() - start
    assert sum(found.matched.values()) <= len(models[0].elements)
    assert took < SECONDS


def test_a_crowd_of_lookalikes():
    crowds = [process(*(f'<task id="{letter}{at}"/>' for at in range(5_000))) for letter in "ab"]
    start = time.process_time()
    assert compare(*crowds).same_meaning
    assert time.process_time() - start < SECONDS
