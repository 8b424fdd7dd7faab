"""Test exports over HTTP: each format holds the reach, and states what it leaves out."""

import csv
import io
import json
from html import escape
from typing import Any

import pytest
from lxml import etree

from tests.fixtures.api import Api, order_to_cash

EXPORT = """query($of: ID!, $format: ExportFormat!, $most: Int, $depth: Int, $asOf: DateTime, $labels: [Label!]) {
  impact(of: $of, depth: $depth, asOf: $asOf, labels: $labels) {
    complete truncatedBy truncatedAtDepth asOf totalCount
    vertices(first: 1000) { nodes { id } } edges(first: 1000) { totalCount nodes { kind from to } }
    export(format: $format, most: $most) {
      text mediaType asOf complete truncatedBy truncatedAtDepth
      vertexCount edgeCount verticesLeftOut edgesLeftOut } } }"""
NAME = '=Ship "goods" & <more>'
TASK = "order-to-cash#Task_Ship"


async def reach(api: Api, format_: str = "JSON", of: str = TASK, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await api.ask(EXPORT, of=of, format=format_, **more))["impact"]
    return found


async def generated(api: Api) -> None:
    await api.generate(await api.bring_in(order_to_cash(ship=escape(NAME, quote=True))))


async def test_every_format_holds_all_of_it(api: Api):
    await generated(api)
    found = await reach(api)
    ids = [node["id"] for node in found["vertices"]["nodes"]]
    told = {name: found["export"][name] for name in ("asOf", "complete", "truncatedBy", "truncatedAtDepth")}
    assert told == {"asOf": found["asOf"], "complete": True, "truncatedBy": None, "truncatedAtDepth": None}
    assert found["export"]["vertexCount"] == found["totalCount"] == len(ids)
    assert found["export"]["edgeCount"] == found["edges"]["totalCount"]
    held = json.loads(found["export"]["text"])
    assert [vertex["id"] for vertex in held["vertices"]] == ids
    assert [{key: edge[key] for key in ("kind", "from", "to")} for edge in held["edges"]] == found["edges"]["nodes"]
    assert held["vertices"][0]["name"] == NAME
    table = list(csv.DictReader(io.StringIO((await reach(api, "CSV"))["export"]["text"], newline="")))
    assert [row["id"] for row in table if row["record"] == "vertex"] == ids
    assert next(row["name"] for row in table if row["record"] == "vertex") == f"'{NAME}"
    graph = etree.fromstring((await reach(api, "GRAPHML"))["export"]["text"])
    assert len(graph.findall(".//{*}node")) == len(ids)
    assert len(graph.findall(".//{*}edge")) == found["edges"]["totalCount"]
    drawn = (await reach(api, "MERMAID"))["export"]["text"]
    assert 'n0["#61;Ship #34;goods#34; #38; #60;more#62;<br/>serviceTask"]' in drawn
    assert drawn.count("-->") == found["edges"]["totalCount"]


async def test_what_is_left_out_is_said(api: Api):
    await generated(api)
    whole = await reach(api)
    part = (await reach(api, most=3))["export"]
    assert (part["complete"], part["truncatedBy"], part["vertexCount"]) == (False, "SIZE", 3)
    assert part["verticesLeftOut"] == whole["totalCount"] - 3
    held = json.loads(part["text"])
    assert held["vertices"] == json.loads(whole["export"]["text"])["vertices"][:3]
    assert (held["complete"], held["truncatedBy"], held["verticesLeftOut"]) == (False, "size", whole["totalCount"] - 3)
    cut = await reach(api, depth=1)
    assert (cut["export"]["complete"], cut["export"]["truncatedBy"]) == (False, "DEPTH")
    assert (cut["export"]["truncatedAtDepth"], cut["export"]["verticesLeftOut"]) == (1, 0)


async def test_it_is_read_in_pages_and_all_the_same(api: Api, monkeypatch: pytest.MonkeyPatch):
    await generated(api)
    whole = (await reach(api))["export"]
    monkeypatch.setattr("resolvers.export.gather._PAGE", 2)
    assert (await reach(api))["export"] == whole


async def test_it_holds_for_the_moment_and_the_labels_of_the_question(api: Api):
    await generated(api)
    then = await reach(api)
    await api.bring_in(order_to_cash(ship="Send goods"))
    again = await reach(api, asOf=then["asOf"])
    assert again["export"] == then["export"]
    files = json.loads((await reach(api, labels=["ARTEFACT"]))["export"]["text"])
    assert {vertex["label"] for vertex in files["vertices"]} == {"Artefact"}
    assert files["edges"] == []


async def test_what_cannot_be_asked(api: Api):
    await generated(api)
    assert await api.code(EXPORT, of=TASK, format="JSON", most=0) == "BAD_FIRST"
    assert await api.code(EXPORT, of="nothing", format="JSON") == "UNKNOWN_ID"


async def test_one_answer_holds_no_more_than_it_may(api: Api, monkeypatch: pytest.MonkeyPatch):
    await generated(api)
    monkeypatch.setattr("resolvers.unit._MOST_BYTES", 100)
    assert await api.code(EXPORT, of=TASK, format="JSON") == "TOO_MUCH"
