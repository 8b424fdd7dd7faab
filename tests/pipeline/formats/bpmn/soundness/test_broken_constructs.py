"""Test the token semantics of BPMN 2.0.2 by construct, with processes that have one fault each."""

import pytest

from tests.pipeline.formats.bpmn.soundness.small import (
    CODES,
    ENDS,
    TASKS,
    E,
    beside,
    both,
    boundary,
    event,
    flows,
    found,
    inner,
    link,
    nodes,
    sub,
)

BROKEN = {
    "exclusive split, parallel join": (both("exclusiveGateway", join_kind="parallelGateway"), ("deadlock", "J")),
    "inclusive split, parallel join": (both("inclusiveGateway", join_kind="parallelGateway"), ("deadlock", "J")),
    "parallel split, exclusive join": (both("parallelGateway", join_kind="exclusiveGateway"), ("safeness", "E")),
    "inclusive split, exclusive join": (both("inclusiveGateway", join_kind="exclusiveGateway"), ("safeness", "E")),
    "default and others meet in parallel": (
        both("inclusiveGateway", join_kind="parallelGateway", attributes='default="X_B"'),
        ("deadlock", "J"),
    ),
    "events meet in parallel": (
        ENDS
        + nodes("eventBasedGateway", "X")
        + event("intermediateCatchEvent", "M", "message")
        + event("intermediateCatchEvent", "T", "timer")
        + nodes("parallelGateway", "J")
        + flows("S>X X>M X>T M>J T>J J>E"),
        ("deadlock", "J"),
    ),
    "a path back into a parallel join": (
        ENDS
        + TASKS
        + nodes("parallelGateway", "J")
        + nodes("exclusiveGateway", "X")
        + flows("S>J J>A A>X X>B B>J X>E"),
        ("deadlock", "J"),
    ),
    "a circle without a way out": (
        ENDS + TASKS + nodes("exclusiveGateway", "M") + flows("S>M M>A A>B B>M"),
        ("option-to-complete", "M"),
    ),
    "a timer that interrupts, joined in parallel": (
        ENDS + TASKS + boundary("T", "A", "timer") + nodes("parallelGateway", "J") + flows("S>A A>J T>B B>J J>E"),
        ("deadlock", "J"),
    ),
    "a timer beside, joined in parallel": (
        ENDS
        + TASKS
        + boundary("T", "A", "timer", interrupts=False)
        + nodes("parallelGateway", "J")
        + flows("S>A A>J T>B B>J J>E"),
        ("deadlock", "J"),
    ),
    "a timer beside, merged": (
        ENDS
        + TASKS
        + nodes("task", "C")
        + boundary("T", "A", "timer", interrupts=False)
        + nodes("exclusiveGateway", "J")
        + flows("S>A A>J T>B B>J J>C C>E"),
        ("safeness", "C"),
    ),
    "alternatives in a sub-process meet in parallel": (
        ENDS
        + sub(
            "Sub",
            inner(
                TASKS + nodes("exclusiveGateway", "x") + nodes("parallelGateway", "j") + nodes("endEvent", "u"),
                "s>x x>A x>B A>j B>j j>u",
            ),
        )
        + flows("S>Sub Sub>E"),
        ("deadlock", "j"),
    ),
    "a sub-process begun twice": (
        ENDS
        + nodes("parallelGateway", "X")
        + TASKS
        + sub("Sub", inner(nodes("task", "t") + nodes("endEvent", "u"), "s>t t>u"))
        + flows("S>X X>A X>B A>Sub B>Sub Sub>E"),
        ("safeness", "Sub"),
    ),
    "an escalation of another code": (
        ENDS
        + nodes("task", "B")
        + sub("Sub", inner(event("endEvent", "u", "escalation", ref="esc2"), "s>u"))
        + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
        + flows("S>Sub Sub>E C>B"),
        ("dead-activity", "B"),
    ),
    "an escalation that some way never throws, joined in parallel": (
        ENDS
        + TASKS
        + nodes("parallelGateway", "J")
        + sub(
            "Sub",
            inner(
                nodes("exclusiveGateway", "x")
                + event("endEvent", "t", "escalation", ref="esc1")
                + nodes("endEvent", "u"),
                "s>x x>t x>u",
            ),
        )
        + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
        + flows("S>Sub Sub>A A>J C>B B>J J>E"),
        ("deadlock", "J"),
    ),
    "an error that always comes": (
        ENDS
        + nodes("task", "A")
        + nodes("endEvent", "F")
        + sub("Sub", inner(event("endEvent", "u", "error", ref="err1"), "s>u"))
        + boundary("C", "Sub", "error", ref="err1")
        + flows("S>Sub Sub>A A>E C>F"),
        ("dead-activity", "A"),
    ),
    "several starts meet in parallel": (
        E
        + event("startEvent", "S1", "message")
        + event("startEvent", "S2", "message")
        + nodes("parallelGateway", "J")
        + flows("S1>J S2>J J>E"),
        ("deadlock", "J"),
    ),
    "tokens without bound": (
        ENDS + TASKS + nodes("exclusiveGateway", "M") + nodes("parallelGateway", "X") + flows("S>M M>A A>X X>M X>E"),
        ("safeness", "E"),
    ),
    "a deadlock in an event sub-process": (
        ENDS
        + nodes("task", "W")
        + flows("S>W W>E")
        + beside(
            "H",
            "message",
            nodes("exclusiveGateway", "x")
            + nodes("parallelGateway", "j")
            + TASKS
            + nodes("endEvent", "He")
            + flows("Hs>x x>A x>B A>j B>j j>He"),
            interrupts=False,
        ),
        ("deadlock", "j"),
    ),
    "a link that is joined in parallel with its alternative": (
        ENDS
        + TASKS
        + nodes("exclusiveGateway", "X")
        + nodes("parallelGateway", "J")
        + link("intermediateThrowEvent", "L", "1")
        + link("intermediateCatchEvent", "C", "1")
        + flows("S>X X>A X>B A>L C>J B>J J>E"),
        ("deadlock", "J"),
    ),
    "an inclusive join after parallel joins of alternatives": (
        ENDS
        + TASKS
        + nodes("inclusiveGateway", "X", "J")
        + nodes("parallelGateway", "P")
        + nodes("task", "C")
        + flows("S>X X>A X>B X>C A>P B>P P>J C>J J>E"),
        ("deadlock", "P"),
    ),
    "cancel before the rest": (
        ENDS
        + nodes("endEvent", "F")
        + nodes("task", "A")
        + sub("Tx", inner(event("endEvent", "c", "cancel"), "s>c"), "transaction")
        + boundary("C", "Tx", "cancel")
        + flows("S>Tx Tx>A A>E C>F"),
        ("dead-activity", "A"),
    ),
}


@pytest.mark.parametrize(("process", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_broken(process: str, expected: tuple[str, str]) -> None:
    assert expected in found(process, roots=CODES)


@pytest.mark.parametrize("attached", ["", 'attachedToRef=""', 'attachedToRef="Nothing"'])
def test_what_follows_an_event_on_nothing_is_for_other_rules(attached: str) -> None:
    """Expect boundary-event-attachment and unreachable-node to report it."""
    process = ENDS + TASKS + event("boundaryEvent", "T", "timer", attached) + flows("S>A A>E T>B B>E")
    assert found(process) == []
