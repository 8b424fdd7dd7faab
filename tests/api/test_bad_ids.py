"""Test that a wrong id takes away no other answer, and that the refusal names the id that was probably meant."""

from pathlib import Path

import pytest

from tests.fixtures.api import Api, order_to_cash

IMPORT = """mutation($input: ImportModelInput!) {
  importModel(input: $input) { version { id } problems { code message } } }"""
EXAMPLE = (Path(__file__).parents[2] / "examples" / "order-to-cash.bpmn").read_text()

FIELDS = {
    "element": 'element(of: "{id}") {{ id }}',
    "search": 'search(text: "x", within: {{ impactOf: "{id}" }}) {{ totalCount }}',
    "lineage": 'lineage(of: "{id}") {{ totalCount }}',
    "impact": 'impact(of: "{id}") {{ totalCount }}',
    "paths": 'paths(from: "{id}", to: "order-to-cash") {{ totalCount }}',
    "diff": 'diff(from: "{id}", to: "order-to-cash") {{ identical }}',
    "derivedRelationships": 'derivedRelationships(of: "{id}") {{ complete }}',
    "changeImpact": 'changeImpact(from: "{id}", to: "order-to-cash") {{ noImpact }}',
    "findings": 'findings(filter: {{ version: "{id}" }}) {{ totalCount }}',
    "builds": 'builds(filter: {{ model: "{id}" }}) {{ totalCount }}',
    "models": 'models(after: "{id}") {{ totalCount }}',
}


@pytest.fixture
async def stored(api: Api) -> Api:
    await api.ask(IMPORT, input={"name": "order-to-cash", "content": EXAMPLE})
    return api


@pytest.mark.parametrize("field", FIELDS)
async def test_other_fields_keep_their_answers(stored: Api, field: str) -> None:
    wrong = FIELDS[field].format(id="Nothing#has this")
    answer = await stored.post(
        f'{{ before: viewer {{ tenant }} {wrong} after: impact(of: "order-to-cash") {{ complete }} }}'
    )
    assert [error["path"] for error in answer["errors"]] == [[field]]
    assert answer["data"]["before"]
    assert answer["data"][field] is None
    assert answer["data"]["after"] == {"complete": True}


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("order-to-cahs", "order-to-cash"),
        ("Order-To-Cash", "order-to-cash"),
        ("order-to-cash#Task_Shipp", "order-to-cash#Task_Ship"),
        ("order-to-cash@1#Task_Shipp", "order-to-cash@1#Task_Ship"),
        ("order-to-cahs#Task_Ship", "order-to-cash#Task_Ship"),
        ("order-to-cash@7", "order-to-cash@1"),
        ("Task_Ship", "order-to-cash#Task_Ship"),
    ],
)
async def test_the_refusal_names_what_was_probably_meant(stored: Api, wrong: str, meant: str) -> None:
    (error,) = (await stored.post("query($id: ID!) { impact(of: $id) { complete } }", id=wrong))["errors"]
    assert error["extensions"]["code"] == "UNKNOWN_ID"
    assert error["message"] == f"Nothing with the id {wrong!r} exists. Did you mean {meant!r}?"


@pytest.mark.parametrize(
    "wrong", ["zzzzzz", "order-to-cash#Qqqqq", "build:0000", "artefact:0000/x.py", "a\u202eb", "x" * 5000]
)
async def test_nothing_is_suggested_where_nothing_is_close(stored: Api, wrong: str) -> None:
    (error,) = (await stored.post("query($id: ID!) { impact(of: $id) { complete } }", id=wrong))["errors"]
    assert "Did you mean" not in error["message"]


async def test_a_file_of_a_build_is_suggested(stored: Api) -> None:
    made = await stored.ask(
        """mutation { generate(input: { version: "order-to-cash", target: "temporal-python" }) {
          build { artefacts { nodes { id path } } } } }"""
    )
    file = next(each["id"] for each in made["generate"]["build"]["artefacts"]["nodes"] if each["path"] == "workflow.py")
    query = "query($id: ID!) { region(artefact: $id, line: 1) { line } }"
    (error,) = (await stored.post(query, id=file.replace("workflow", "wrokflow")))["errors"]
    assert error["message"].endswith(f"Did you mean {file!r}?")


async def test_changes_suggest_too(stored: Api) -> None:
    generate = (
        'mutation { generate(input: { version: "order-to-cahs", target: "temporal-python" }) { problems { message } } }'
    )
    retire = 'mutation { retireModel(input: { model: "order-to-cahs" }) { problems { message } } }'
    waive = """mutation { waiveFinding(input: { about: "order-to-cash#Task_Shipp", rule: "no-bpmndi", reason: "x" }) {
      problems { message } } }"""
    for query, meant in ((generate, "order-to-cash"), (retire, "order-to-cash"), (waive, "order-to-cash#Task_Ship")):
        (payload,) = (await stored.ask(query)).values()
        assert payload["problems"][0]["message"].endswith(f"Did you mean {meant!r}?"), payload


async def test_an_id_that_is_not_close_is_not_told(api: Api) -> None:
    await api.ask(IMPORT, input={"name": "order-to-cash", "content": order_to_cash()})
    assert "Did you mean" not in (await api.post('{ impact(of: "zzz") { complete } }'))["errors"][0]["message"]
