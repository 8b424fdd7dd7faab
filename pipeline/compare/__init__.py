"""Compare two models element by element, even if their ids changed."""

from typing import Any

from pipeline.compare.changes import difference
from pipeline.compare.matching import matched
from pipeline.compare.structure import Structure
from pipeline.ir.comparison import Comparison
from pipeline.ir.difference import Difference
from pipeline.ir.model import Model


def compare(before: Model, after: Model, comparison: Comparison[Any]) -> Difference:
    """Return the difference of `after` from `before`, given the comparison table of their notation.

    `compare(b, a)` is always `compare(a, b).mirrored()`.
    """
    # a choice among equals depends on who is asked first, so the order is the models', not the caller's
    if _key(before, after) > _key(after, before):
        return _compared(after, before, comparison).mirrored()
    return _compared(before, after, comparison)


def _compared(before: Model, after: Model, comparison: Comparison[Any]) -> Difference:
    first, second = Structure(before, comparison), Structure(after, comparison)
    return difference(first, second, matched(first, second))


def _key(model: Model, other: Model) -> tuple[str, str]:
    alike = model.content_digest == other.content_digest and model != other
    return model.content_digest, model.model_dump_json() if alike else ""
