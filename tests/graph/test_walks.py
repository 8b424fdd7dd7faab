"""Test the properties that let both backends carry the rule of walks in one bit."""

import itertools

import pytest

from graph.records import EDGE_KINDS, LABELS, NEVER_AFTER
from graph.store import Direction
from graph.walks import rule

FIRST, SECOND = (frozenset(pair[side] for pair in NEVER_AFTER) for side in (0, 1))


@pytest.mark.parametrize("direction", Direction)
def test_what_is_barred_after_one_kind_never_comes_after_another(direction: Direction) -> None:
    here = rule(direction, EDGE_KINDS.keys(), LABELS)
    for one, other in itertools.product(here.narrowing, here.barred):
        first, second = (one, other) if direction is Direction.LINEAGE else (other, one)
        meet = EDGE_KINDS[first].ends & EDGE_KINDS[second].starts
        assert ((first, second) in NEVER_AFTER) == bool(meet)


def test_no_two_vertices_are_tied_by_both_sides_of_the_rule() -> None:
    for first, second in itertools.product(FIRST, SECOND):
        one, other = EDGE_KINDS[first], EDGE_KINDS[second]
        assert not (one.starts & other.starts and one.ends & other.ends)
        assert not (one.starts & other.ends and one.ends & other.starts)


@pytest.mark.parametrize("direction", Direction)
def test_a_kind_that_is_not_followed_narrows_nothing(direction: Direction) -> None:
    for first, second in NEVER_AFTER:
        assert rule(direction, EDGE_KINDS.keys() - {first}, LABELS).narrowing.isdisjoint({first, second})
        assert rule(direction, EDGE_KINDS.keys() - {second}, LABELS).barred.isdisjoint({first, second})


def test_it_asks_nothing_of_walks_that_cannot_break_it() -> None:
    lineage = frozenset(name for name, kind in EDGE_KINDS.items() if kind.lineage)
    assert not rule(Direction.LINEAGE, lineage, ["Element", "Version", "Finding"]).narrowing
    assert not rule(Direction.IMPACT, lineage, ["Package", "Build"]).narrowing
    assert rule(Direction.LINEAGE, lineage, ["Artefact"]).narrowing == FIRST
    assert rule(Direction.IMPACT, lineage, ["Anchor"]).narrowing == SECOND


def test_no_cycle_has_an_edge_of_the_first_kinds() -> None:
    """Test that cycles do not depend on the rule of walks."""
    followed = {
        label: {end for kind in EDGE_KINDS.values() if label in kind.starts for end in kind.ends}
        for label in {label for kind in EDGE_KINDS.values() for label in kind.starts | kind.ends}
    }
    for kind in FIRST:
        for start, end in itertools.product(EDGE_KINDS[kind].starts, EDGE_KINDS[kind].ends):
            assert start not in _beyond(end, followed)


def _beyond(label: str, followed: dict[str, set[str]]) -> set[str]:
    found: set[str] = {label}
    ahead = [label]
    while ahead:
        new = followed[ahead.pop()] - found
        found |= new
        ahead += new
    return found
