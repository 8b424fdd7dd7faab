"""Test the token semantics of BPMN 2.0.2 with sound processes: gateways, loops and inclusive joins."""

import pytest

from tests.pipeline.formats.bpmn.soundness.small import (
    CODES,
    ENDS,
    TASKS,
    S,
    beside,
    both,
    boundary,
    event,
    flows,
    found,
    inner,
    nodes,
    sub,
)

SOUND = {
    # gateways
    "exclusive split and join": both("exclusiveGateway"),
    "parallel split and join": both("parallelGateway"),
    "inclusive split and join": both("inclusiveGateway"),
    "complex split, inclusive join": both("complexGateway", join_kind="inclusiveGateway"),
    "parallel split, inclusive join": both("parallelGateway", join_kind="inclusiveGateway"),
    "exclusive split, inclusive join": both("exclusiveGateway", join_kind="inclusiveGateway"),
    "inclusive split whose default excludes the other": ENDS
    + nodes("inclusiveGateway", "X", attributes='default="X_B"')
    + nodes("exclusiveGateway", "J")
    + TASKS
    + flows("S>X X>A?a X>B A>J B>J J>E"),
    "inclusive split of three, default apart": ENDS
    + nodes("inclusiveGateway", "X", attributes='default="X_C"')
    + nodes("inclusiveGateway", "I")
    + nodes("exclusiveGateway", "J")
    + TASKS
    + nodes("task", "C")
    + flows("S>X X>A?a X>B?b X>C A>I B>I I>J C>J J>E"),
    "conditional flows of a task with a default": ENDS
    + TASKS
    + nodes("task", "T", attributes='default="T_B"')
    + nodes("exclusiveGateway", "J")
    + flows("S>T T>A?a T>B A>J B>J J>E"),
    "conditional flows of a task meet in an inclusive join": ENDS
    + TASKS
    + nodes("task", "T")
    + nodes("inclusiveGateway", "J")
    + flows("S>T T>A?a T>B?b A>J B>J J>E"),
    "an implicit parallel split": ENDS
    + TASKS
    + nodes("parallelGateway", "J")
    + nodes("task", "T")
    + flows("S>T T>A T>B A>J B>J J>E"),
    "an implicit merge of alternatives": ENDS
    + TASKS
    + nodes("exclusiveGateway", "X")
    + nodes("task", "T")
    + flows("S>X X>A X>B A>T B>T T>E"),
    "a gateway that joins and splits": ENDS
    + TASKS
    + nodes("task", "C", "D")
    + nodes("parallelGateway", "X", "M", "J")
    + flows("S>X X>A X>B A>M B>M M>C M>D C>J D>J J>E"),
    "several ends of alternatives": ENDS
    + TASKS
    + nodes("endEvent", "F")
    + nodes("exclusiveGateway", "X")
    + flows("S>X X>A X>B A>E B>F"),
    "several ends of parallel paths": ENDS
    + TASKS
    + nodes("endEvent", "F")
    + nodes("parallelGateway", "X")
    + flows("S>X X>A X>B A>E B>F"),
    "paths that simply stop": S + TASKS + nodes("parallelGateway", "X") + flows("S>X X>A X>B"),
    "alternatives inside parallel paths": ENDS
    + TASKS
    + nodes("task", "C")
    + nodes("parallelGateway", "X", "J")
    + nodes("exclusiveGateway", "Y", "M")
    + flows("S>X X>A X>Y Y>B Y>C B>M C>M M>J A>J J>E"),
    # loops
    "a loop of exclusive gateways": ENDS
    + TASKS
    + nodes("exclusiveGateway", "M", "X")
    + flows("S>M M>A A>X X>B B>M X>E"),
    "a loop around parallel paths": ENDS
    + TASKS
    + nodes("exclusiveGateway", "M", "X")
    + nodes("parallelGateway", "P", "J")
    + flows("S>M M>P P>A P>B A>J B>J J>X X>M X>E"),
    "a loop around inclusive paths": ENDS
    + TASKS
    + nodes("exclusiveGateway", "M", "X")
    + nodes("inclusiveGateway", "P", "J")
    + flows("S>M M>P P>A P>B A>J B>J J>X X>M X>E"),
    "a loop inside one inclusive path": ENDS
    + TASKS
    + nodes("exclusiveGateway", "M", "X")
    + nodes("inclusiveGateway", "P", "J")
    + flows("S>P P>M M>A A>X X>M X>J P>B B>J J>E"),
    "an inclusive join that a loop leads back to": ENDS
    + TASKS
    + nodes("inclusiveGateway", "J")
    + nodes("exclusiveGateway", "X")
    + flows("S>J J>A A>X X>B B>J X>E"),
    "a task that repeats itself by flows": ENDS + TASKS + nodes("exclusiveGateway", "X") + flows("S>A A>X X>A X>E"),
    "standard loop": ENDS + '<task id="A"><standardLoopCharacteristics/></task>' + flows("S>A A>E"),
    "multi-instance, with what it throws": ENDS
    + '<callActivity id="A"><multiInstanceLoopCharacteristics/></callActivity>'
    + boundary("F", "A", "error")
    + nodes("endEvent", "G")
    + flows("S>A A>E F>G"),
    "multi-instance sub-process": ENDS
    + sub("A", "<multiInstanceLoopCharacteristics/>" + inner(nodes("task", "t") + nodes("endEvent", "u"), "s>t t>u"))
    + flows("S>A A>E"),
    # inclusive joins wait for what can still come, and for nothing else
    "inclusive join and a timer beside a task": ENDS
    + nodes("task", "A")
    + boundary("T", "A", "timer", interrupts=False)
    + nodes("inclusiveGateway", "J")
    + flows("S>A A>J T>J J>E"),
    "inclusive join and a timer that interrupts": ENDS
    + nodes("task", "A")
    + boundary("T", "A", "timer")
    + nodes("inclusiveGateway", "J")
    + flows("S>A A>J T>J J>E"),
    "inclusive join and a message beside a sub-process": ENDS
    + sub("A", inner(nodes("task", "t") + nodes("endEvent", "u"), "s>t t>u"))
    + boundary("T", "A", "message", interrupts=False)
    + nodes("inclusiveGateway", "J")
    + flows("S>A A>J T>J J>E"),
    "inclusive join, timer path with a task": ENDS
    + TASKS
    + boundary("T", "A", "timer", interrupts=False)
    + nodes("inclusiveGateway", "J")
    + flows("S>A A>J T>B B>J J>E"),
    "inclusive join and two events beside one task": ENDS
    + TASKS
    + nodes("task", "C")
    + boundary("T", "A", "timer", interrupts=False)
    + boundary("U", "A", "signal", interrupts=False)
    + nodes("inclusiveGateway", "J")
    + flows("S>A A>J T>B B>J U>C C>J J>E"),
    "inclusive join and an event beside one of two parallel paths": ENDS
    + TASKS
    + nodes("task", "C")
    + nodes("parallelGateway", "X")
    + boundary("T", "A", "timer", interrupts=False)
    + nodes("inclusiveGateway", "J")
    + flows("S>X X>A X>B A>J B>J T>C C>J J>E"),
    "inclusive join and an escalation beside a sub-process": ENDS
    + TASKS
    + sub(
        "Sub", inner(event("intermediateThrowEvent", "t", "escalation", ref="esc1") + nodes("endEvent", "u"), "s>t t>u")
    )
    + boundary("T", "Sub", "escalation", interrupts=False, ref="esc1")
    + nodes("inclusiveGateway", "J")
    + flows("S>Sub Sub>A A>J T>B B>J J>E"),
    "inclusive join inside an event sub-process": ENDS
    + nodes("task", "W")
    + flows("S>W W>E")
    + beside(
        "P",
        "message",
        TASKS + nodes("inclusiveGateway", "X", "J") + nodes("endEvent", "F") + flows("Ps>X X>A X>B A>J B>J J>F"),
        interrupts=False,
    ),
}


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND.keys())
def test_sound(process: str) -> None:
    assert found(process, roots=CODES) == []
