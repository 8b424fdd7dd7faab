"""Test diff over HTTP: counts, nodes, pages and renderings."""

import json

from tests.fixtures.api import Api, order_to_cash

DIFF = """query($from: ID!, $to: ID!, $first: Int, $after: String, $changes: [Change!]) { diff(from: $from, to: $to) {
  from { id } to { id } identical sameMeaning layoutOnly reordered unchangedCount matchedByIdCount
  countsByChange { change count } countsByKind { kind counts { change count } }
  entries(first: $first, after: $after, changes: $changes) { totalCount pageInfo { hasNextPage endCursor } nodes {
    changes kind before { id name } after { id name } placeBefore { line } placeAfter { sourceId name line }
    properties { name before after } match { by score reasons } } } } }"""
MORE = '\n    <userTask id="Task_Thank" name="Thank the customer"/>'


async def two_versions(api: Api) -> None:
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash(ship="Send goods", more=MORE))


async def test_versions_of_a_model(api: Api):
    await two_versions(api)
    found = (await api.ask(DIFF, **{"from": "order-to-cash@1", "to": "order-to-cash"}))["diff"]
    assert (found["from"]["id"], found["to"]["id"]) == ("order-to-cash@1", "order-to-cash@2")
    assert (found["identical"], found["sameMeaning"], found["layoutOnly"]) == (False, False, False)
    assert found["countsByChange"] == [{"change": "ADDED", "count": 1}, {"change": "CHANGED", "count": 1}]
    assert found["matchedByIdCount"] == found["unchangedCount"] + 1
    changed, added = found["entries"]["nodes"]
    assert changed["before"] == {"id": "order-to-cash@1#Task_Ship", "name": "Ship goods"}
    assert changed["after"] == {"id": "order-to-cash@2#Task_Ship", "name": "Send goods"}
    assert changed["properties"] == [{"name": "name", "before": "Ship goods", "after": "Send goods"}]
    assert changed["match"] == {"by": "ID", "score": 1.0, "reasons": ["same id"]}
    assert (added["before"], added["placeBefore"], added["match"]) == (None, None, None)
    assert added["after"] == {"id": "order-to-cash@2#Task_Thank", "name": "Thank the customer"}


async def test_the_other_way_round(api: Api):
    await two_versions(api)
    found = (await api.ask(DIFF, **{"from": "order-to-cash", "to": "order-to-cash@1", "changes": ["REMOVED"]}))["diff"]
    (removed,) = found["entries"]["nodes"]
    assert (removed["before"]["id"], removed["after"]) == ("order-to-cash@2#Task_Thank", None)


async def test_nothing_differs_from_itself(api: Api):
    await api.bring_in(order_to_cash())
    found = (await api.ask(DIFF, **{"from": "order-to-cash", "to": "order-to-cash@1"}))["diff"]
    assert (found["identical"], found["sameMeaning"], found["countsByChange"]) == (True, True, [])
    assert found["entries"]["totalCount"] == 0


async def test_another_drawing_is_layout_alone(api: Api):
    def drawn(x: int) -> str:
        return order_to_cash().replace(
            "</definitions>",
            f"""<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><d:BPMNPlane id="P"
            bpmnElement="Process_Order"><d:BPMNShape id="S" bpmnElement="Task_Ship"><Bounds x="{x}" y="1" width="9"
            height="9" xmlns="http://www.omg.org/spec/DD/20100524/DC"/></d:BPMNShape></d:BPMNPlane></d:BPMNDiagram>
            </definitions>""",
        )

    await api.bring_in(drawn(1))
    await api.bring_in(drawn(2))
    found = (await api.ask(DIFF, **{"from": "order-to-cash@1", "to": "order-to-cash@2"}))["diff"]
    assert (found["identical"], found["sameMeaning"], found["layoutOnly"]) == (False, True, True)


async def test_models_are_compared_like_versions(api: Api):
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash().replace('"Task_Ship"', '"Activity_7"'), name="copy")
    found = (await api.ask(DIFF, **{"from": "order-to-cash", "to": "copy"}))["diff"]
    (entry,) = found["entries"]["nodes"]
    assert entry["changes"] == ["ID"]
    assert entry["match"]["by"] == "MEANING"
    assert entry["match"]["reasons"]
    assert (entry["before"]["id"], entry["after"]["id"]) == ("order-to-cash@1#Task_Ship", "copy@1#Activity_7")


async def test_pages_make_up_the_whole(api: Api):
    await two_versions(api)
    asked = {"from": "order-to-cash@1", "to": "order-to-cash@2"}
    whole = (await api.ask(DIFF, **asked))["diff"]["entries"]
    first = (await api.ask(DIFF, **asked, first=1))["diff"]["entries"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    rest = (await api.ask(DIFF, **asked, after=first["pageInfo"]["endCursor"]))["diff"]["entries"]
    assert [*first["nodes"], *rest["nodes"]] == whole["nodes"]
    assert not rest["pageInfo"]["hasNextPage"]
    other = {"from": "order-to-cash@2", "to": "order-to-cash@1", "after": first["pageInfo"]["endCursor"]}
    assert await api.code(DIFF, **other) == "BAD_CURSOR"


async def test_the_elements_of_a_page_are_read_together(api: Api):
    names = "".join(f'<userTask id="More_{number}" name="More {number}"/>' for number in range(30))
    await api.bring_in(order_to_cash())
    await api.bring_in(order_to_cash(more=names))
    asked = {"from": "order-to-cash@1", "to": "order-to-cash@2"}
    counts = []
    for first in (1, 30):
        api.counting.statements.clear()
        await api.ask(DIFF, **asked, first=first)
        counts.append(sorted(api.counting.statements))
    assert counts[0] == counts[1]


async def test_shown_as_text_markdown_and_json(api: Api):
    await two_versions(api)
    query = """query($most: Int) { diff(from: "order-to-cash@1", to: "order-to-cash@2") {
      text: rendered(format: TEXT, most: $most) markdown: rendered(format: MARKDOWN) json: rendered(format: JSON) } }"""
    shown = (await api.ask(query))["diff"]
    assert "~ serviceTask “Send goods” (Task_Ship, line 12): changed" in shown["text"]
    assert shown["markdown"].startswith("**The meaning differs: 1 added, 1 changed.**")
    assert json.loads(shown["json"])["by_change"] == {"added": 1, "changed": 1}
    assert "Not shown: 1 more." in (await api.ask(query, most=1))["diff"]["text"]


async def test_what_is_no_version(api: Api):
    await api.bring_in(order_to_cash())
    for wrong in ("nothing", "order-to-cash@9", "order-to-cash#Task_Ship", "build:0", "\0", ""):
        assert await api.code(DIFF, **{"from": "order-to-cash", "to": wrong}) == "UNKNOWN_ID"


async def test_as_it_was_then(api: Api):
    query = """query($to: ID!, $asOf: DateTime) { diff(from: "order-to-cash@1", to: $to, asOf: $asOf) {
      to { id recordedAt } identical } }"""
    await two_versions(api)
    first = (await api.ask(query, to="order-to-cash@1"))["diff"]
    then = first["to"]["recordedAt"]
    assert (await api.ask(query, to="order-to-cash"))["diff"]["to"]["id"] == "order-to-cash@2"
    assert (await api.ask(query, to="order-to-cash", asOf=then))["diff"] == first
    assert await api.code(query, to="order-to-cash@2", asOf=then) == "UNKNOWN_ID"
    assert await api.code(query, to="order-to-cash", asOf="2020-01-01T00:00:00Z") == "UNKNOWN_ID"
