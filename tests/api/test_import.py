"""Test importModel over HTTP: its answers, and its problems with invalid documents."""

import base64
from typing import Any

import pytest

from pipeline.ir import plugins
from tests.fixtures.api import IMPORT, Api, order_to_cash

EVERYTHING = """{ model(id: "order-to-cash") { id name kind until versions { totalCount nodes { id number } } current {
  id number name format parser contentDigest elementCount xmlElementCount foldedCount reportedCount sourceName
  sourceCommit recordedAt supersededBy { id } model { id } source { id digest size content contentBase64
    versions { nodes { id } } }
  actors { nodes { id issuer subject } } elements(first: 1000) { totalCount nodes { id position } } } } }"""


async def sent(api: Api, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await api.ask(IMPORT, input=given))["importModel"]
    return payload


async def test_a_document_becomes_a_version_with_all_it_states(api: Api) -> None:
    document = order_to_cash()
    commit = "0123456789abcdef"
    payload = await sent(api, name="order-to-cash", content=document, sourceName="order.bpmn", sourceCommit=commit)
    assert payload["version"] == {"id": "order-to-cash@1", "number": 1}
    assert (payload["unchanged"], payload["problems"]) == (False, [])
    model = (await api.ask(EVERYTHING))["model"]
    version = model["current"]
    assert (model["name"], model["kind"], model["until"]) == ("Order to cash", "bpmn", None)
    assert (version["sourceName"], version["sourceCommit"]) == ("order.bpmn", commit)
    assert version["source"]["content"] == document
    assert base64.b64decode(version["source"]["contentBase64"]) == document.encode()
    assert version["source"]["versions"]["nodes"] == [{"id": "order-to-cash@1"}]
    assert version["elements"]["totalCount"] == version["elementCount"] == len(version["elements"]["nodes"])
    assert [each["position"] for each in version["elements"]["nodes"]] == list(range(version["elementCount"]))
    counts = version["elementCount"], version["foldedCount"], version["reportedCount"]
    assert sum(counts) == version["xmlElementCount"]
    assert version["actors"]["nodes"] == [
        {"id": "actor:ameide:local|local", "issuer": "ameide:local", "subject": "local"}
    ]


async def test_the_same_bytes_again_change_nothing(api: Api) -> None:
    await api.bring_in(order_to_cash())
    again = await sent(api, name="order-to-cash", content=order_to_cash())
    assert (again["unchanged"], again["version"]["id"]) == (True, "order-to-cash@1")
    changed = await sent(api, name="order-to-cash", content=order_to_cash("Pack and ship"))
    assert (changed["unchanged"], changed["version"]["id"]) == (False, "order-to-cash@2")
    model = (await api.ask(EVERYTHING))["model"]
    assert [each["number"] for each in model["versions"]["nodes"]] == [2, 1]
    old = await api.ask('{ node(id: "order-to-cash@1") { ... on Version { supersededBy { id } } } }')
    assert old["node"]["supersededBy"] == {"id": "order-to-cash@2"}


async def test_bytes_in_another_encoding_come_in_base64(api: Api) -> None:
    document = order_to_cash("Größe").replace("UTF-8", "ISO-8859-1").encode("iso-8859-1")
    payload = await sent(api, name="order-to-cash", contentBase64=base64.b64encode(document).decode())
    assert payload["problems"] == []
    found = await api.ask('{ node(id: "order-to-cash#Task_Ship") { ... on Element { name } } }')
    assert found["node"]["name"] == "Größe"
    source = (await api.ask(EVERYTHING))["model"]["current"]["source"]
    assert source["content"] is None
    assert base64.b64decode(source["contentBase64"]) == document


async def test_without_a_name_the_document_gives_it(api: Api) -> None:
    assert (await sent(api, content=order_to_cash()))["version"]["id"] == "order-to-cash@1"


@pytest.mark.parametrize("format_", ["bpmn", "BPMN"])
async def test_a_format_may_be_said(api: Api, format_: str) -> None:
    payload = await sent(api, content=order_to_cash(), format=format_)
    assert payload["version"]["id"] == "order-to-cash@1"


async def test_a_format_that_is_misspelt_is_guessed(api: Api) -> None:
    (problem,) = (await sent(api, content=order_to_cash(), format="bmpn"))["problems"]
    assert "Did you mean 'bpmn'?" in problem["message"]


async def test_formats_are_listed_with_those_that_cannot_be_used(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "_broken", {})
    plugins.broke("ameide.formats", "idef", "idef:FORMAT cannot be loaded")
    ask = "{ formats { name title endings writable fixable relations { kind dependent } broken } }"
    found = {each["name"]: each for each in (await api.ask(ask))["formats"]}
    assert found["bpmn"] == {
        "name": "bpmn",
        "title": "BPMN 2.0",
        "endings": [".bpmn", ".bpmn2", ".bpmn20.xml"],
        "writable": True,
        "fixable": True,
        "relations": [],
        "broken": None,
    }
    assert found["idef"]["broken"] == "idef:FORMAT cannot be loaded"
    (problem,) = (await sent(api, content=order_to_cash(), format="idef"))["problems"]
    assert "idef:FORMAT cannot be loaded" in problem["message"]


async def test_rules_say_which_format_they_are_for(api: Api) -> None:
    found = {each["id"]: each["format"] for each in (await api.ask("{ rules { id format } }"))["rules"]}
    assert (found["label-required"], found["call-cycle"]) == ("bpmn", None)


async def test_findings_come_with_the_import(api: Api) -> None:
    lonely = '<task id="Lonely" name="Never reached"/>'
    payload = await sent(api, name="order-to-cash", content=order_to_cash(more=lonely))
    assert payload["findings"]
    found = await api.ask(
        """{ findings { totalCount nodes { id rule ruleVersion severity message line until recordedAt
             element { id } version { id } } } }"""
    )
    assert found["findings"]["totalCount"] == len(payload["findings"])
    about = {(each["rule"], (each["element"] or {}).get("id")) for each in found["findings"]["nodes"]}
    assert {element for _, element in about} & {"order-to-cash@1#Lonely"}
    assert {each["until"] for each in found["findings"]["nodes"]} == {None}


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "CONTENT_NEEDED"),
    ({"content": "<a/>", "contentBase64": "PGEvPg=="}, "CONTENT_NEEDED"),
    ({"contentBase64": "not base64!"}, "NOT_BASE64"),
    ({"content": order_to_cash(), "newVersionOf": "nothing"}, "UNKNOWN_ID"),
    ({"content": order_to_cash(), "newVersionOf": "no\0thing"}, "UNKNOWN_ID"),
    ({"content": order_to_cash(), "newVersionOf": "'; DROP"}, "UNKNOWN_ID"),
    ({"content": order_to_cash(), "format": "bmpn"}, "UNKNOWN_FORMAT"),
    ({"content": order_to_cash(), "sourceCommit": "$(id)"}, "BAD_COMMIT"),
    ({"content": order_to_cash(), "sourceName": "a\0b"}, "BAD_NAME"),
    ({"content": order_to_cash(), "sourceName": "\u202egnp.exe"}, "BAD_NAME"),
]


@pytest.mark.parametrize(("given", "code"), BAD, ids=str)
async def test_a_bad_input_is_a_typed_problem(api: Api, given: dict[str, Any], code: str) -> None:
    payload = await sent(api, **given)
    assert [problem["code"] for problem in payload["problems"]] == [code]
    assert payload["version"] is None
    assert (await api.ask("{ models { totalCount } }"))["models"]["totalCount"] == 0


@pytest.mark.parametrize(
    "content",
    [
        "not xml",
        "",
        "<definitions>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<a>\0</a>",
        "<other xmlns='urn:other'/>",
        "<a>" * 5000,
    ],
    ids=lambda content: content[:20],
)
async def test_a_bad_document_is_told_with_its_place_and_leaves_nothing(api: Api, content: str) -> None:
    payload = await sent(api, name="bad", content=content)
    assert payload["problems"]
    assert all(problem["message"] for problem in payload["problems"])
    assert "root:" not in str(payload)
    counts = await api.ask('{ models { totalCount } search(text: "") { totalCount } }')
    assert (counts["models"]["totalCount"], counts["search"]["totalCount"]) == (0, 0)


async def test_a_document_beyond_the_limit_is_a_problem(api: Api) -> None:
    payload = await sent(api, name="big", content="x" * (50 * 1024 * 1024 + 1))
    assert [problem["code"] for problem in payload["problems"]] == ["TOO_LARGE"]


async def test_a_name_of_something_else_is_taken(api: Api) -> None:
    await api.bring_in(order_to_cash())
    other = order_to_cash()
    for name in ("Definitions_1", "Process_Order", "Start", "End_Refused", "End", "Decide", "Task_", "Flow_"):
        other = other.replace(f'"{name}', f'"X{name}')
    other = other.replace(">Flow_", ">XFlow_").replace('default="Flow', 'default="XFlow')
    payload = await sent(api, name="order-to-cash", content=other)
    assert [problem["code"] for problem in payload["problems"]] == ["NAME_TAKEN"]
    meant = await sent(api, name="order-to-cash", content=other, newVersionOf="order-to-cash")
    assert meant["version"]["id"] == "order-to-cash@2"


async def test_mutations_of_one_request_see_what_the_ones_before_wrote(api: Api) -> None:
    both = """mutation($one: ImportModelInput!, $two: ImportModelInput!) {
      one: importModel(input: $one) { version { id model { versions { totalCount } } } }
      two: importModel(input: $two) { version { id model { current { id } versions { totalCount } } } } }"""
    one = {"name": "order-to-cash", "content": order_to_cash()}
    two = {"name": "order-to-cash", "content": order_to_cash("Pack")}
    made = await api.ask(both, one=one, two=two)
    assert made["one"]["version"]["model"]["versions"]["totalCount"] == 1
    assert made["two"]["version"]["model"] == {"current": {"id": "order-to-cash@2"}, "versions": {"totalCount": 2}}


async def test_a_counter_example_is_a_path_of_elements(api: Api) -> None:
    flows = ("Start Split", "Split Pack", "Split Bill", "Pack Join", "Bill Join", "Join End")
    lines = "".join(
        f'<sequenceFlow id="F{number}" sourceRef="{{}}" targetRef="{{}}"/>'.format(*flow.split())
        for number, flow in enumerate(flows)
    )
    nodes = '<startEvent id="Start"/><exclusiveGateway id="Split"/><task id="Pack"/><task id="Bill"/>'
    join = '<parallelGateway id="Join"/><endEvent id="End"/>'
    document = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">{nodes}{join}{lines}'
    await sent(api, name="stuck", content=f"{document}</process></definitions>")
    asked = '{ findings(filter: {rule: "deadlock"}) { nodes { element { id } trace { id } } } }'
    [found] = (await api.ask(asked))["findings"]["nodes"]
    assert found["element"] == {"id": "stuck@1#Join"}
    assert [each["id"] for each in found["trace"]] == ["stuck@1#Start", "stuck@1#Split", "stuck@1#Pack"]
