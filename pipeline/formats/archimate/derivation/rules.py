"""Tables of the derivation rules of ArchiMate 3.2, appendix B: DR1 to DR8 are valid, PDR1 to PDR12 potential."""

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import product
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.ir.architecture import JUNCTIONS, LAYERS, RELATIONSHIPS

SPECIALIZATION: Final = "Specialization"
STRUCTURAL: Final = ("Realization", "Assignment", "Aggregation", "Composition")
"""Structural relationships, the weakest first."""
DEPENDENCY: Final = ("Association", "Influence", "Access", "Serving")
"""Dependency relationships, the weakest first."""
DYNAMIC: Final = ("Flow", "Triggering")
_OTHERS: Final = (*STRUCTURAL, *DEPENDENCY, *DYNAMIC)


class Shape(Enum):
    """The position of two relationships to each other: the element that they share, and what follows."""

    LINE = "p(a,b), q(b,c): r(a,c)"
    SAME_TARGET = "p(a,b), q(c,b): r(c,a)"
    SAME_SOURCE = "p(a,b), q(a,c): r(b,c)"


class Rule(NamedTuple):
    """The relationship that two others yield."""

    name: str
    kind: str
    grouping: bool = False
    """True if the rule holds only where the shared element is a grouping."""

    @property
    def valid(self) -> bool:
        return self.name.startswith("DR")


def _weakest(order: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for p, q in product(order, order):
        yield p, q, min(p, q, key=order.index)


def _in_line() -> Iterator[tuple[str, str, Rule]]:
    yield SPECIALIZATION, SPECIALIZATION, Rule("DR1", SPECIALIZATION)
    for p, q, weaker in _weakest(STRUCTURAL):
        yield p, q, Rule("DR2", weaker)
    for p, q in product(STRUCTURAL, DEPENDENCY):
        yield p, q, Rule("DR3", q)
        yield q, p, Rule("PDR5", q)
    for p, q in product(STRUCTURAL, DYNAMIC):
        yield p, q, Rule("DR5", q)
    for q in STRUCTURAL:
        yield "Triggering", q, Rule("DR7", "Triggering")
        yield "Flow", q, Rule("PDR8", "Flow")
    yield "Triggering", "Triggering", Rule("DR8", "Triggering")
    yield "Flow", "Flow", Rule("PDR10", "Flow")
    for p, q, weaker in _weakest(DEPENDENCY):
        yield p, q, Rule("PDR7", weaker)
    for other in _OTHERS:
        yield SPECIALIZATION, other, Rule("PDR1", other)
        yield other, SPECIALIZATION, Rule("PDR4", other)


def _same_target() -> Iterator[tuple[str, str, Rule]]:
    for p in STRUCTURAL:
        for q in DEPENDENCY:
            yield p, q, Rule("DR4", q)
        yield p, "Flow", Rule("DR6", "Flow")
        yield p, "Triggering", Rule("PDR11", "Triggering")
    for other in _OTHERS:
        yield SPECIALIZATION, other, Rule("PDR2", other)


def _same_source() -> Iterator[tuple[str, str, Rule]]:
    for p in STRUCTURAL:
        for q in DEPENDENCY:
            yield p, q, Rule("PDR6", q)
        for q in DYNAMIC:
            yield p, q, Rule("PDR9", q)
    for other in _OTHERS:
        yield SPECIALIZATION, other, Rule("PDR3", other)
    for p, q in product(("Composition", "Aggregation"), ("Realization", "Assignment")):
        yield p, q, Rule("PDR12", q, grouping=True)


RULES: Final[Mapping[Shape, Mapping[tuple[str, str], Rule]]] = MappingProxyType(
    {
        shape: MappingProxyType({(p, q): rule for p, q, rule in rows})
        for shape, rows in (
            (Shape.LINE, _in_line()),
            (Shape.SAME_TARGET, _same_target()),
            (Shape.SAME_SOURCE, _same_source()),
        )
    }
)
"""Rules for relationships p and q, by their position and kinds; at most one rule for each two."""

_DOMAINS: Final = {"motivation": "motivation", "strategy": "strategy", "implementation": "implementation"}
_DOMAIN: Final = {
    **{kind: _DOMAINS.get(layer, "core") for layer, kinds in LAYERS.items() for kind in kinds},
    **dict.fromkeys(RELATIONSHIPS | JUNCTIONS, "relationships"),
}


def passes(source: str, through: str, target: str) -> bool:
    """Return true if a relationship may be derived from one kind of element to another through a third (B.4).

    The third one is of the domain of one end. From implementation and migration to strategy or motivation, it may
    also be a core element other than a grouping or a location.
    """
    first, middle, last = _DOMAIN.get(source), _DOMAIN.get(through), _DOMAIN.get(target)
    if middle in {first, last}:
        return True
    beyond = first == "implementation" and last in {"strategy", "motivation"}
    return beyond and middle == "core" and through not in {"Grouping", "Location"}
