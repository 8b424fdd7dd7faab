"""Test imports into a real store: stored and refused documents."""

import asyncio

import pytest

from graph.store import Direction, Graphs, ReachQuery
from pipeline.operations.import_ import import_document
from tests.pipeline.documents import caller, definitions, document, order
from tests.pipeline.operations.asking import ACTOR, imported, moment, reach, uids


async def test_the_same_bytes_again_change_nothing(graphs: Graphs, tenant: str):
    first = await import_document(document(order()), graphs, tenant, ACTOR)
    before = await moment(graphs, tenant)
    again = await import_document(document(order()), graphs, tenant, ACTOR)
    assert (again.version, again.unchanged) == (first.version, True)
    assert set(again.findings) == set(first.findings)
    reached = await reach(graphs, tenant, "order@1", Direction.IMPACT, as_of=before)
    assert uids(reached) == uids(await reach(graphs, tenant, "order@1", Direction.IMPACT))


async def test_going_back_to_older_content_is_a_new_version(graphs: Graphs, tenant: str):
    versions = [await imported(graphs, tenant, order(task)) for task in ("Ship", "Send", "Ship")]
    assert versions == ["order@1", "order@2", "order@3"]


async def test_another_document_does_not_take_a_name_by_accident(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, order())
    other = definitions('<process id="P"><startEvent id="S"/></process>', id_="Other")
    refused = await import_document(document(other), graphs, tenant, ACTOR)
    assert refused.version is None
    assert [problem.code for problem in refused.problems] == ["NAME_TAKEN"]
    assert await imported(graphs, tenant, other, new_version_of="order") == "order@2"


async def test_a_new_version_of_nothing_is_refused(graphs: Graphs, tenant: str):
    refused = await import_document(document(order()), graphs, tenant, ACTOR, new_version_of="nobody")
    assert [problem.code for problem in refused.problems] == ["UNKNOWN_ID"]


@pytest.mark.parametrize(
    ("content", "version"),
    [
        (definitions('<process id="Process_1"/>', name="Order to cash"), "order-to-cash@1"),
        (definitions('<process id="Process_1"/>'), "process_1@1"),
    ],
)
async def test_without_a_name_the_document_gives_one(graphs: Graphs, tenant: str, content: bytes, version: str):
    assert await imported(graphs, tenant, content, name=None) == version


async def test_a_document_that_gives_no_name_needs_one(graphs: Graphs, tenant: str):
    content = definitions('<process id="P1"/><process id="P2"/>')
    refused = await import_document(document(content, None), graphs, tenant, ACTOR)
    assert [problem.code for problem in refused.problems] == ["NAME_NEEDED"]


async def test_many_at_once_are_versions_one_after_the_other(graphs: Graphs, tenant: str):
    made = await asyncio.gather(*(imported(graphs, tenant, order(f"Ship {n}")) for n in range(5)))
    assert sorted(made) == [f"order@{n}" for n in range(1, 6)]
    reached = await reach(graphs, tenant, "order@5", Direction.LINEAGE)
    assert "order@4" not in uids(reached)


async def test_a_call_reaches_the_process_that_is_current_then(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, caller("Process_Order"), "caller")
    assert "order@1" not in uids(await reach(graphs, tenant, "caller@1#Call", Direction.LINEAGE))
    await imported(graphs, tenant, order("Ship"))
    first = await moment(graphs, tenant)
    assert "order@1#Task_Ship" in uids(await reach(graphs, tenant, "caller@1#Call", Direction.LINEAGE))
    await imported(graphs, tenant, order("Send"))
    now = uids(await reach(graphs, tenant, "caller@1#Call", Direction.LINEAGE))
    assert "order@2#Task_Ship" in now
    assert "order@1#Task_Ship" not in now
    then = uids(await reach(graphs, tenant, "caller@1#Call", Direction.LINEAGE, as_of=first))
    assert "order@1#Task_Ship" in then
    assert "order@2#Task_Ship" not in then
    assert "caller@1#Call" in uids(await reach(graphs, tenant, "order@2#Task_Ship", Direction.IMPACT))


async def test_what_the_parser_had_to_choose_is_a_finding(graphs: Graphs, tenant: str):
    content = order(extra='\n  <task id="Task_Ship" name="Twin"/>')
    version = await imported(graphs, tenant, content)
    async with graphs.reading(tenant) as store:
        reached = await store.reach(ReachQuery(start=(version,), direction=Direction.IMPACT, first=100))
    found = {(v.vertex["rule"], v.vertex.get("element")) for v in reached.page if v.vertex["label"] == "Finding"}
    assert any(rule == "duplicate-id" for rule, _ in found)
    assert f"{version}#Task_Ship~2" in uids(reached)
