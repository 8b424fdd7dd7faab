"""Test real documents from import to generated code, and trace them back from a generated line."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from graph.store import Direction, Graphs, GraphStore, ReachQuery, SearchQuery
from pipeline.ir.document import Actor, Document
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus

ACTOR = Actor(issuer="ameide", subject="tests")
REFERENCES = corpus_files("bpmn/bpmn-miwg-test-suite/Reference/*.bpmn")
CAMUNDA = corpus_files("bpmn/camunda-bpm-examples/**/*.bpmn")
WHOLE_WAY = [path for path in REFERENCES if path.stem in {"A.1.0", "A.2.0", "C.1.0"}] + CAMUNDA
BROKEN = [
    "bpmn-miwg-test-suite/GenMyModel_0.47/C.1.0-export.bpmn",
    "bpmn-miwg-test-suite/GenMyModel_0.47/C.1.1-roundtrip.bpmn",
    "bpmn-miwg-test-suite/IBM_Process_Designer_8.0.1/A.3.0-export.bpmn",
    "bpmn-moddle/test/fixtures/bpmn/attrs.bpmn",
    "bpmn-moddle/test/fixtures/bpmn/error/invalid-attributes.bpmn",
    "bpmn-moddle/test/fixtures/bpmn/error/xmlns-redeclaration.bpmn",
    "bpmn-visualization-js/test/fixtures/bpmn/xml-parsing/special/simple-start-task-end_truncated.bpmn",
    "bpmn-visualization-js/test/fixtures/bpmn/xml-parsing/special/start-tasks-end_entities_in_attributes.bpmn",
    "bpmnlint-plugin-camunda-compat/test/camunda-cloud/integration/no-task-schedule-errors.bpmn",
]

pytestmark = needs_corpus


def document(path: Path) -> Document:
    return Document(content=path.read_bytes(), name=path.stem, path=path.name)


async def everything(store: GraphStore, uid: str, direction: Direction) -> list[dict[str, Any]]:
    answer = await store.reach(ReachQuery(start=(uid,), direction=direction, first=100_000))
    assert answer.complete
    assert answer.total == len(answer.page)
    return [dict(reached.vertex) for reached in answer.page]


def test_the_references_are_there():
    assert len(REFERENCES) == 21
    assert len(CAMUNDA) >= 3


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
async def test_a_reference_is_imported_and_nothing_is_lost(path: Path, graphs: Graphs, tenant: str):
    imported = await import_document(document(path), graphs, tenant, ACTOR)
    assert imported.problems == ()
    assert imported.version is not None
    async with graphs.reading(tenant) as store:
        reached = await everything(store, imported.version, Direction.IMPACT)
        version = next(vertex for vertex in reached if vertex["uid"] == imported.version)
    elements = [vertex for vertex in reached if vertex["label"] == "Element"]
    in_file = sum(1 for node in etree.parse(path).iter() if isinstance(node.tag, str))
    assert len(elements) == version["elements"]
    assert len(elements) + sum(element["foldedCount"] for element in elements) + version["reported"] == in_file


@pytest.mark.parametrize("path", WHOLE_WAY, ids=lambda path: path.stem)
async def test_a_generated_line_leads_to_the_line_of_its_document(path: Path, graphs: Graphs, tenant: str):
    imported = await import_document(document(path), graphs, tenant, ACTOR)
    assert imported.version is not None, imported.problems
    made = await generate(imported.version, "temporal-python", {}, graphs, tenant, ACTOR)
    assert made.problems == ()
    assert made.build is not None
    assert not made.reused
    async with graphs.reading(tenant) as store:
        built = await everything(store, made.build, Direction.IMPACT)
        workflow = next(v for v in built if v["label"] == "Artefact" and v["path"].endswith("workflow.py"))
        code = (await store.content.get([workflow["digest"]]))[workflow["digest"]].decode().splitlines()
        regions = [v for v in built if v["label"] == "Region" and v["artefact"] == workflow["uid"]]
        assert regions
        source = path.read_bytes().splitlines()
        for region in regions:
            first, last = region["spans"][:2]
            assert 1 <= first <= last <= len(code)
            origins = await everything(store, region["uid"], Direction.LINEAGE)
            element = next(v for v in origins if v["uid"] == region["element"])
            assert element["sourceId"].encode() in source[element["line"] - 1]
            assert {"Version", "Source", "Build"} <= {v["label"] for v in origins}
    again = await generate(imported.version, "temporal-python", {}, graphs, tenant, ACTOR)
    assert (again.build, again.reused) == (made.build, True)


async def test_what_the_target_lacks_is_named_exactly(graphs: Graphs, tenant: str):
    path = CORPUS / "bpmn/bpmn-miwg-test-suite/Reference/B.2.0.bpmn"
    imported = await import_document(document(path), graphs, tenant, ACTOR)
    assert imported.version is not None
    made = await generate(imported.version, "temporal-python", {}, graphs, tenant, ACTOR)
    assert made.build is None
    assert made.problems
    assert {problem.code for problem in made.problems} == {"UNSUPPORTED"}
    async with graphs.reading(tenant) as store:
        reached = await everything(store, imported.version, Direction.IMPACT)
    by_uid = {vertex["uid"]: vertex for vertex in reached}
    assert not any(vertex["label"] in {"Build", "Artefact", "Region"} for vertex in reached)
    for problem in made.problems:
        assert by_uid[f"{imported.version}#{problem.path}"]["line"] == problem.line


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_document_gives_one_placed_problem_and_leaves_nothing(name: str, graphs: Graphs, tenant: str):
    async with graphs.reading(tenant) as store:
        before = store.now
    imported = await import_document(document(CORPUS / "bpmn" / name), graphs, tenant, ACTOR)
    assert imported.version is None
    (problem,) = imported.problems
    assert problem.line is not None
    assert problem.column is not None
    async with graphs.reading(tenant) as store:
        assert store.now == before
        assert (await store.search(SearchQuery("", first=1))).total == 0
