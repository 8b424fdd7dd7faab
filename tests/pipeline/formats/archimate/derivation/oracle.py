"""Derive relationships by brute force: appendix B read as prose, every pair tried until nothing is new."""

from collections.abc import Iterable, Iterator

from pipeline.formats.archimate.table import allowed

Relation = tuple[str, str, str]
"""Source, kind, target."""

MOTIVATION = {
    "Stakeholder", "Driver", "Assessment", "Goal", "Outcome", "Principle", "Requirement", "Constraint", "Meaning",
    "Value",
}  # fmt: skip
STRATEGY = {"Resource", "Capability", "ValueStream", "CourseOfAction"}
REACHED = {"Realization", "Assignment"}
IMPLEMENTATION = {"WorkPackage", "Deliverable", "ImplementationEvent", "Plateau", "Gap"}


def structural(kind: str) -> int:
    return {"Composition": 4, "Aggregation": 3, "Assignment": 2, "Realization": 1}.get(kind, 0)


def dependency(kind: str) -> int:
    return {"Serving": 4, "Access": 3, "Influence": 2, "Association": 1}.get(kind, 0)


def dynamic(kind: str) -> bool:
    return kind == "Triggering" or kind == "Flow"


def derivable(kind: str) -> bool:
    return kind != "Specialization"


def valid(p: Relation, q: Relation) -> Iterator[tuple[Relation, str]]:
    """Yield what certainly follows from two relationships, with the element through which it does."""
    (a, s, b), (q_source, t, q_target) = p, q
    if b == q_source:
        c = q_target
        if s == t == "Specialization":
            yield (a, s, c), b
        if structural(s) and structural(t):
            yield (a, s if structural(s) < structural(t) else t, c), b
        if structural(s) and (dependency(t) or dynamic(t)):
            yield (a, t, c), b
        if s == "Triggering" and (structural(t) or t == "Triggering"):
            yield (a, "Triggering", c), b
    if b == q_target and structural(s) and (dependency(t) or t == "Flow"):
        yield (q_source, t, a), b


def potential(p: Relation, q: Relation, kinds: dict[str, str]) -> Iterator[tuple[Relation, str]]:
    """Yield what may follow from two relationships, with the element through which it does."""
    (a, s, b), (q_source, t, q_target) = p, q
    if s == "Specialization" and derivable(t):
        if q_source == b:
            yield (a, t, q_target), b
        if q_target == b:
            yield (q_source, t, a), b
        if q_source == a:
            yield (b, t, q_target), a
        if q_target == a:
            yield (q_source, t, b), a
    if structural(s) and dependency(t):
        if q_target == a:
            yield (q_source, t, b), a
        if q_source == a:
            yield (b, t, q_target), a
    if dependency(s) and dependency(t) and b == q_source:
        yield (a, s if dependency(s) < dependency(t) else t, q_target), b
    if s == "Flow" and b == q_source and (structural(t) or t == "Flow"):
        yield (a, "Flow", q_target), b
    if structural(s) and dynamic(t) and q_source == a:
        yield (b, t, q_target), a
    if s == "Triggering" and structural(t) and q_target == b:
        yield (a, "Triggering", q_source), b
    if s in {"Composition", "Aggregation"} and kinds[a] == "Grouping" and q_source == a and t in REACHED:
        yield (b, t, q_target), a


def domain(kind: str) -> str:
    for name, kinds in (("m", MOTIVATION), ("s", STRATEGY), ("i", IMPLEMENTATION)):
        if kind in kinds:
            return name
    return "core"


def permitted(relation: Relation, through: str, kinds: dict[str, str]) -> bool:
    source, kind, target = kinds[relation[0]], relation[1], kinds[relation[2]]
    if relation[0] == relation[2] or kind not in (allowed(source, target) or ()):
        return False
    ends = domain(source), domain(target)
    if domain(kinds[through]) in ends:
        return True
    core = domain(kinds[through]) == "core" and kinds[through] not in {"Grouping", "Location"}
    return core and ends[0] == "i" and ends[1] in {"m", "s"}


def derived(stated: Iterable[Relation], kinds: dict[str, str]) -> tuple[set[Relation], set[Relation]]:
    """Return what is valid, and what is only potential; without what is stated."""
    begun = {each for each in stated if each[1] in (allowed(kinds[each[0]], kinds[each[2]]) or ())}
    begun = {each for each in begun if each[0] != each[2]}
    sure = _grown(begun, kinds, sure=True)
    every = _grown(sure, kinds, sure=False)
    return sure - begun, every - sure


def _grown(known: set[Relation], kinds: dict[str, str], *, sure: bool) -> set[Relation]:
    known = set(known)
    while True:
        new = set()
        for p in known:
            for q in known:
                found = [*valid(p, q)] + ([] if sure else [*potential(p, q, kinds)])
                new |= {relation for relation, through in found if permitted(relation, through, kinds)}
        if new <= known:
            return known
        known |= new
