"""Define the rule of currency: a question about now does not enter the past, unless it starts there.

A version is current if its model has no later one, and in use if the last build of some target was made from it. A
build is current if it is the last one of its model and target. Whatever belongs to a retired model is neither. All of
that holds at the moment of the question.

Most edges stay within one version or build, lead to vertices without versions, or end with the version. So a walk
enters the past only by the few kinds below. `graph.matching.Place` says which version and build a vertex belongs to.
"""

from typing import Final

from graph.store import Direction

_EITHER_WAY: Final = frozenset({"RELIES_ON"})
_BACKWARDS: Final = frozenset(
    {"PARSED_FROM", "VERSION_OF", "REFERS_TO", "USED", "DEPENDS_ON", "GENERATED_FROM", "MADE_FROM", "BY"}
)


def entering(direction: Direction) -> frozenset[str]:
    """Return the kinds of edges that may lead into the past when they are followed this way."""
    return _EITHER_WAY if direction is Direction.LINEAGE else _EITHER_WAY | _BACKWARDS
