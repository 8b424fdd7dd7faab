"""Test importModels: documents that are imported together, all or none."""

from typing import Any

from tests.cli.documents import caller, process
from tests.fixtures.api import Api

IMPORT = """mutation($input: ImportModelsInput!) { importModels(input: $input) { problems { code }
  results { unchanged version { id sourceAuthor sourceOrigin recordedAt } findings { rule }
    problems { code path } } } }"""


async def sent(api: Api, *documents: dict[str, Any]) -> list[dict[str, Any]]:
    found = (await api.ask(IMPORT, input={"documents": list(documents)}))["importModels"]
    decisive = [each["code"] for result in found["results"] for each in result["problems"]]
    assert [each["code"] for each in found["problems"]] == [each for each in decisive if each != "NOT_IMPORTED"]
    results: list[dict[str, Any]] = found["results"]
    return results


def given(name: str, content: bytes, **more: str) -> dict[str, Any]:
    return {"name": name, "content": content.decode(), **more}


async def test_all_are_imported_in_the_order_of_references(api: Api) -> None:
    origin = {"sourceAuthor": "Ann <ann@example.org>", "sourceOrigin": "https://example.org/models"}
    first, second = await sent(api, given("caller", caller()), given("order", process(), **origin))
    assert [each["rule"] for each in first["findings"]] == []
    assert second["version"] == {"id": "order@1", "recordedAt": first["version"]["recordedAt"], **origin}
    assert [each["unchanged"] for each in await sent(api, given("caller", caller()), given("order", process()))] == [
        True,
        True,
    ]
    impact = 'query { impact(of: "order@1#Order", kinds: ["callActivity"]) { vertices { nodes { id } } } }'
    assert (await api.ask(impact))["impact"]["vertices"]["nodes"] == [{"id": "caller@1#Call"}]


async def test_one_that_is_refused_undoes_the_others(api: Api) -> None:
    await sent(api, given("order", process()))
    for wrong, code in ((b"<no", "NOT_WELL_FORMED"), (process("Other", "T"), "NAME_TAKEN")):
        results = await sent(api, given("caller", caller()), given("order", wrong), given("third", process("Third")))
        assert [[each["code"] for each in result["problems"]] for result in results] == [
            ["NOT_IMPORTED"], [code], ["NOT_IMPORTED"]
        ]  # fmt: skip
        assert [each["id"] for each in (await api.ask("{ models { nodes { id } } }"))["models"]["nodes"]] == ["order"]


async def test_bad_input_is_a_problem(api: Api) -> None:
    results = await sent(api, {"name": "a"}, given("b", process()), given("c", process("C"), sourceAuthor="a\nb"))
    assert [[each["code"] for each in result["problems"]] for result in results] == [
        ["CONTENT_NEEDED"], ["NOT_IMPORTED"], ["BAD_NAME"]
    ]  # fmt: skip
    found = (await api.ask(IMPORT, input={"documents": []}))["importModels"]
    assert found["problems"] == [{"code": "TOO_MANY"}]
