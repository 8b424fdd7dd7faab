"""The façade on a real store: what an import and a generation keep, reuse and refuse."""

import asyncio
from typing import Any

import pytest

from graph.store import Direction, Graphs, Reach, ReachQuery, SearchQuery
from pipeline.formats import parse
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Severity
from pipeline.ir.workflow import Parsed
from pipeline.operations import run
from pipeline.operations.run import build, check, generate, import_document
from tests.pipeline.documents import BROKEN_FLOW, caller, definitions, document, order

ACTOR = Actor(issuer="ameide", subject="tests")
TARGET = "temporal-python"


async def imported(graphs: Graphs, tenant: str, content: bytes, name: str | None = "order", **more: str) -> str:
    outcome = await import_document(document(content, name), graphs, tenant, ACTOR, **more)
    assert outcome.version is not None, outcome.problems
    return outcome.version


async def reach(graphs: Graphs, tenant: str, uid: str, direction: Direction, as_of: str | None = None) -> Reach:
    async with graphs.reading(tenant) as store:
        return await store.reach(ReachQuery(start=(uid,), direction=direction, as_of=as_of, first=1000))


async def moment(graphs: Graphs, tenant: str) -> str:
    async with graphs.reading(tenant) as store:
        return store.now


def uids(answer: Reach) -> set[str]:
    return {reached.vertex["uid"] for reached in answer.page}


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


async def test_a_model_with_errors_is_stored_but_never_generated(graphs: Graphs, tenant: str):
    version = await imported(graphs, tenant, BROKEN_FLOW)
    made = await generate(version, TARGET, {}, graphs, tenant, ACTOR)
    assert made.build is None
    assert {(problem.code, problem.path) for problem in made.problems} == {("INVALID", "Nowhere")}
    reached = await reach(graphs, tenant, version, Direction.IMPACT)
    assert reached.by_label["Finding"] >= 1
    assert not {"Build", "Artefact", "Region"} & reached.by_label.keys()


def test_without_a_store_validation_stops_generation_just_the_same():
    checked = check(document(BROKEN_FLOW))
    assert any(finding.severity is Severity.ERROR for finding in checked.errors)
    assert build(checked, TARGET, {}).generated is None


def test_what_is_no_model_builds_nothing():
    checked = check(Document(content=b"<"))
    assert build(checked, TARGET, {}).problems == checked.problems != ()


@pytest.mark.parametrize(
    ("target", "options", "code"),
    [("cobol", {}, "UNKNOWN_TARGET"), (TARGET, {"no_such": 1}, "BAD_OPTION")],
)
async def test_what_was_not_offered_is_refused(
    graphs: Graphs, tenant: str, target: str, options: dict[str, Any], code: str
):
    version = await imported(graphs, tenant, order())
    made = await generate(version, target, options, graphs, tenant, ACTOR)
    assert [problem.code for problem in made.problems] == [code]


def test_an_option_keeps_its_type():
    for option in run.TARGETS[TARGET].options:
        wrong = build(check(document(order())), TARGET, {option.name: [option.default]})
        assert [problem.path for problem in wrong.problems] == [option.name]


async def test_an_unknown_version_is_said_so(graphs: Graphs, tenant: str):
    for named in ("nobody", "nobody@1"):
        made = await generate(named, TARGET, {}, graphs, tenant, ACTOR)
        assert [problem.code for problem in made.problems] == ["UNKNOWN_ID"]


async def test_equal_input_gives_the_stored_build(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, order())
    first = await generate("order", TARGET, {}, graphs, tenant, ACTOR)
    before = await moment(graphs, tenant)
    again = await generate("order@1", TARGET, {}, graphs, tenant, ACTOR)
    assert (again.build, again.reused) == (first.build, True)
    assert await moment(graphs, tenant) == before


async def test_two_at_once_make_one_build(graphs: Graphs, tenant: str):
    await imported(graphs, tenant, order())
    made = await asyncio.gather(*(generate("order", TARGET, {}, graphs, tenant, ACTOR) for _ in range(3)))
    assert len({one.build for one in made}) == 1
    assert sum(not one.reused for one in made) == 1


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


async def test_what_another_parser_read_is_not_guessed_at(graphs: Graphs, tenant: str, monkeypatch: pytest.MonkeyPatch):
    await imported(graphs, tenant, order())
    real = parse

    def newer(given: Document) -> Parsed:
        parsed = real(given)
        assert parsed.model is not None
        return parsed.model_copy(update={"model": parsed.model.model_copy(update={"parser": "bpmn/next"})})

    monkeypatch.setattr("pipeline.operations.check.parse", newer)
    made = await generate("order", TARGET, {}, graphs, tenant, ACTOR)
    assert [problem.code for problem in made.problems] == ["IMPORT_AGAIN"]
    assert await imported(graphs, tenant, order()) == "order@2"


async def test_what_the_parser_had_to_choose_is_a_finding(graphs: Graphs, tenant: str):
    content = order(extra='\n  <task id="Task_Ship" name="Twin"/>')
    version = await imported(graphs, tenant, content)
    async with graphs.reading(tenant) as store:
        reached = await store.reach(ReachQuery(start=(version,), direction=Direction.IMPACT, first=100))
    found = {(v.vertex["rule"], v.vertex.get("element")) for v in reached.page if v.vertex["label"] == "Finding"}
    assert any(rule == "duplicate-id" for rule, _ in found)
    assert f"{version}#Task_Ship~2" in uids(reached)


HOSTILE = [
    "'; DROP TABLE x; --",
    "$$",
    "$1",
    "&quot;&quot;&quot;",
    "__import__('os')",
    "../../etc/passwd",
    "${{ }}",
    "\u202egnp",
]


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_are_only_names(graphs: Graphs, tenant: str, name: str):
    version = await imported(graphs, tenant, order(name))
    made = await generate(version, TARGET, {}, graphs, tenant, ACTOR)
    assert made.build is not None
    async with graphs.reading(tenant) as store:
        hits = await store.search(SearchQuery("Task_Ship"))
    assert name.replace("&quot;", '"') in {hit.vertex["name"] for hit in hits.page if hit.vertex["label"] == "Element"}
