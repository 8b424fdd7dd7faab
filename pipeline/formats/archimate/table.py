"""Look up which relationships ArchiMate 3.2 allows between two types (its appendix B)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from pipeline.ir.architecture import JUNCTIONS, RELATIONSHIPS

VERSION: Final = "3.2"
_LETTERS: Final = {
    "a": "Access",
    "c": "Composition",
    "f": "Flow",
    "g": "Aggregation",
    "i": "Assignment",
    "n": "Influence",
    "o": "Association",
    "r": "Realization",
    "s": "Specialization",
    "t": "Triggering",
    "v": "Serving",
}


def allowed(source: str, target: str) -> frozenset[str] | None:
    """Return the types of relationship from one type to another; None where the table does not know one of them."""
    return _table().get((_row(source), _row(target)))


def _row(kind: str) -> str:
    return "Junction" if kind in JUNCTIONS else "Relationship" if kind in RELATIONSHIPS else kind


@cache
def _table() -> Mapping[tuple[str, str], frozenset[str]]:
    lines = (files(__package__) / "relationships_3_2.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    targets = rows[0][1:]
    return {
        (row[0], target): frozenset(_LETTERS[letter] for letter in letters.replace("-", ""))
        for row in rows[1:]
        for target, letters in zip(targets, row[1:], strict=True)
    }
