"""Test the answer contract over HTTP: whole counts, stated limits, pages of one moment, ids without a version."""

from typing import Any

import pytest

from tests.fixtures.api import Api, order_to_cash

ASK = """query($of: ID!, $depth: Int, $labels: [Label!], $kinds: [String!], $through: [EdgeKind!], $first: Int,
  $after: String, $asOf: DateTime, $flow: Boolean, $history: Boolean) {
  %s(of: $of, depth: $depth, labels: $labels, kinds: $kinds, through: $through, asOf: $asOf, includeFlow: $flow,
     includeHistory: $history) {
    start { id __typename } startIds complete truncatedBy truncatedAtDepth asOf totalCount cyclic
    countsByLabel { label count } countsByKind { kind count } countsByHop { hop count }
    vertices(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id }
      edges { cursor hop node { id __typename } } }
    edges { totalCount nodes { kind from to evidence } } } }"""
IMPACT, LINEAGE = ASK % "impact", ASK % "lineage"


async def impact(api: Api, of: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.ask(IMPACT, of=of, **given))["impact"]
    return answer


async def lineage(api: Api, of: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.ask(LINEAGE, of=of, **given))["lineage"]
    return answer


def reached(answer: dict[str, Any]) -> dict[str, int]:
    return {edge["node"]["id"]: edge["hop"] for edge in answer["vertices"]["edges"]}


def typed(answer: dict[str, Any], type_: str) -> set[str]:
    return {e["node"]["id"] for e in answer["vertices"]["edges"] if e["node"]["__typename"] == type_}


async def test_counts_are_of_the_whole_answer_whatever_page_is_shown(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    await api.generate(version)
    whole = await impact(api, version, first=1000)
    assert whole["complete"] is True
    assert (whole["truncatedBy"], whole["truncatedAtDepth"], whole["cyclic"]) == (None, None, False)
    hops = reached(whole)
    assert whole["totalCount"] == len(hops) == sum(each["count"] for each in whole["countsByLabel"])
    assert {each["hop"]: each["count"] for each in whole["countsByHop"]} == {
        hop: list(hops.values()).count(hop) for hop in set(hops.values())
    }
    for label in whole["countsByLabel"]:
        assert label["count"] == len(typed(whole, label["label"].title()))
    elements = next(each["count"] for each in whole["countsByLabel"] if each["label"] == "ELEMENT")
    assert elements == sum(each["count"] for each in whole["countsByKind"])
    small = await impact(api, version, first=2)
    for same in ("totalCount", "countsByLabel", "countsByKind", "countsByHop", "complete", "cyclic"):
        assert small[same] == whole[same]
    assert len(small["vertices"]["edges"]) == 2
    assert hops[version] == 0


async def test_pages_make_up_the_whole_in_order(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    await api.generate(version)
    whole = (await impact(api, version, first=1000))["vertices"]
    seen, after, pages = [], None, 0
    while True:
        page = (await impact(api, version, first=7, after=after))["vertices"]
        seen += page["edges"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after, pages = page["pageInfo"]["endCursor"], pages + 1
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == -(-len(whole["edges"]) // 7) > 3
    assert seen == whole["edges"]
    assert [(edge["hop"], edge["node"]["id"]) for edge in seen] == sorted(
        (edge["hop"], edge["node"]["id"]) for edge in seen
    )


async def test_a_page_after_something_was_written_continues_the_same_answer(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    before = await impact(api, version, first=1000)
    one = await impact(api, version, first=3)
    await api.generate(version)
    two = await impact(api, version, first=1000, after=one["vertices"]["pageInfo"]["endCursor"])
    assert (two["asOf"], two["totalCount"]) == (before["asOf"], before["totalCount"])
    assert one["vertices"]["edges"] + two["vertices"]["edges"] == before["vertices"]["edges"]
    assert (await impact(api, version))["totalCount"] > before["totalCount"]
    then = await impact(api, version, first=1000, asOf=before["asOf"])
    assert then == before


async def test_a_cursor_of_another_moment_is_refused(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    cursor = (await impact(api, version, first=3))["vertices"]["pageInfo"]["endCursor"]
    assert await api.code(IMPACT, of=version, after=cursor, asOf="2100-01-01T00:00:00Z") == "BAD_CURSOR"


async def test_depth_cuts_and_says_so(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    cut = await impact(api, version, depth=1, first=1000)
    assert (cut["complete"], cut["truncatedBy"], cut["truncatedAtDepth"]) == (False, "DEPTH", 1)
    assert cut["cyclic"] is None
    assert set(reached(cut).values()) == {0, 1}
    itself = await impact(api, version, depth=0)
    assert reached(itself) == {version: 0}


async def test_labels_and_kinds_choose_what_is_shown_and_counted(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    build = await api.generate(version)
    only = await impact(api, version, labels=["BUILD"], first=1000)
    assert (typed(only, "Build"), only["totalCount"]) == ({build}, 1)
    tasks = await impact(api, version, kinds=["serviceTask", "userTask"], first=1000)
    assert set(reached(tasks)) == {f"{version}#Task_Ship", f"{version}#Task_Bill"}
    assert tasks["countsByLabel"] == [{"label": "ELEMENT", "count": 2}]


async def test_through_and_the_two_switches_choose_the_way(api: Api) -> None:
    await api.bring_in(order_to_cash())
    version = await api.bring_in(order_to_cash("Pack"))
    bill = f"{version}#Task_Bill"
    assert f"{version}#Task_Ship" not in reached(await impact(api, bill, first=1000))
    assert f"{version}#Task_Ship" in reached(await impact(api, bill, flow=True, first=1000))
    assert set(reached(await impact(api, bill, through=["FLOWS_TO"], first=1000))) == {
        bill, f"{version}#Task_Ship", f"{version}#Decide", f"{version}#Start"
    }  # fmt: skip
    assert "order-to-cash@1" in reached(await lineage(api, version, history=True, first=1000))
    assert "order-to-cash@1" not in reached(await lineage(api, version, first=1000))


async def test_edges_are_those_among_the_shown_nodes(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    answer = await impact(api, f"{version}#Task_Ship", first=2)
    shown = set(reached(answer))
    assert answer["edges"]["totalCount"] == len(answer["edges"]["nodes"]) == 1
    (edge,) = answer["edges"]["nodes"]
    assert {edge["from"], edge["to"]} == shown
    assert edge["kind"] == "CONTAINS"
    assert edge["evidence"]


async def test_edges_come_in_pages_too(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    query = """query($of: ID!, $after: String) { impact(of: $of) { vertices { totalCount }
      edges(first: 3, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { kind from to } } } }"""
    seen, after = [], None
    while True:
        page = (await api.ask(query, of=version, after=after))["impact"]["edges"]
        seen += [(edge["from"], edge["kind"], edge["to"]) for edge in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == page["totalCount"] == len(set(seen)) > 10
    assert seen == sorted(seen)


async def test_right_after_an_import_the_code_of_the_version_before_is_named(api: Api) -> None:
    first = await api.bring_in(order_to_cash())
    build = await api.generate(first)
    second = await api.bring_in(order_to_cash("Pack and ship"))
    answer = await impact(api, "order-to-cash#Task_Ship", first=1000)
    assert answer["start"] == {"id": f"{second}#Task_Ship", "__typename": "Element"}
    assert answer["startIds"] == [f"{second}#Task_Ship", f"{first}#Task_Ship"]
    artefacts = typed(answer, "Artefact")
    assert artefacts
    assert all(artefact.startswith(f"artefact:{build.removeprefix('build:')}/") for artefact in artefacts)
    assert typed(await impact(api, f"{second}#Task_Ship", first=1000), "Artefact") == set()
    whole = await impact(api, "order-to-cash", first=1000)
    assert whole["startIds"] == [second, first]
    assert build in reached(whole)


async def test_a_new_build_ends_what_the_old_version_had_to_say(api: Api) -> None:
    first = await api.bring_in(order_to_cash())
    await api.generate(first)
    second = await api.bring_in(order_to_cash("Pack and ship"))
    before = (await impact(api, "order-to-cash"))["asOf"]
    await api.generate(second)
    assert (await impact(api, "order-to-cash"))["startIds"] == [second]
    assert (await impact(api, "order-to-cash", asOf=before))["startIds"] == [second, first]


async def test_an_element_that_is_gone_from_the_current_version_is_found_where_code_still_has_it(api: Api) -> None:
    more = '<task id="Gone" name="Gone"/>'
    first = await api.bring_in(order_to_cash(more='<sequenceFlow id="F" sourceRef="Start" targetRef="Gone"/>' + more))
    await api.generate(first)
    await api.bring_in(order_to_cash())
    assert (await impact(api, "order-to-cash#Gone"))["startIds"] == [f"{first}#Gone"]
    assert (await api.ask('{ node(id: "order-to-cash#Gone") { id } }'))["node"] == {"id": f"{first}#Gone"}


UNKNOWN = ["nothing", "order-to-cash@9", "order-to-cash@1#No", "order-to-cash#No", "order-to-cash@0", "build:0123",
           "artefact:x/y", "", "#", "@", "ORDER", "anchor:", "waiver:x", "a b", "x" * 3000]  # fmt: skip


@pytest.mark.parametrize("of", UNKNOWN, ids=lambda of: of[:20])
async def test_an_unknown_id_is_an_error_at_once(api: Api, of: str) -> None:
    await api.bring_in(order_to_cash())
    assert await api.code(IMPACT, of=of) == "UNKNOWN_ID"
    assert await api.code(LINEAGE, of=of) == "UNKNOWN_ID"
    assert (await api.ask("query($id: ID!) { node(id: $id) { id } model(id: $id) { id } }", id=of)) == {
        "node": None,
        "model": None,
    }


async def test_before_it_existed_it_is_unknown(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    assert await api.code(IMPACT, of=version, asOf="2001-01-01T00:00:00Z") == "UNKNOWN_ID"
    assert await api.code(IMPACT, of="order-to-cash", asOf="2001-01-01T00:00:00Z") == "UNKNOWN_ID"
    then = 'query($at: DateTime) { model(id: "order-to-cash", asOf: $at) { current { id } } }'
    assert (await api.ask(then, at="2001-01-01T00:00:00Z"))["model"] is None
    recorded = (await impact(api, version))["asOf"]
    await api.bring_in(order_to_cash("Pack"))
    assert (await api.ask(then, at=recorded))["model"]["current"] == {"id": version}


async def test_cyclic_is_only_computed_when_asked(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    version = await api.bring_in(order_to_cash())
    loop = await impact(api, version, flow=True)
    assert loop["cyclic"] is False
    await api.bring_in(order_to_cash(more='<sequenceFlow id="Back" sourceRef="Task_Bill" targetRef="Decide"/>'))
    assert (await impact(api, "order-to-cash@2#Task_Ship", flow=True))["cyclic"] is True
    assert "cyclic" not in (await api.ask('{ impact(of: "order-to-cash") { totalCount } }'))["impact"]


async def test_a_line_of_code_leads_back_to_its_document(api: Api) -> None:
    version = await api.bring_in(order_to_cash())
    build = await api.generate(version)
    query = """query($id: ID!) { node(id: $id) { ... on Build { target options version { id }
      packages { totalCount nodes { purl name version ecosystem } }
      artefacts(first: 1000) { totalCount nodes { id path size content build { id }
      regions(first: 1000) { totalCount nodes { id path spans { start end } artefact { id } build { id }
      element { id line sourceId } } } } } } } }"""
    found = (await api.ask(query, id=build))["node"]
    assert (found["target"], found["version"]["id"]) == ("temporal-python", version)
    assert found["packages"]["totalCount"] == len(found["packages"]["nodes"]) > 0
    (workflow,) = [each for each in found["artefacts"]["nodes"] if each["path"].split("/")[-1] == "workflow.py"]
    lines = workflow["content"].splitlines()
    assert workflow["size"] == len(workflow["content"].encode())
    document = order_to_cash().splitlines()
    assert workflow["regions"]["totalCount"] > 3
    for region in workflow["regions"]["nodes"]:
        assert region["artefact"]["id"] == workflow["id"]
        assert all(1 <= span["start"] <= span["end"] <= len(lines) for span in region["spans"])
        assert f'id="{region["element"]["sourceId"]}"' in document[region["element"]["line"] - 1]
        origins = await lineage(api, region["id"], first=1000)
        assert {region["element"]["id"], version, build} <= set(reached(origins))
