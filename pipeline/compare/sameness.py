"""Measure how much of two models is the same, for documents whose ids say nothing about that."""

from collections.abc import Callable
from typing import Any

from pipeline.compare.matching import matched
from pipeline.compare.similarity import names_alike
from pipeline.compare.structure import Structure
from pipeline.ir.comparison import Comparison
from pipeline.ir.model import Element, Model

_ALIKE = 0.5


def share(before: Model, after: Model, comparison: Comparison[Any], says_nothing: Callable[[str], bool]) -> float:
    """Return the share of the named elements that both models have under similar names; 1 if nothing differs.

    The model with more named elements counts. Default names are left out.
    """
    if before.content_digest == after.content_digest:
        return 1.0
    pairing = matched(Structure(before, comparison), Structure(after, comparison))

    def said(element: Element) -> str:
        text = comparison.wording(element).strip()
        return "" if says_nothing(text) else text

    named = [sum(bool(said(element)) for element in model.elements) for model in (before, after)]
    pairs = ((before.by_id[one], after.by_id[other]) for one, other in pairing.forward.items())
    both = sum(bool(said(a) and said(b)) and names_alike(said(a), said(b)) >= _ALIKE for a, b in pairs)
    return both / max(named) if max(named) else 0.0
