"""Test which changes of a model are said to break running instances."""

import pytest

from pipeline.targets.execution import memory
from tests.fixtures.generated import generate
from tests.fixtures.processes import flows, model, text

START, ASK, DONE = '<startEvent id="s"/>', '<userTask id="u"/>', '<task id="t"/>'
MESSAGE = '<message id="m" name="Paid"/><message id="n" name="Paid too"/>'
BEFORE = START + '<task id="a"/>' + ASK + DONE + flows("s>a a>u u>t")
LATE = '<boundaryEvent id="b" attachedToRef="u"><timerEventDefinition><timeDuration>P1D</timeDuration>'
BOUNDARY = BEFORE + LATE + "</timerEventDefinition></boundaryEvent>" + '<task id="x"/>' + flows("b>x")
GATE = START + ASK + '<exclusiveGateway id="g" default="g_y"/><task id="x"/><task id="y"/>'
PARALLEL = START + '<parallelGateway id="f"/>' + ASK + '<task id="x"/><userTask id="v"/>' + flows("s>f f>u f>x x>v")

CHANGES = {
    "label": (BEFORE, BEFORE.replace('id="a"', 'id="a" name="New"'), set()),
    "nothing": (BEFORE, BEFORE, set()),
    "task added before": (BEFORE, BEFORE.replace(flows("s>a"), '<task id="z"/>' + flows("s>z z>a")), {"s"}),
    "task added between": (BEFORE, BEFORE.replace(flows("a>u"), '<task id="z"/>' + flows("a>z z>u")), {"a"}),
    "task added at the end": (BEFORE, BEFORE + '<task id="z"/>' + flows("t>z"), set()),
    "task removed before": (BEFORE, START + ASK + DONE + flows("s>u u>t"), {"s", "a"}),
    "id changed": (BEFORE, BEFORE.replace('"a"', '"c"').replace("s_a", "s_c").replace("a_u", "c_u"), {"s", "a"}),
    "task becomes one of people": (BEFORE, BEFORE.replace('<task id="a"/>', '<userTask id="a"/>'), {"a"}),
    "kind that is done alike": (BEFORE, BEFORE.replace('<task id="a"/>', '<serviceTask id="a"/>'), set()),
    "boundary event added": (BEFORE, BOUNDARY, {"u"}),
    "boundary event removed": (BOUNDARY, BEFORE, {"u", "b", "x"}),
    "time of a timer": (BOUNDARY, BOUNDARY.replace("P1D", "P2D"), set()),
    "task repeated": (
        BEFORE, BEFORE.replace('<task id="a"/>', '<task id="a"><standardLoopCharacteristics/></task>'), {"a"},
    ),
    "condition of what comes later": (
        GATE + flows("s>u u>g g>x[${n > 1}] g>y"), GATE + flows("s>u u>g g>x[${n > 2}] g>y"), {"g"},
    ),
    "branch added to a fork": (PARALLEL, PARALLEL + '<task id="w"/>' + flows("f>w"), {"f"}),
    "task after one of two branches": (PARALLEL, PARALLEL + '<task id="w"/>' + flows("u>w"), {"u"}),
    "message": (
        START + '<receiveTask id="r" messageRef="m"/>' + flows("s>r"),
        START + '<receiveTask id="r" messageRef="n"/>' + flows("s>r"), {"r"},
    ),
    "process": (BEFORE, f'<process id="Q" isExecutable="true">{BEFORE}</process>', {"P"}),
    "start": (
        BEFORE, BEFORE.replace(START, '<startEvent id="s0"/><task id="s"/>') + flows("s0>s"), {"P", "s"},
    ),
    "called process": (
        START + '<callActivity id="k" calledElement="A"/>' + flows("s>k"),
        START + '<callActivity id="k" calledElement="B"/>' + flows("s>k"), {"k"},
    ),
}  # fmt: skip


def lock(inside: str) -> str:
    return text(generate(model(inside, roots=MESSAGE)), memory.PATH)


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_running_instance_has_passed_may_not_change(change: str) -> None:
    before, now, broken = CHANGES[change]
    assert {each.element for each in memory.breaking(lock(before), lock(now))} == broken


def test_the_reason_is_said() -> None:
    found = list(memory.breaking(lock(BEFORE), lock(BEFORE.replace('<task id="a"/>', '<userTask id="a"/>'))))
    assert [(each.process, each.element) for each in found] == [("P", "a")]
    assert found[0].reason == "does something else: instances at it or past it differ"


@pytest.mark.parametrize("text", ["", "{}", "[", '{"format": 1, "shapes": {"shape of P": {"a": ""}}}'])
def test_a_lock_that_says_nothing_breaks_nothing(text: str) -> None:
    assert list(memory.breaking(text, lock(BEFORE))) in ([], list(memory.breaking(text, lock(BEFORE))))
