"""generate over HTTP."""

from typing import Any

import pytest

from tests.fixtures.api import GENERATE, Api, order_to_cash


async def generated(api: Api, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await api.ask(GENERATE, input=given))["generate"]
    return payload


async def test_equal_input_gives_the_build_that_is_there(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    one = await generated(api, version=version, target="temporal-python")
    two = await generated(api, version="order-to-cash", target="temporal-python")
    assert (one["reused"], two["reused"]) == (False, True)
    assert one["build"] == two["build"]
    listed = await api.ask("{ builds { totalCount nodes { id target startedAt finishedAt ameideVersion } } }")
    assert listed["builds"]["totalCount"] == 1
    (build,) = listed["builds"]["nodes"]
    assert build["startedAt"] <= build["finishedAt"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"version": "nothing", "target": "temporal-python"}, "UNKNOWN_ID"),
        ({"version": "order-to-cash@9", "target": "temporal-python"}, "UNKNOWN_ID"),
        ({"version": "order-to-cash#Task_Ship", "target": "temporal-python"}, "UNKNOWN_ID"),
        ({"version": "a\0b", "target": "temporal-python"}, "UNKNOWN_ID"),
        ({"version": "'; DROP", "target": "temporal-python"}, "UNKNOWN_ID"),
        ({"version": "order-to-cash", "target": "cobol"}, "UNKNOWN_TARGET"),
        ({"version": "order-to-cash", "target": "../../etc"}, "UNKNOWN_TARGET"),
        ({"version": "order-to-cash", "target": "temporal-python", "options": {"no": 1}}, "BAD_OPTION"),
        ({"version": "order-to-cash", "target": "temporal-python", "options": [1]}, "BAD_OPTION"),
        ({"version": "order-to-cash", "target": "temporal-python", "options": "x"}, "BAD_OPTION"),
    ],
    ids=str,
)
async def test_a_bad_input_is_a_typed_problem(api: Api, given: dict[str, Any], code: str) -> None:
    await api.bring_in(order_to_cash())
    payload = await generated(api, **given)
    assert [problem["code"] for problem in payload["problems"]] == [code]
    assert (payload["build"], payload["reused"]) == (None, False)


async def test_targets_and_rules_say_what_there_is(api: Api) -> None:
    found = await api.ask(
        """{ targets { name title description formats options { name description default choices }
             supported { kind how } } rules { id severity title help version } }"""
    )
    temporal = next(target for target in found["targets"] if target["name"] == "temporal-python")
    assert "bpmn" in temporal["formats"]
    assert {"userTask", "exclusiveGateway"} <= {each["kind"] for each in temporal["supported"]}
    assert len(found["rules"]) >= 10
    assert all(rule["title"] and rule["help"] for rule in found["rules"])
