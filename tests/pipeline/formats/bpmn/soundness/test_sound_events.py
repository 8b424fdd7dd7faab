"""Test the token semantics of BPMN 2.0.2 with sound processes: events of every kind and their interruptions."""

import pytest

from tests.pipeline.formats.bpmn.soundness.small import (
    CODES,
    ENDS,
    TASKS,
    E,
    beside,
    boundary,
    event,
    flows,
    found,
    inner,
    link,
    nodes,
    sub,
)

SOUND = {
    # boundary events
    "a timer that interrupts": ENDS
    + TASKS
    + boundary("T", "A", "timer")
    + nodes("endEvent", "F")
    + flows("S>A A>E T>B B>F"),
    "a timer beside, with an end of its own": ENDS
    + TASKS
    + boundary("T", "A", "timer", interrupts=False)
    + nodes("endEvent", "F")
    + flows("S>A A>E T>B B>F"),
    "interrupting events lead to the same merge": ENDS
    + nodes("task", "A")
    + nodes("exclusiveGateway", "J")
    + boundary("T", "A", "timer")
    + boundary("M", "A", "message")
    + boundary("F", "A", "error")
    + flows("S>A A>J T>J M>J F>J J>E"),
    "a sub-process interrupted while two paths run": ENDS
    + nodes("exclusiveGateway", "M")
    + sub("Sub", inner(TASKS + nodes("parallelGateway", "p", "j") + nodes("endEvent", "u"), "s>p p>A p>B A>j B>j j>u"))
    + boundary("T", "Sub", "timer")
    + flows("S>Sub Sub>M T>M M>E"),
    "a retry: the boundary event leads back": ENDS
    + nodes("task", "A")
    + nodes("exclusiveGateway", "M")
    + boundary("F", "A", "error")
    + flows("S>M M>A A>E F>M"),
    # errors
    "error thrown and caught": ENDS
    + TASKS
    + nodes("endEvent", "F")
    + sub(
        "Sub",
        inner(
            nodes("exclusiveGateway", "x") + event("endEvent", "t", "error", ref="err1") + nodes("endEvent", "u"),
            "s>x x>t x>u",
        ),
    )
    + boundary("C", "Sub", "error", ref="err1")
    + flows("S>Sub Sub>A A>E C>B B>F"),
    "errors of two codes at two levels": ENDS
    + nodes("endEvent", "F", "G")
    + sub(
        "Out",
        inner(
            sub("In", nodes("startEvent", "i") + nodes("serviceTask", "w") + nodes("endEvent", "k") + flows("i>w w>k"))
            + boundary("C", "In", "error", ref="err1")
            + nodes("endEvent", "u", "v"),
            "s>In In>u C>v",
        ),
    )
    + boundary("D", "Out", "error", ref="err2")
    + flows("S>Out Out>E D>F"),
    "an error that its handler throws on": ENDS
    + nodes("endEvent", "F")
    + sub(
        "Sub",
        inner(nodes("serviceTask", "t") + nodes("endEvent", "u"), "s>t t>u")
        + beside("H", "error", event("endEvent", "h", "error", ref="err1") + flows("Hs>h"), ref="err1"),
    )
    + boundary("C", "Sub", "error", ref="err1")
    + flows("S>Sub Sub>E C>F"),
    "an error end without a code is caught": ENDS
    + nodes("endEvent", "F")
    + sub(
        "Sub",
        inner(nodes("exclusiveGateway", "x") + event("endEvent", "t", "error") + nodes("endEvent", "u"), "s>x x>t x>u"),
    )
    + boundary("C", "Sub", "error", ref="err1")
    + flows("S>Sub Sub>E C>F"),
    # escalations
    "an escalation that is always thrown joins": ENDS
    + TASKS
    + nodes("parallelGateway", "J")
    + sub("Sub", inner(nodes("scriptTask", "t") + event("endEvent", "u", "escalation", ref="esc1"), "s>t t>u"))
    + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
    + flows("S>Sub Sub>A A>J C>B B>J J>E"),
    "an escalation beside, then on": ENDS
    + nodes("task", "B")
    + nodes("endEvent", "F")
    + sub(
        "Sub",
        inner(
            nodes("task", "t")
            + event("intermediateThrowEvent", "u", "escalation", ref="esc1")
            + nodes("endEvent", "v"),
            "s>t t>u u>v",
        ),
    )
    + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
    + flows("S>Sub Sub>E C>B B>F"),
    "an escalation that interrupts": ENDS
    + nodes("exclusiveGateway", "M")
    + sub(
        "Sub",
        inner(
            nodes("exclusiveGateway", "x") + event("endEvent", "t", "escalation", ref="esc1") + nodes("endEvent", "u"),
            "s>x x>t x>u",
        ),
    )
    + boundary("C", "Sub", "escalation", ref="esc1")
    + flows("S>Sub Sub>M C>M M>E"),
    "an escalation thrown in a loop": ENDS
    + nodes("endEvent", "F")
    + sub(
        "Sub",
        inner(
            nodes("exclusiveGateway", "m", "x")
            + event("intermediateThrowEvent", "t", "escalation", ref="esc1")
            + nodes("endEvent", "u"),
            "s>m m>t t>x x>m x>u",
        ),
    )
    + boundary("C", "Sub", "escalation", interrupts=False, ref="esc1")
    + flows("S>Sub Sub>E C>F"),
    "an escalation handled by an event sub-process": ENDS
    + event("intermediateThrowEvent", "T", "escalation", ref="esc1")
    + flows("S>T T>E")
    + beside("H", "escalation", interrupts=False, ref="esc1"),
    "an escalation that nobody catches": ENDS
    + event("intermediateThrowEvent", "T", "escalation", ref="esc1")
    + flows("S>T T>E"),
    "an escalation that only a called process can throw": ENDS
    + nodes("endEvent", "F")
    + nodes("callActivity", "A")
    + boundary("C", "A", "escalation", interrupts=False, ref="esc1")
    + flows("S>A A>E C>F"),
    # event sub-processes
    "an event sub-process that interrupts": ENDS
    + TASKS
    + nodes("parallelGateway", "X", "J")
    + beside("H", "message")
    + flows("S>X X>A X>B A>J B>J J>E"),
    "an event sub-process beside": ENDS
    + nodes("task", "A")
    + beside("H", "timer", interrupts=False)
    + flows("S>A A>E"),
    "event sub-processes in event sub-processes": ENDS
    + nodes("task", "W")
    + flows("S>W W>E")
    + beside(
        "O",
        "message",
        nodes("task", "o")
        + nodes("endEvent", "Oe")
        + flows("Os>o o>Oe")
        + beside(
            "I", "signal", nodes("task", "i") + nodes("endEvent", "Ie") + flows("Is>i i>Ie") + beside("K", "timer")
        ),
        interrupts=False,
    ),
    "an event sub-process in a sub-process of an event sub-process": ENDS
    + nodes("task", "W")
    + flows("S>W W>E")
    + beside(
        "O",
        "message",
        sub("Sub", inner(nodes("task", "o") + nodes("endEvent", "q"), "s>o o>q") + beside("I", "message"))
        + nodes("endEvent", "Oe")
        + flows("Os>Sub Sub>Oe"),
    ),
    "an event sub-process for errors": ENDS + nodes("serviceTask", "A") + beside("H", "error") + flows("S>A A>E"),
    # terminate, cancel, compensation
    "terminate ends the other path": ENDS
    + TASKS
    + nodes("parallelGateway", "X")
    + event("endEvent", "T", "terminate")
    + flows("S>X X>A X>B A>T B>E"),
    "terminate ends only its sub-process": ENDS
    + sub(
        "Sub",
        inner(
            TASKS + nodes("parallelGateway", "x") + event("endEvent", "t", "terminate") + nodes("endEvent", "u"),
            "s>x x>A x>B A>t B>u",
        ),
    )
    + flows("S>Sub Sub>E"),
    "a transaction that is cancelled": ENDS
    + nodes("endEvent", "F")
    + sub(
        "Tx",
        inner(
            nodes("exclusiveGateway", "x") + event("endEvent", "c", "cancel") + nodes("endEvent", "u"), "s>x x>c x>u"
        ),
        "transaction",
    )
    + boundary("C", "Tx", "cancel")
    + flows("S>Tx Tx>E C>F"),
    "cancel takes what runs beside it": ENDS
    + nodes("endEvent", "F")
    + TASKS
    + sub(
        "Tx",
        inner(
            nodes("parallelGateway", "p", "j")
            + nodes("task", "t")
            + nodes("exclusiveGateway", "x")
            + event("endEvent", "c", "cancel")
            + nodes("endEvent", "u"),
            "s>p p>t t>j p>x x>c x>j j>u",
        ),
        "transaction",
    )
    + boundary("C", "Tx", "cancel")
    + flows("S>Tx Tx>A A>E C>B B>F"),
    "compensation": ENDS
    + nodes("task", "A")
    + boundary("U", "A", "compensate")
    + nodes("task", "Undo", attributes='isForCompensation="true"')
    + '<association id="as" sourceRef="U" targetRef="Undo"/>'
    + event("endEvent", "F", "compensate").replace("endEvent", "intermediateThrowEvent")
    + flows("S>A A>F F>E"),
    "compensation of a sub-process by its event sub-process": ENDS
    + sub("Sub", inner(nodes("task", "t") + nodes("endEvent", "u"), "s>t t>u") + beside("H", "compensate"))
    + flows("S>Sub Sub>E"),
    # links, events
    "a link": ENDS
    + link("intermediateThrowEvent", "L", "1")
    + link("intermediateCatchEvent", "C", "1")
    + flows("S>L C>E"),
    "two links that lead to one": ENDS
    + TASKS
    + nodes("exclusiveGateway", "X")
    + link("intermediateThrowEvent", "L", "1")
    + link("intermediateThrowEvent", "K", "1")
    + link("intermediateCatchEvent", "C", "1")
    + flows("S>X X>A X>B A>L B>K C>E"),
    "whichever event comes first": ENDS
    + nodes("eventBasedGateway", "X")
    + event("intermediateCatchEvent", "M", "message")
    + event("intermediateCatchEvent", "T", "timer")
    + nodes("receiveTask", "R")
    + nodes("exclusiveGateway", "J")
    + flows("S>X X>M X>T X>R M>J T>J R>J J>E"),
    "several start events": E
    + event("startEvent", "S1", "message")
    + event("startEvent", "S2", "timer")
    + nodes("task", "A")
    + flows("S1>A S2>A A>E"),
    "no start events": TASKS + nodes("parallelGateway", "J") + E + flows("A>J B>J J>E"),
    "instantiating receive task": nodes("receiveTask", "R", attributes='instantiate="true"') + E + flows("R>E"),
    "instantiating gateway": nodes("eventBasedGateway", "X", attributes='instantiate="true"')
    + E
    + event("intermediateCatchEvent", "M", "message")
    + event("intermediateCatchEvent", "T", "signal")
    + flows("X>M X>T M>E T>E"),
    "parallel event-based gateway": nodes(
        "eventBasedGateway", "X", attributes='instantiate="true" eventGatewayType="Parallel"'
    )
    + E
    + event("intermediateCatchEvent", "M", "message")
    + event("intermediateCatchEvent", "T", "message")
    + nodes("parallelGateway", "J")
    + flows("X>M X>T M>J T>J J>E"),
    "an ad-hoc sub-process": ENDS + sub("A", nodes("task", "a", "b"), "adHocSubProcess") + flows("S>A A>E"),
    "a collapsed sub-process": ENDS + sub("A", "") + flows("S>A A>E"),
    "a parallel box": ENDS + sub("A", nodes("task", "a", "b")) + flows("S>A A>E"),
    "sub-process with parallel ends": ENDS
    + nodes("task", "A")
    + sub(
        "Sub",
        inner(
            nodes("parallelGateway", "p") + nodes("task", "a", "b") + nodes("endEvent", "u", "v"), "s>p p>a p>b a>u b>v"
        ),
    )
    + flows("S>Sub Sub>A A>E"),
}


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND.keys())
def test_sound(process: str) -> None:
    assert found(process, roots=CODES) == []
