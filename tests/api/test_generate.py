"""Test generate over HTTP."""

from typing import Any

import pytest

from pipeline.ir import plugins
from pipeline.targets import TARGETS
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
        ({"version": "order-to-cash", "target": "temporal-python", "options": {"maximum_attempts": -1}}, "BAD_OPTION"),
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


async def test_files_say_who_writes_them(api: Api) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    ask = "query($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes { path owner } } } } }"
    found = (await api.ask(ask, id=build))["node"]["artefacts"]["nodes"]
    owners = {artefact["path"]: artefact["owner"] for artefact in found}
    yours = {path for path, owner in owners.items() if owner == "YOURS"}
    assert yours == {"activities.py", "requirements-own.txt", "tests/test_activities.py"}
    assert {owners[path] for path in owners.keys() - yours} == {"GENERATED"}


async def test_names_in_code_are_those_of_the_build_before(api: Api) -> None:
    ask = "query($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes { path content } } } } }"

    async def lock_of(build: str) -> str:
        found = (await api.ask(ask, id=build))["node"]["artefacts"]["nodes"]
        return next(str(each["content"]) for each in found if each["path"] == "ameide.lock")

    one = await api.generate(await api.bring_in(order_to_cash()))
    two = await api.generate(await api.bring_in(order_to_cash(ship="Hand over goods")))
    assert one != two
    assert await lock_of(one) == await lock_of(two)
    assert (await generated(api, version="order-to-cash@2", target="temporal-python"))["reused"]


async def test_a_plug_in_that_cannot_be_used_is_named_and_generates_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "_broken", {})
    plugins.broke("ameide.targets", "cobol", "cobol:TARGET cannot be loaded")
    found = await api.ask("{ targets { name broken } }")
    assert [each["name"] for each in found["targets"] if each["broken"] is None] == sorted(TARGETS)
    assert {"name": "cobol", "broken": "cobol:TARGET cannot be loaded"} in found["targets"]
    await api.bring_in(order_to_cash())
    (problem,) = (await generated(api, version="order-to-cash", target="cobol"))["problems"]
    assert problem["code"] == "UNKNOWN_TARGET"
    assert "cobol:TARGET cannot be loaded" in problem["message"]


async def test_targets_and_rules_say_what_there_is(api: Api) -> None:
    found = await api.ask(
        """{ targets { name title description formats options { name description default choices
             minimum maximum } supported { kind how } broken } rules { id severity title help version } }"""
    )
    temporal = next(target for target in found["targets"] if target["name"] == "temporal-python")
    assert "bpmn" in temporal["formats"]
    assert temporal["broken"] is None
    ranges = {option["name"]: (option["minimum"], option["maximum"]) for option in temporal["options"]}
    assert ranges["activity_timeout_seconds"] == (1, 315_360_000)
    assert ranges["task_queue"] == (None, None)
    assert {"userTask", "exclusiveGateway"} <= {each["kind"] for each in temporal["supported"]}
    assert len(found["rules"]) >= 10
    assert all(rule["title"] and rule["help"] for rule in found["rules"])
