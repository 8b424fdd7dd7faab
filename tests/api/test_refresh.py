"""Test that answers report what earlier releases did not record, and that a refresh records it."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from graph.records import Batch
from pipeline.ir.document import Actor
from pipeline.ir.generated import BuildRecord, Generated
from pipeline.provenance.build import Builder
from pipeline.records.build import build_batch
from tests.fixtures.api import Api, order_to_cash

_EARLIER = Builder(version="0.1.0", commit=None, digest="e" * 64)
_DOCUMENT = import_module("pipeline.formats.bpmn.parse.document")
_NOT_FOLLOWED = "notFollowed { kind message since edges count ids }"
_REFRESH = """mutation($input: RefreshModelsInput!) { refreshModels(input: $input) {
  models { model parser version builds { id target version release made } left { id } problems { code message } }
  remaining problems { code } } }"""


def _early_batch(record: BuildRecord, generated: Generated, actor: Actor) -> Batch:
    """Return what earlier releases wrote of a build: not which elements it was made of."""
    batch = build_batch(record, generated, actor)
    return replace(batch, edges=tuple(edge for edge in batch.edges if edge.kind != "MADE_FROM"))


async def _early_build(api: Api, monkeypatch: pytest.MonkeyPatch, version: str) -> str:
    """Return a build as 0.1.0 recorded it."""
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.operations.generate.builder", lambda: _EARLIER)
        patch.setattr("pipeline.operations.generate.build_batch", _early_batch)
        return await api.generate(version)


async def _impact(api: Api, of: str = "order-to-cash#Task_Ship", question: str = "impact", **more: Any) -> Any:
    query = f"""query($of: ID!, $through: [EdgeKind!], $asOf: DateTime) {{
      {question}(of: $of, through: $through, asOf: $asOf) {{
        complete asOf {_NOT_FOLLOWED} vertices(first: 1000) {{ nodes {{ id }} }} }} }}"""
    return (await api.ask(query, of=of, **more))[question]


async def _refresh(api: Api, **given: Any) -> list[Mapping[str, Any]]:
    done = (await api.ask(_REFRESH, input=given))["refreshModels"]
    assert (done["remaining"], done["problems"]) == (0, [])
    models: list[Mapping[str, Any]] = done["models"]
    return models


def _ids(answer: Any) -> set[str]:
    return {node["id"] for node in answer["vertices"]["nodes"]}


async def test_a_build_of_an_earlier_release(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    version = await api.bring_in(order_to_cash())
    old = await _early_build(api, monkeypatch, version)
    before = await _impact(api)
    assert old not in _ids(before)
    assert [(each["kind"], each["since"], each["count"], each["ids"]) for each in before["notFollowed"]] == [
        ("MADE_FROM", "0.2.0", 1, [old]),
        ("SHARED_LINES", "0.2.0", 1, [old]),
    ]
    assert "1 build of Ameide 0.1.0 does not tell" in before["notFollowed"][0]["message"]
    lineage = await _impact(api, of=version, question="lineage")
    assert lineage["notFollowed"] == []
    of_build = await _impact(api, of=old, question="lineage")
    assert [each["kind"] for each in of_build["notFollowed"]] == ["MADE_FROM", "SHARED_LINES"]
    change = (
        """query($draft: DraftInput) { changeImpact(from: "order-to-cash", draft: $draft) { notFollowed { kind } } }"""
    )
    changed = await api.ask(change, draft={"content": order_to_cash(ship="Send goods")})
    assert [each["kind"] for each in changed["changeImpact"]["notFollowed"]] == ["MADE_FROM", "SHARED_LINES"]

    (planned,) = await _refresh(api, dryRun=True)
    assert (planned["model"], planned["parser"], [each["made"] for each in planned["builds"]]) == (
        "order-to-cash",
        None,
        [None],
    )
    assert await _refresh(api, models=[]) == []
    (done,) = await _refresh(api)
    made = done["builds"][0]["made"]
    assert done["builds"] == [
        {"id": old, "target": "temporal-python", "version": version, "release": "0.1.0", "made": made}
    ]
    after = await _impact(api)
    assert after["notFollowed"] == []
    assert made in _ids(after)
    assert {each.partition("/")[2] for each in _ids(after) if each.startswith("artefact:")} == {
        each.partition("/")[2] for each in _ids(after) if each.startswith("artefact:" + made.removeprefix("build:"))
    }
    assert not any("Dockerfile" in each for each in _ids(after))
    assert await _refresh(api) == []
    # the answer of then is still that of then
    assert (await _impact(api, asOf=before["asOf"]))["notFollowed"] == before["notFollowed"]


async def test_a_version_that_an_earlier_parser_read(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(_DOCUMENT, "PARSER", "bpmn/0")
        version = await api.bring_in(order_to_cash())
        old = await _early_build(api, monkeypatch, version)
    before = await _impact(api)
    assert {each["kind"]: each["ids"] for each in before["notFollowed"]} == {
        "MADE_FROM": [old],
        "SHARED_LINES": [old],
        "RELATIONS": [version],
    }
    (done,) = await _refresh(api)
    assert (done["parser"], done["version"]) == ("bpmn/0", "order-to-cash@2")
    after = await _impact(api)
    assert after["notFollowed"] == []
    assert {"order-to-cash@2#Process_Order", done["builds"][0]["made"]} <= _ids(after)
    assert not any(each.startswith("order-to-cash@1") for each in _ids(after))
    assert await _refresh(api) == []


async def test_a_refresh_goes_on_where_it_was_interrupted(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(_DOCUMENT, "PARSER", "bpmn/0")
        old = await _early_build(api, monkeypatch, await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash())
    (done,) = await _refresh(api)
    assert (done["parser"], [each["id"] for each in done["builds"]]) == (None, [old])
    assert (await _impact(api))["notFollowed"] == []


async def test_a_build_of_an_older_document_is_left(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(_DOCUMENT, "PARSER", "bpmn/0")
        old = await _early_build(api, monkeypatch, await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash(ship="Send goods"))
    for _ in range(2):
        (done,) = await _refresh(api)
        assert (done["parser"], done["builds"], done["left"]) == (None, [], [{"id": old}])
    assert "MADE_FROM" in {each["kind"] for each in (await _impact(api))["notFollowed"]}


async def test_what_cannot_be_refreshed(api: Api) -> None:
    for unknown in ("nothing", "order-to-cash@1"):
        done = (await api.ask(_REFRESH, input={"models": [unknown]}))["refreshModels"]
        assert [each["code"] for each in done["problems"]] == ["UNKNOWN_ID"]


async def test_what_a_question_excludes(api: Api) -> None:
    await api.bring_in(order_to_cash())
    assert (await _impact(api))["notFollowed"] == []
    (excluded,) = (await _impact(api, through=["CONTAINS", "REFERS_TO"]))["notFollowed"]
    assert (excluded["kind"], excluded["since"], excluded["count"]) == ("EXCLUDED", None, None)
    assert {"MADE_FROM", "RESOLVES_TO"} < set(excluded["edges"])
    assert not {"CONTAINS", "FLOWS_TO", "REVISES"} & set(excluded["edges"])
