"""Test the laws of parsing on every BPMN file of the corpus."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnElement, BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.model import Parsed
from tests.fixtures.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PREFIXES = {"xml:": "{http://www.w3.org/XML/1998/namespace}", "xsi:": "{http://www.w3.org/2001/XMLSchema-instance}"}


def manifest() -> list[dict[str, Any]]:
    if not CORPUS.is_dir():
        return []
    lines = (CORPUS / "MANIFEST.jsonl").read_text().splitlines()
    return [entry for line in lines if (entry := json.loads(line))["area"] == "bpmn"]


FILES = manifest()
READABLE = [file for file in FILES if file["stats"]["wellformed"] and file["stats"]["root_ns"] == BPMN]
REFERENCES = [file for file in READABLE if "bpmn-miwg-test-suite/Reference/" in file["local"]]
each_readable = pytest.mark.parametrize("file", READABLE, ids=lambda file: file["local"].removeprefix("bpmn/"))


def content(file: dict[str, Any]) -> bytes:
    path: Path = CORPUS / file["local"]
    return path.read_bytes()


def parsed(file: dict[str, Any]) -> Parsed:
    return parse(Document(content=content(file), path=file["local"]))


def model(file: dict[str, Any]) -> BpmnModel:
    found = parsed(file).model
    assert isinstance(found, BpmnModel)
    return found


def test_the_whole_corpus_is_there():
    assert (len(FILES), len(READABLE), len(REFERENCES)) == (149, 137, 21)


@each_readable
def test_every_xml_element_is_a_vertex_or_folded_or_reported(file):
    found = model(file)
    in_file = sum(1 for _ in etree.fromstring(content(file)).iter("*"))
    folded = sum(element.folded_count for element in found.elements)
    assert in_file == found.parts == len(found.elements) + folded + found.reported
    assert found.reported == 0


@each_readable
def test_nothing_is_lost(file):
    """Tag, attributes and text of every XML element can be read back from the model, as often as they were there."""
    stated = Counter(_said(element) for element in etree.fromstring(content(file)).iter("*"))
    kept = Counter(said for element in model(file).elements for said in _kept(element))
    assert kept == stated


@each_readable
def test_ids_are_unique_and_every_stated_one_is_kept(file):
    found = model(file)
    assert len(found.by_id) == len(found.elements)
    stated = {element.get("id") for element in etree.fromstring(content(file)).iter(f"{{{BPMN}}}*")} - {None, ""}
    assert found.by_source_id.keys() == stated


@each_readable
def test_what_is_resolved_is_in_the_model_and_the_whole_comes_before_its_parts(file):
    found = model(file)
    before = set()
    for element in found.elements:
        assert element.parent in before or (element.kind, element.parent) == ("definitions", None)
        before.add(element.id)
    named = [element.source for element in found.elements] + [element.target for element in found.elements]
    named += [element.default for element in found.elements] + [element.attached_to for element in found.elements]
    named += [reference.element for element in found.elements for reference in element.references]
    assert {name for name in named if name is not None} <= before


@each_readable
def test_counts_are_those_of_the_manifest(file):
    stats = file["stats"]
    kinds = Counter(element.kind for element in model(file).elements)
    for group in ("tasks", "gateways", "events", "subprocesses"):
        assert {kind: kinds[kind] for kind in stats[group]} == stats[group]
    for name, kind in {
        "processes": "process",
        "collaborations": "collaboration",
        "choreographies": "choreography",
        "participants": "participant",
        "lanes": "lane",
        "call_activities": "callActivity",
        "sequence_flows": "sequenceFlow",
        "message_flows": "messageFlow",
    }.items():
        assert (name, kinds[kind]) == (name, stats[name])


@each_readable
def test_duplicate_ids_and_dangling_references_are_reported_where_they_are(file):
    found = parsed(file)
    assert isinstance(found.model, BpmnModel)
    codes = Counter(problem.code for problem in found.problems)
    assert codes["DUPLICATE_ID"] == file["stats"]["duplicate_ids"]
    assert codes["DANGLING_REFERENCE"] >= file["stats"]["dangling_refs"]
    for problem in found.problems:
        assert problem.path is not None
        assert problem.line == found.model.by_id[problem.path].line


@pytest.mark.parametrize("file", REFERENCES, ids=lambda file: Path(file["local"]).name)
def test_a_reference_model_of_the_interchange_group_has_nothing_wrong_with_it(file):
    found = parsed(file)
    assert found.problems == ()
    assert parsed(file).model == found.model


@pytest.mark.parametrize("file", REFERENCES, ids=lambda file: Path(file["local"]).name)
def test_a_model_is_made_of_what_its_fields_allow(file):
    """Validate the values, which the parser itself does not."""
    found = model(file)
    assert BpmnModel.model_validate(found.model_dump()) == found


@each_readable
def test_lines_are_those_of_the_start_tags(file):
    lines = content(file).splitlines()
    for element in model(file).elements:
        assert b"<" in lines[element.line - 1]
        assert element.kind.encode() in lines[element.line - 1]


UNREADABLE = {
    "bpmn-miwg-test-suite/GenMyModel_0.47/C.1.0-export.bpmn": (97, 67),
    "bpmn-miwg-test-suite/GenMyModel_0.47/C.1.1-roundtrip.bpmn": (59, 57),
    "bpmn-miwg-test-suite/IBM_Process_Designer_8.0.1/A.3.0-export.bpmn": (2, 199),
    "bpmn-moddle/test/fixtures/bpmn/attrs.bpmn": (5, 15),
    "bpmn-moddle/test/fixtures/bpmn/error/invalid-attributes.bpmn": (3, 12),
    "bpmn-moddle/test/fixtures/bpmn/error/xmlns-redeclaration.bpmn": (2, 114),
    "bpmn-visualization-js/test/fixtures/bpmn/xml-parsing/special/simple-start-task-end_truncated.bpmn": (34, 1),
    "bpmn-visualization-js/test/fixtures/bpmn/xml-parsing/special/start-tasks-end_entities_in_attributes.bpmn": (3, 71),
    "bpmnlint-plugin-camunda-compat/test/camunda-cloud/integration/no-task-schedule-errors.bpmn": (6, 98),
}


@pytest.mark.parametrize(("path", "place"), UNREADABLE.items())
def test_a_file_that_is_not_well_formed_has_one_problem_with_its_place(path, place):
    found = parse(Document(content=(CORPUS / "bpmn" / path).read_bytes()))
    assert found.model is None
    assert [(problem.code, (problem.line, problem.column)) for problem in found.problems] == [
        ("NOT_WELL_FORMED", place)
    ]


@pytest.mark.parametrize(
    ("path", "code", "line"),
    [
        ("error/not-bpmn.bpmn", "WRONG_NAMESPACE", 2),
        ("extension/camunda/inputOutput-map.part.bpmn", "NOT_BPMN", 1),
        ("di/bpmnDiagram-extension.part.bpmn", "NOT_BPMN", 2),
    ],
)
def test_a_fragment_is_refused_where_it_begins(path, code, line):
    found = parse(Document(content=(CORPUS / "bpmn/bpmn-moddle/test/fixtures/bpmn" / path).read_bytes()))
    assert found.model is None
    assert [(problem.code, problem.line) for problem in found.problems] == [(code, line)]


Said = tuple[str, frozenset[tuple[str, str]], str]


def _said(element: etree._Element) -> Said:
    """Tag, attributes, and the text directly inside but for its blanks."""
    texts = (element.text or "", *(child.tail or "" for child in element))
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    return str(element.tag), _stated(attributes), "".join("".join(texts).split())


def _stated(attributes: dict[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, value) for key, value in attributes.items() if value or key not in ("id", "name"))


def _kept(element: BpmnElement) -> Iterator[Said]:
    """Yield what the model retains of an element and of everything folded into it."""
    inside = etree.fromstring(f'<all xmlns="{BPMN}">{element.folded}{element.diagram}</all>')
    attributes = {"id": element.source_id or "", "name": element.name}
    for key, value in element.attributes.items():
        prefix = next((prefix for prefix in PREFIXES if key.startswith(prefix)), "")
        attributes[PREFIXES.get(prefix, "") + key.removeprefix(prefix)] = value
    for uri, extension in element.extensions.items():
        attributes |= {f"{{{uri}}}{key}": value for key, value in extension.attributes.items() if "/" not in key}
    yield f"{{{BPMN}}}{element.kind}", _stated(attributes), _said(inside)[2]
    yield from map(_said, inside.iterdescendants("*"))
