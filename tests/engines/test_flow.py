"""Test control flow: the effect of each construct on tokens, on a real server and in a replay.

No test here skips time: the server holds it for every activity that still runs when its workflow has ended.
"""

import pytest

from tests.engines.scenario import Play
from tests.fixtures.processes import flows

pytestmark = pytest.mark.engines

SPLIT = '<startEvent id="s"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>'


def tasks(*ids: str) -> str:
    return "".join(f'<task id="{one}"/>' for one in ids)


def test_a_condition_chooses(play: Play) -> None:
    process = SPLIT + flows("s>g g>a[${n > 5}] g>b[${n <= 5}] a>e b>e")
    assert play(process, [], {"n": 6}).activities == ["a"]
    assert play(process, [], {"n": 5}).activities == ["b"]


def test_without_conditions_that_can_be_run_an_activity_decides(play: Play) -> None:
    process = SPLIT + flows("s>g g>a[${bean.ask(x)}] g>b[${other()}] a>e b>e")
    assert play(process).activities == ["g/choose", "a"]
    assert play(process, [], {"g": "g_b"}).activities == ["g/choose", "b"]
    assert play(process, decide_g=["nowhere"]).failure == "FlowError"


def test_no_way_out_is_a_failure(play: Play) -> None:
    happened = play(SPLIT + flows("s>g g>a[${n > 5}] g>b[${n > 6}] a>e b>e"), [], {"n": 1})
    assert (happened.failure, happened.activities) == ("FlowError", [])
    assert "no condition holds at g" in happened.message


@pytest.mark.parametrize("variables", [{}, {"n": "text"}, {"n": None}])
def test_data_that_a_condition_cannot_use_fails_the_workflow(play: Play, variables: dict[str, object]) -> None:
    happened = play(SPLIT + flows("s>g g>a[${n > 5}] g>b[${n <= 5}] a>e b>e"), [], variables)
    assert happened.failure in {"FlowError", "TypeError"}


def test_a_loop_ends_when_an_activity_says_so(play: Play) -> None:
    process = SPLIT.replace('"b"', '"again"') + flows("s>a a>g g>again[${more}] g>e[${!more}] again>a")
    happened = play(process, a=[{"more": True}, {"more": True}, {"more": False}])
    assert happened.activities == ["a", "again", "a", "again", "a"]
    assert happened.result == {"more": False}


def test_a_parallel_join_waits_for_all(play: Play) -> None:
    process = f'<startEvent id="s"/>{tasks("a", "b", "c", "after")}<parallelGateway id="f"/><parallelGateway id="j"/>'
    happened = play(process + flows("s>f f>a f>b f>c a>j b>j c>j j>after"), a=[{"sleep": 0.5}])
    assert happened.activities[:3] == ["a", "b", "c"]
    assert happened.activities[3:] == ["after"]


def test_a_join_that_can_never_go_on_is_a_failure(play: Play) -> None:
    process = SPLIT.replace("endEvent", "parallelGateway") + flows("s>g g>a[${n}] g>b[${!n}] a>e b>e")
    happened = play(process, [], {"n": True})
    assert (happened.failure, happened.activities) == ("FlowError", ["a"])
    assert "a join waits for ever" in happened.message


def test_a_merge_passes_every_token(play: Play) -> None:
    process = f'<startEvent id="s"/>{tasks("a", "b", "after")}<parallelGateway id="f"/><exclusiveGateway id="m"/>'
    happened = play(process + flows("s>f f>a f>b a>m b>m m>after"))
    assert sorted(happened.activities) == ["a", "after", "after", "b"]


@pytest.mark.parametrize(
    ("variables", "ran"),
    [({"x": True, "y": True}, ["a", "b"]), ({"x": True, "y": False}, ["a"]), ({"x": False, "y": False}, ["c"])],
)
def test_an_inclusive_join_waits_for_what_can_come(play: Play, variables: dict[str, bool], ran: list[str]) -> None:
    process = (
        f'<startEvent id="s"/>{tasks("a", "b", "c", "after")}'
        '<inclusiveGateway id="f" default="f_c"/><inclusiveGateway id="j"/>'
    )
    happened = play(process + flows("s>f f>a[${x}] f>b[${y}] f>c a>j b>j c>j j>after"), [], variables,
                    a=[{"sleep": 0.3}])  # fmt: skip
    assert happened.activities == [*ran, "after"]


def test_an_inclusive_join_goes_on_when_a_token_turns_away(play: Play) -> None:
    process = (
        f'<startEvent id="s"/>{tasks("a", "b", "after")}<parallelGateway id="f"/><inclusiveGateway id="j"/>'
        '<exclusiveGateway id="g"/><endEvent id="away"/>'
    )
    happened = play(process + flows("s>f f>a f>b a>j b>g g>j[${stay}] g>away[${!stay}] j>after"), [],
                    {"stay": False}, b=[{"sleep": 0.5}])  # fmt: skip
    assert happened.activities == ["a", "b", "after"]


def test_flows_with_conditions_leave_a_task_too(play: Play) -> None:
    process = f'<startEvent id="s"/><task id="t" default="t_c"/>{tasks("a", "b", "c")}'
    process += flows("s>t t>a[${n > 1}] t>b[${n > 2}] t>c")
    assert play(process, [], {"n": 3}).activities == ["t", "a", "b"]
    assert play(process, [], {"n": 0}).activities == ["t", "c"]


def test_without_a_start_event_all_that_nothing_leads_to_begins(play: Play) -> None:
    assert sorted(play(tasks("a", "b", "c") + flows("a>c")).activities) == ["a", "b", "c"]


def test_a_process_with_several_starts_begins_at_one(play: Play) -> None:
    process = f'<startEvent id="s1"/><startEvent id="s2"/>{tasks("a", "b")}' + flows("s1>a s2>b")
    assert play(process).activities == ["a"]
    assert play(process, more=["s2"]).activities == ["b"]
    assert play(process, more=["s3"]).failure == "FlowError"


def test_links_go_on_elsewhere(play: Play) -> None:
    process = (
        f'<startEvent id="s"/>{tasks("a")}'
        '<intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>'
        '<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent>'
    )
    assert play(process + flows("s>t c>a")).activities == ["a"]


def test_a_terminating_end_stops_everything_in_its_scope_only(play: Play) -> None:
    process = (
        f'<startEvent id="s"/>{tasks("after")}<subProcess id="p"><startEvent id="ps"/><task id="slow"/><task id="b"/>'
        '<parallelGateway id="f"/><task id="never"/><endEvent id="x"><terminateEventDefinition/></endEvent>'
        f"{flows('ps>f f>slow f>b b>x slow>never')}</subProcess>"
    )
    happened = play(process + flows("s>p p>after"), slow=[{"sleep": 1}])
    assert sorted(happened.activities) == ["after", "b", "slow"]


def test_an_error_leaves_its_sub_process_and_stops_the_rest_of_it(play: Play) -> None:
    inside = (
        '<startEvent id="ps"/><parallelGateway id="f"/><task id="slow"/><task id="quick"/><task id="never"/>'
        + '<endEvent id="x"><errorEventDefinition errorRef="broken"/></endEvent>'
        + flows("ps>f f>slow f>quick quick>x slow>never")
    )
    process = f'<startEvent id="s"/><subProcess id="p">{inside}</subProcess><task id="mend"/><task id="after"/>'
    process += '<boundaryEvent id="b" attachedToRef="p"><errorEventDefinition errorRef="broken"/></boundaryEvent>'
    process += flows("s>p p>after b>mend")
    happened = play(process, roots='<error id="broken" errorCode="BROKEN"/>', slow=[{"sleep": 1}])
    assert happened.activities == ["slow", "quick", "mend"]
