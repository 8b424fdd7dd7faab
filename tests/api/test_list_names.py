"""Test that a list refuses a name that nothing has, and still answers for what a plug-in left before it was removed."""

import pytest

from graph.records import Batch, Vertex
from graph.store import Graphs
from tests.fixtures.api import Api, order_to_cash

ASK = {
    "rule": "query($name: String) { findings(filter: { rule: $name }) { totalCount nodes { rule } } }",
    "target": 'query($name: String) { builds(filter: { target: $name, model: "none" }) { totalCount } }',
    "format": "query($name: String) { models(filter: { kind: $name }) { totalCount } }",
}
MEANT = {"rule": "label-required", "target": "temporal-python", "format": "bpmn"}
LEFT = {
    "rule": Vertex("Finding", "finding:0000000000000001", {"rule": "left-behind", "version": "m@1"}),
    "target": Vertex("Build", "build:0000000000000001", {"target": "left-behind", "version": "m@1"}),
    "format": Vertex("Version", "m@1", {"format": "left-behind", "model": "m"}),
}


@pytest.mark.parametrize("what", ASK)
@pytest.mark.parametrize("wrong", ["{0}x", "{0}" * 20_000])
async def test_a_name_that_nothing_has_is_refused(api: Api, what: str, wrong: str) -> None:
    (error,) = (await api.post(ASK[what], name=wrong.format(MEANT[what])))["errors"]
    assert error["extensions"]["code"] == f"UNKNOWN_{what.upper()}"
    assert error["message"].startswith(f"There is no {what} ")
    assert (f"Did you mean {MEANT[what]!r}?" in error["message"]) is (wrong == "{0}x")


@pytest.mark.parametrize("what", ASK)
async def test_a_name_that_something_stored_has_is_one(api: Api, graphs: Graphs, tenant: str, what: str) -> None:
    async with graphs.writing(tenant) as store:
        await store.write(Batch((LEFT[what],)))
    assert await api.ask(ASK[what], name="left-behind")


@pytest.mark.parametrize("what", ASK)
async def test_known_names_that_nothing_has_yet_and_no_name_at_all(api: Api, what: str) -> None:
    for name in (MEANT[what], "", None):
        (answer,) = (await api.ask(ASK[what], name=name)).values()
        assert answer["totalCount"] == 0


async def test_a_rule_may_be_called_as_other_tools_call_it(api: Api) -> None:
    dead_end = '<task id="Left" name="Left"/><sequenceFlow id="F" sourceRef="Decide" targetRef="Left" name="other"/>'
    await api.bring_in(order_to_cash(more=dead_end))
    found = (await api.ask(ASK["rule"], name="bpmnlint/no-implicit-end"))["findings"]["nodes"]
    assert {each["rule"] for each in found} == {"no-implicit-end"}
