"""Check the records of imports and builds against the edge table, without a database."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import EDGE_KINDS, LABELS, Batch, label_of
from pipeline.formats import FORMATS
from pipeline.ir.document import Actor, Document
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.generated import BuildRecord, File, Generated, Package, Region, Span
from pipeline.ir.meeting import Depends, Meetings
from pipeline.ir.model import Reference
from pipeline.ir.slugs import slug
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.records.build import build_batch
from pipeline.records.version import NewVersion, record

ACTOR = Actor(issuer="ameide", subject="ada")
RECORD = BuildRecord(
    id="0123456789abcdef",
    target="temporal-python",
    options={},
    version="order@1",
    source_digest="aa",
    ameide_version="1.0",
    builder_commit=None,
    builder_digest="dd",
    source_commit=None,
    templates={"workflow.py.jinja": "ee"},
    started_at="2026-01-01T00:00:00.000000Z",
    finished_at="2026-01-01T00:00:01.000000Z",
)


def element(id_: str, kind: str, parent: str | None = "Process", **more: object) -> FlowElement:
    return FlowElement(id=id_, source_id=id_, kind=kind, parent=parent, line=3, path="/", **more)


def model(*elements: FlowElement) -> WorkflowModel:
    roots = (element("Definitions", "definitions", None), element("Process", "process", "Definitions"))
    return WorkflowModel(format="bpmn", parser="bpmn/1", elements=(*roots, *elements), parts=9, content_digest="cc")


def version(model_: WorkflowModel, **more: object) -> NewVersion:
    given_: dict[str, Any] = {
        "findings": (),
        "number": 1,
        "rule_versions": {},
        "meetings": FORMATS["bpmn"].meetings,
    } | more
    return NewVersion(document=Document(content=b"x"), model=model_, slug="order", actor=ACTOR, **given_)


def written(model_: WorkflowModel, **more: object) -> Batch:
    return record(version(model_, **more)).batch


def edges(batch: Batch, kind: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(edge.start, edge.end): dict(edge.properties) for edge in batch.edges if edge.kind == kind}


def well_formed(batch: Batch) -> None:
    uids = Counter(vertex.uid for vertex in batch.vertices)
    assert max(uids.values()) == 1
    assert {vertex.label for vertex in batch.vertices} <= LABELS
    assert all(label_of(vertex.uid) == vertex.label for vertex in batch.vertices)
    assert max(Counter((edge.kind, edge.start, edge.end) for edge in batch.edges).values()) == 1
    for edge in batch.edges:
        assert label_of(edge.start) in EDGE_KINDS[edge.kind].starts
        assert label_of(edge.end) in EDGE_KINDS[edge.kind].ends
    for vertex in batch.vertices:
        assert None not in vertex.properties.values()


def test_parallel_flows_are_one_edge_and_each_is_its_evidence():
    batch = written(
        model(
            element("A", "task"),
            element("B", "task"),
            element("F1", "sequenceFlow", source="A", target="B"),
            element("F2", "sequenceFlow", source="A", target="B"),
        )
    )
    well_formed(batch)
    assert edges(batch, "FLOWS_TO") == {("order@1#A", "order@1#B"): {"evidence": ["F1", "F2"]}}


def test_a_reference_that_the_document_resolves_stays_in_its_version():
    message = Reference(role="messageRef", target="Message", type="message", element="Message")
    batch = written(model(element("Message", "message", "Definitions"), element("A", "task", references=(message,))))
    well_formed(batch)
    anchor = "anchor:bpmn:message:order@1#Message"
    assert edges(batch, "REFERS_TO") == {("order@1#A", anchor): {"kind": "message", "evidence": ["order:3 messageRef"]}}
    assert (anchor, "order@1#Message") in edges(batch, "RESOLVES_TO")


def test_a_reference_that_it_does_not_resolve_goes_to_the_tenants_anchor():
    call = Reference(role="calledElement", target="Process_Ship", type="process")
    batch = written(model(element("Call", "callActivity", references=(call,))))
    well_formed(batch)
    anchor = "anchor:bpmn:process:Process_Ship"
    assert edges(batch, "REFERS_TO")[("order@1#Call", anchor)]["kind"] == "calls"
    assert anchor not in {start for start, _ in edges(batch, "RESOLVES_TO")}


def test_a_process_can_be_called_from_elsewhere():
    offered = record(version(model())).offers
    assert offered == (("anchor:bpmn:process:Process", "order@1#Process"),)
    assert offered[0][0] in {vertex.uid for vertex in written(model()).vertices}


def test_the_next_version_revises_the_one_before_where_that_is_there():
    assert ("order@2", "order@1") in edges(written(model(), number=2), "REVISES")
    assert edges(written(model(), number=2, begins=True), "REVISES") == {}


def test_findings_are_about_their_element_and_found_in_the_version():
    found = (
        Finding(rule="label-required", severity=Severity.WARNING, message="m", element="A", line=3),
        Finding(rule="label-required", severity=Severity.WARNING, message="m"),
    )
    batch = written(model(element("A", "task")), findings=found, rule_versions={"label-required": 2})
    well_formed(batch)
    assert len(edges(batch, "FOUND_IN")) == 2
    assert [end for _, end in edges(batch, "ABOUT")] == ["order@1#A"]
    vertex = next(vertex for vertex in batch.vertices if vertex.label == "Finding")
    assert (vertex.properties["ruleVersion"], vertex.properties["severity"]) == (2, "warning")


def test_only_the_place_of_an_element_is_outside_its_digest():
    def digest(**more: object) -> object:
        changed = element("A", "task").model_copy(update=more)
        return next(v for v in written(model(changed)).vertices if v.uid == "order@1#A").properties["digest"]

    assert digest(line=9, path="/elsewhere") == digest()
    assert digest(name="Ship") != digest()


def test_every_region_of_a_build_leads_to_its_element_and_file():
    generated = Generated(
        files=(File(path="workflow.py", content=b"x = 1\n", media_type="text/x-python"),),
        regions=(Region(path="workflow.py", element="A", spans=(Span(start=1, end=1), Span(start=4, end=6))),),
        packages=(Package(purl="pkg:pypi/temporalio@1.35.0", name="temporalio", version="1.35.0"),),
    )
    batch = build_batch(RECORD, generated, ACTOR)
    well_formed(batch)
    region = "region:0123456789abcdef/workflow.py#A"
    assert edges(batch, "GENERATED_FROM") == {(region, "order@1#A"): {"evidence": ["template workflow.py.jinja"]}}
    assert edges(batch, "MADE_FROM").keys() == {("build:0123456789abcdef", "order@1#A")}
    assert edges(batch, "HAS_REGION").keys() == {("artefact:0123456789abcdef/workflow.py", region)}
    assert next(v for v in batch.vertices if v.uid == region).properties["spans"] == [1, 1, 4, 6]
    package = next(v for v in batch.vertices if v.label == "Package")
    assert package.properties["ecosystem"] == "pypi"


def test_what_printed_a_region_is_the_template_or_the_copied_file_of_that_name():
    def printed(path: str, *templates: str) -> object:
        region = Region(path=path, element="A", spans=(Span(start=1, end=1),))
        record = RECORD.model_copy(update={"templates": dict.fromkeys(templates, "ee")})
        batch = build_batch(record, Generated(files=(), regions=(region,)), ACTOR)
        return next(iter(edges(batch, "GENERATED_FROM").values()))["evidence"]

    known = ("t/tests.py", "t/runtime/flow.py", "t/templates/tests_a.py.jinja", "t/templates/b.py.jinja")
    assert printed("flow.py", *known) == ["template t/runtime/flow.py"]
    assert printed("tests/a.py", *known) == ["template t/templates/tests_a.py.jinja"]
    assert printed("deep/b.py", *known) == ["template t/templates/b.py.jinja"]
    assert printed("tests.py", *known) == ["target temporal-python"]


@pytest.mark.parametrize(
    ("depends", "hops"),
    [
        ("source", {("A", "R"), ("R", "B")}),
        ("target", {("B", "R"), ("R", "A")}),
        ("both", {("A", "R"), ("R", "B"), ("B", "R"), ("R", "A")}),
    ],
)
def test_a_relation_is_on_the_way_from_what_depends_to_what_it_depends_on(depends: Depends, hops: set[tuple[str, str]]):
    related = model(element("A", "node"), element("B", "node"), element("R", "serving", source="A", target="B"))
    batch = written(related, meetings=Meetings(relations={"serving": depends}))
    well_formed(batch)
    found = edges(batch, "RELIES_ON")
    assert found.keys() == {(f"order@1#{start}", f"order@1#{end}") for start, end in hops}
    assert all(properties == {"kind": "serving", "evidence": ["order:3"]} for properties in found.values())


def test_what_is_no_relation_or_has_no_end_ties_nothing():
    related = model(
        element("A", "node"),
        element("R", "serving", source="A"),
        element("F", "flow", source="A", target="A"),
        element("S", "serving", source="A", target="A"),
    )
    found = edges(written(related, meetings=Meetings(relations={"serving": "both"})), "RELIES_ON")
    assert found.keys() == {("order@1#A", "order@1#S"), ("order@1#S", "order@1#A")}


def test_a_slug_is_made_of_the_first_name_that_gives_one():
    assert slug(None, "  ", "Bestellung – Größe & Maß.bpmn") == "bestellung-groe-ma.bpmn"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("注文", "Process_1") == "process_1"
    assert slug("注文", None) is None


@given(st.text())
def test_a_slug_is_a_models_uid(text):
    made = slug(text)
    assert made is None or label_of(made) == "Model"
