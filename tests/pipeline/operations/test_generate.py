"""Test generation from a real store: stored, reused and refused builds."""

import asyncio
from typing import Any

import pytest

from graph.store import Direction, Graphs, SearchQuery
from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.finding import Severity
from pipeline.ir.model import Parsed
from pipeline.operations.catalogue import TARGETS
from pipeline.operations.check import check
from pipeline.operations.generate import build, generate
from tests.pipeline.documents import BROKEN_FLOW, document, order
from tests.pipeline.operations.asking import ACTOR, TARGET, imported, moment, reach


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
    for option in TARGETS[TARGET].options:
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
