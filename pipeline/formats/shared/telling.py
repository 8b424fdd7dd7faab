"""Tell what is odd in a document that could be read, and never more than somebody would look at."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pipeline.ir.document import Problem
from pipeline.ir.model import Element

_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST: Final = 1_000


def deceptive(elements: Iterable[Element]) -> Iterator[Problem]:
    """Yield elements with characters that change the direction of text, so that it looks like something else."""
    for element in elements:
        said = "\n".join((element.name, element.source_id or "", *element.attributes.values(), element.folded))
        if not said.isascii() and (found := _BIDI.search(said)):
            message = f"It holds the invisible character U+{ord(found[0]):04X}, which changes the direction of text."
            yield Problem(code="BIDI_CHARACTER", message=message, line=element.line, path=element.id)


def at_most(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first problems by their lines, and the number of those that are left out."""
    ordered = sorted(problems, key=lambda problem: problem.line or 0)
    if len(ordered) <= _MOST:
        return tuple(ordered)
    last = Problem(code="MORE_PROBLEMS", message=f"{len(ordered) - _MOST:,} more problems are not listed.")
    return (*islice(ordered, _MOST), last)
