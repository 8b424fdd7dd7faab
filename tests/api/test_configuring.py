"""Test a tenant's configuration over HTTP: imports obey it, history keeps it, only administrators change it."""

from typing import Any

import pytest

from auth.tokens import issue
from tests.fixtures.api import GENERATE, IMPORT, Api, order_to_cash

CONFIGURE = """mutation($input: ConfigureInput!) { configureRules(input: $input) {
  version { id source { digest } actors { nodes { subject } } } unchanged problems { code message path } } }"""
FINDINGS = """query($version: ID!) { findings(filter: {version: $version}, first: 200) { nodes { rule severity } } }"""
UNNAMED = order_to_cash(more='<task id="Lonely"/>')
STRAY = order_to_cash(more='<sequenceFlow id="Stray" sourceRef="Task_Bill" targetRef="Nowhere"/>')


async def configured(api: Api, content: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await api.ask(CONFIGURE, input={"content": content}))["configureRules"]
    return payload


async def severities(api: Api, version: str) -> dict[str, str]:
    nodes = (await api.ask(FINDINGS, version=version))["findings"]["nodes"]
    return {node["rule"]: node["severity"] for node in nodes}


async def test_later_imports_obey_it_and_earlier_ones_stay(api: Api) -> None:
    await api.bring_in(UNNAMED)
    assert (await severities(api, "order-to-cash@1"))["label-required"] == "WARNING"
    made = await configured(api, '[rules]\n"bpmnlint/label-required" = "error"')
    assert (made["version"]["id"], made["unchanged"], made["problems"]) == ("ameide.toml@1", False, [])
    assert made["version"]["actors"]["nodes"] == [{"subject": "local"}]
    await api.bring_in(UNNAMED.replace("Send bill", "Bill"))
    assert (await severities(api, "order-to-cash@1"))["label-required"] == "WARNING"
    assert (await severities(api, "order-to-cash@2"))["label-required"] == "ERROR"
    refused = await api.ask(GENERATE, input={"version": "order-to-cash", "target": "temporal-python"})
    assert {each["code"] for each in refused["generate"]["problems"]} == {"INVALID"}
    assert (await configured(api, ""))["version"]["id"] == "ameide.toml@2"
    assert await api.generate("order-to-cash")
    await api.bring_in(UNNAMED.replace("Send bill", "Bill it"))
    assert (await severities(api, "order-to-cash@3"))["label-required"] == "WARNING"


async def test_an_error_may_be_less(api: Api) -> None:
    await configured(api, '[rules]\ndangling-flow = "info"')
    await api.bring_in(STRAY)
    assert (await severities(api, "order-to-cash@1"))["dangling-flow"] == "INFO"
    assert await api.generate("order-to-cash")


async def test_it_is_a_document_with_versions(api: Api) -> None:
    await configured(api, "# one")
    assert (await configured(api, "# one"))["unchanged"]
    await configured(api, "# two")
    ask = """{ model(id: "ameide.toml") { kind current { id number } versions { nodes { id } } } }"""
    found = (await api.ask(ask))["model"]
    assert found["current"] == {"id": "ameide.toml@2", "number": 2}
    assert [node["id"] for node in found["versions"]["nodes"]] == ["ameide.toml@2", "ameide.toml@1"]
    for name in ("ameide.toml", "Ameide.TOML"):
        made = (await api.ask(IMPORT, input={"name": name, "content": UNNAMED}))["importModel"]
        assert [each["code"] for each in made["problems"]] == ["NAME_TAKEN"]
    given = {"newVersionOf": "ameide.toml", "content": UNNAMED}
    assert [each["code"] for each in (await api.ask(IMPORT, input=given))["importModel"]["problems"]] == ["NAME_TAKEN"]
    refused = await api.ask(GENERATE, input={"version": "ameide.toml", "target": "temporal-python"})
    assert refused["generate"]["build"] is None
    assert refused["generate"]["problems"]


@pytest.mark.parametrize(
    "content",
    ['[rules]\nlabel-requird = "off"', "x =", 'extends = "theirs.toml"',
     '[[waivers]]\nrule = "label-required"\nreason = "r"\nby = "b"'],
)  # fmt: skip
async def test_what_cannot_be_meant_is_a_typed_problem(api: Api, content: str) -> None:
    refused = await configured(api, content)
    assert [(each["code"], each["path"]) for each in refused["problems"]] == [("BAD_CONFIGURATION", "content")]
    assert (await api.ask('{ model(id: "ameide.toml") { id } }'))["model"] is None


async def test_only_administrators_configure(api: Api, tenant: str) -> None:
    refused = await api.post(CONFIGURE, issue(api.home, tenant, "anna"), input={"content": ""})
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["FORBIDDEN"]
    let = await api.post(CONFIGURE, issue(api.home, tenant, "anna", ["admin"]), input={"content": ""})
    assert let["data"]["configureRules"]["problems"] == []


async def test_it_does_not_end_for_good(api: Api) -> None:
    await configured(api, '[rules]\nlabel-required = "off"')
    retire = "mutation($input: RetireModelInput!) { retireModel(input: $input) { problems { code } } }"
    refused = (await api.ask(retire, input={"model": "ameide.toml"}))["retireModel"]
    assert [each["code"] for each in refused["problems"]] == ["NOT_RETIRED"]
    erase = "mutation($input: EraseModelInput!) { eraseModel(input: $input) { problems { code } } }"
    erased = await api.ask(erase, input={"model": "ameide.toml", "confirm": "ameide.toml"})
    assert erased["eraseModel"]["problems"] == []
    await api.bring_in(UNNAMED)
    assert "label-required" in await severities(api, "order-to-cash@1")
    assert (await configured(api, "# again"))["version"]["id"] == "ameide.toml@2"


async def test_there_is_nothing_to_compare_in_it(api: Api) -> None:
    await configured(api, "# one")
    await configured(api, "# two")
    for query in ("diff(from: $a, to: $b) { identical }", "changeImpact(from: $a, to: $b) { complete }"):
        body = await api.post(f"query($a: ID!, $b: ID!) {{ {query} }}", a="ameide.toml@1", b="ameide.toml@2")
        assert [error["extensions"]["code"] for error in body["errors"]] != ["INTERNAL"], body


async def test_rules_about_models_together_obey_it_too(api: Api) -> None:
    calling = order_to_cash(more='<callActivity id="Call" name="Call it" calledElement="Nowhere"/>')
    await configured(api, '[rules]\nunknown-call = "error"')
    assert (await severities(api, await api.bring_in(calling)))["unknown-call"] == "ERROR"
    await configured(api, '[rules]\nunknown-call = "off"')
    assert "unknown-call" not in await severities(api, await api.bring_in(calling, name="other"))


async def test_the_impact_of_a_change_is_foretold_by_it(api: Api) -> None:
    ask = """query($content: String!) { changeImpact(from: "order-to-cash", draft: {content: $content}) {
      findingsAppearing { nodes { rule severity } } } }"""
    await api.bring_in(order_to_cash())
    for level, foretold in (("error", ["ERROR"]), ("off", [])):
        await configured(api, f'[rules]\nlabel-required = "{level}"')
        nodes = (await api.ask(ask, content=UNNAMED))["changeImpact"]["findingsAppearing"]["nodes"]
        assert [node["severity"] for node in nodes if node["rule"] == "label-required"] == foretold
