"""Test the way from any line of generated code to its elements, and back to the lines of current code."""

import hashlib
from typing import Any

from graph.records import Batch, Vertex, artefact_uid, element_uid
from graph.store import Graphs
from tests.fixtures.api import Api, order_to_cash

LINES = "fragment L on GeneratedLine { line regions { id } } query {"
OF = """query($of: ID!, $asOf: DateTime) { element(of: $of, asOf: $asOf) { id
  currentRegions { id build { id } element { id } } } }"""


async def artefacts(api: Api, build: str) -> dict[str, dict[str, Any]]:
    """Return the files of a build, with their regions."""
    found = await api.ask(
        """query($id: ID!) { node(id: $id) { ... on Build { artefacts { nodes { id path content recordedAt
             regions(first: 1000) { totalCount nodes { id spans { start end } } } } } } } }""",
        id=build,
    )
    return {each["path"]: each for each in found["node"]["artefacts"]["nodes"]}


def holding(file: dict[str, Any], line: int) -> set[str]:
    """Return the regions whose spans contain the line."""
    return {
        region["id"]
        for region in file["regions"]["nodes"]
        if any(span["start"] <= line <= span["end"] for span in region["spans"])
    }


async def answered(api: Api, artefact: str, lines: range) -> dict[int, list[str]]:
    """Return the elements that `region` names for each of these lines."""
    fields = " ".join(f'l{line}: region(artefact: "{artefact}", line: {line}) {{ ...L }}' for line in lines)
    found = await api.ask(f"{LINES} {fields} }}")
    return {each["line"]: [region["id"] for region in each["regions"]] for each in found.values()}


async def test_every_line_of_every_file_is_answered_by_the_regions_that_hold_it(api: Api) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    checked = 0
    for file in (await artefacts(api, build)).values():
        last = file["content"].count("\n")
        assert file["regions"]["totalCount"] == len(file["regions"]["nodes"])
        for start in range(1, last + 1, 80):
            for line, regions in (await answered(api, file["id"], range(start, min(start + 80, last + 1)))).items():
                assert set(regions) == holding(file, line), (file["path"], line)
                assert len(regions) == len(set(regions))
                checked += 1
    assert checked > 1000


async def test_a_line_leads_to_the_line_of_the_document(api: Api) -> None:
    document = order_to_cash()
    file = (await artefacts(api, await api.generate(await api.bring_in(document))))["workflow.py"]
    shipping = next(region for region in file["regions"]["nodes"] if region["id"].endswith("#Task_Ship"))
    line = shipping["spans"][0]["start"]
    found = await api.ask(
        """query($id: ID!, $line: Int!) { region(artefact: $id, line: $line) { line lineCount text explanation
             artefact { path } regions { element { id kind name line version { id source { digest } } } } } }""",
        id=file["id"],
        line=line,
    )
    region = found["region"]
    assert (region["line"], region["lineCount"]) == (line, file["content"].count("\n"))
    assert region["text"] == file["content"].split("\n")[line - 1]
    assert region["explanation"] is None
    most, *others = [each["element"] for each in region["regions"]]
    assert (most["kind"], most["name"]) == ("serviceTask", "Ship goods")
    assert 'id="Task_Ship"' in document.split("\n")[most["line"] - 1]
    assert others[-1]["id"] == "order-to-cash@1#Process_Order"


async def test_what_is_not_there_is_a_typed_error(api: Api) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    file = (await artefacts(api, build))["requirements.txt"]
    ask = "query($id: ID!, $line: Int!, $asOf: DateTime) { region(artefact: $id, line: $line, asOf: $asOf) { line } }"
    for line in (0, -1, 2, 2**31 - 1):
        body = await api.post(ask, id=file["id"], line=line)
        (error,) = body["errors"]
        assert error["extensions"]["code"] == "BAD_LINE"
        assert "requirements.txt has 1 line;" in error["message"]
        assert body["data"] == {"region": None}
    for unknown in ("artefact:0/x.py", build, "order-to-cash", "a\0b", ""):
        assert await api.code(ask, id=unknown, line=1) == "UNKNOWN_ID"
    assert await api.code(ask, id=file["id"], line=1, asOf="2001-01-01T00:00:00Z") == "UNKNOWN_ID"
    assert (await api.ask(ask, id=file["id"], line=1, asOf=file["recordedAt"]))["region"]["line"] == 1


async def test_a_line_that_came_from_no_element_says_so(api: Api, graphs: Graphs, tenant: str) -> None:
    content = b"\xff\r\nlast"
    file = Vertex(
        "Artefact",
        artefact_uid("build:0123456789abcdef", "licence.bin"),
        {
            "build": "build:0123456789abcdef",
            "path": "licence.bin",
            "digest": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "mediaType": "application/octet-stream",
        },
    )
    async with graphs.writing(tenant) as store:
        await store.content.put({str(file.properties["digest"]): content})
        await store.write(Batch((file,)))
    ask = "query($id: ID!) { region(artefact: $id, line: 2) { lineCount text explanation regions { id } } }"
    found = (await api.ask(ask, id=file.uid))["region"]
    assert (found["lineCount"], found["text"], found["regions"]) == (2, None, [])
    assert "not from an element" in found["explanation"]


async def test_the_same_file_asked_for_often_is_read_once(api: Api) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    file = (await artefacts(api, build))["workflow.py"]
    api.counting.statements.clear()
    await answered(api, file["id"], range(1, 81))
    assert sorted(api.counting.statements) == ["artefact.by_id", "artefact.lines", "content", "region.by_id"]


async def test_an_element_leads_to_all_lines_of_current_code(api: Api) -> None:
    first = await api.generate(await api.bring_in(order_to_cash()))
    found = (await api.ask(OF, of="order-to-cash#Task_Ship"))["element"]
    files = await artefacts(api, first)
    expected = {
        each["id"] for file in files.values() for each in file["regions"]["nodes"] if each["id"].endswith("#Task_Ship")
    }
    assert found["id"] == element_uid("order-to-cash@1", "Task_Ship")
    assert {region["id"] for region in found["currentRegions"]} == expected
    assert len({region.rpartition("#")[0] for region in expected}) >= 2


async def test_current_code_is_that_of_the_last_build_of_whichever_version(api: Api) -> None:
    first = await api.generate(await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash(ship="Send goods"))
    imported = (await api.ask(OF, of="order-to-cash#Task_Ship"))["element"]
    assert imported["id"] == "order-to-cash@2#Task_Ship"
    assert {region["element"]["id"] for region in imported["currentRegions"]} == {"order-to-cash@1#Task_Ship"}
    assert {region["build"]["id"] for region in imported["currentRegions"]} == {first}

    second = await api.generate("order-to-cash@2")
    for of in ("order-to-cash#Task_Ship", "order-to-cash@1#Task_Ship", "order-to-cash@2#Task_Ship"):
        regions = (await api.ask(OF, of=of))["element"]["currentRegions"]
        assert {region["build"]["id"] for region in regions} == {second}
        assert {region["element"]["id"] for region in regions} == {"order-to-cash@2#Task_Ship"}


async def test_then_is_answered_as_it_was_then(api: Api) -> None:
    first = await api.generate(await api.bring_in(order_to_cash()))
    answer = await api.ask(OF, of="order-to-cash#Task_Ship")
    file = (await artefacts(api, first))["workflow.py"]
    second = await api.generate(await api.bring_in(order_to_cash(ship="Send goods")))
    assert second != first
    assert await api.ask(OF, of="order-to-cash#Task_Ship", asOf=file["recordedAt"]) == answer
    before = await api.post(OF, of="order-to-cash#Task_Ship", asOf="2001-01-01T00:00:00Z")
    assert before["errors"][0]["extensions"]["code"] == "UNKNOWN_ID"


async def test_what_is_no_element_is_refused(api: Api) -> None:
    await api.bring_in(order_to_cash())
    for of in ("order-to-cash", "order-to-cash@1", "order-to-cash#Nothing", "nothing#Task_Ship", "a\0#b", "'; DROP"):
        assert await api.code(OF, of=of) == "UNKNOWN_ID"
    found = (await api.ask(OF, of="order-to-cash#Task_Ship"))["element"]
    assert found["currentRegions"] == []


async def test_many_elements_cost_as_many_statements_as_few(api: Api) -> None:
    await api.generate(await api.bring_in(order_to_cash()))
    ask = """query($first: Int) { model(id: "order-to-cash") { current { elements(first: $first) {
      nodes { id currentRegions { id spans { start } } } } } } }"""
    used = []
    for first in (5, 20):
        api.counting.statements.clear()
        await api.ask(ask, first=first)
        used.append(sorted(api.counting.statements))
    assert used[0] == used[1]
    assert used[0].count("element.built") == used[0].count("build.current") == 1
