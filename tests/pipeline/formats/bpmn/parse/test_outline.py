"""Test which XML elements become elements, under which ids, and where the others go."""

import pytest

from pipeline.formats.bpmn.parse import outline
from tests.pipeline.formats.bpmn.parse.documents import BPMN, HEAD, bpmn, codes, element, model, parsed, process


def ids(content: bytes) -> list[tuple[str, str | None]]:
    found = parsed(content).model
    assert found is not None
    return [(element.id, element.parent) for element in found.elements]


def test_definitions_are_an_element_even_without_id():
    content = f'<x:definitions xmlns:x="{BPMN}"><x:process/></x:definitions>'.encode()
    assert ids(content) == [("~/definitions[1]", None), ("~/process[1]", "~/definitions[1]")]


def test_flow_elements_artifacts_and_root_elements_need_no_id():
    content = process(
        "<task/>", "<task/>", "<textAnnotation><text>x</text></textAnnotation>", '<laneSet><lane id="L"/></laneSet>'
    )
    assert ids(content)[2:] == [
        ("Process~/task[1]", "Process"),
        ("Process~/task[2]", "Process"),
        ("Process~/textAnnotation[1]", "Process"),
        ("L", "Process"),
    ]


def test_an_id_makes_an_element_of_whatever_is_bpmn():
    content = process(
        '<sequenceFlow id="F"><conditionExpression id="C">a &lt; b</conditionExpression></sequenceFlow>',
        '<task id="T"><extensionElements><acme:x id="no"><startEvent id="S"/></acme:x></extensionElements></task>',
        '<unheardOf id="U"/>',
    )
    assert ids(content)[2:] == [("F", "Process"), ("C", "F"), ("T", "Process"), ("S", "T"), ("U", "Process")]
    assert element(content, "C").folded == "a &lt; b"


def test_an_element_inside_something_folded_is_cut_out_of_it():
    content = process('<task id="T"><ioSpecification><dataInput id="D"/><inputSet/></ioSpecification></task>')
    task = element(content, "T")
    assert task.folded == "<ioSpecification><?ameide-element D?><inputSet/></ioSpecification>"
    assert task.folded_count == 2
    assert element(content, "D").parent == "T"


def test_text_around_elements_is_kept():
    content = process('<unheardOf id="U">a<task id="T"/>b<own:x/>c</unheardOf>')
    assert element(content, "U").folded == 'ab<own:x xmlns:own="urn:own"/>c'


def test_an_empty_id_is_none():
    assert ids(process('<task id=""/>'))[-1] == ("Process~/task[1]", "Process")


def test_an_element_without_id_is_named_after_the_nearest_that_has_one():
    content = process("<subProcess><task/><subProcess><task/></subProcess></subProcess>")
    assert [id_ for id_, _ in ids(content)[2:]] == [
        "Process~/subProcess[1]",
        "Process~/task[1]",
        "Process~/subProcess[2]",
        "Process~/task[2]",
    ]


def test_duplicates_are_numbered_and_reported():
    content = process('<task id="T"/>', '<task id="T"/>', '<task id="T"><property id="T"/></task>')
    assert [id_ for id_, _ in ids(content)[2:]] == ["T", "T~2", "T~3", "T~4"]
    assert codes(content) == [("DUPLICATE_ID", 4, "T~2"), ("DUPLICATE_ID", 5, "T~3"), ("DUPLICATE_ID", 5, "T~4")]


@pytest.mark.parametrize(
    ("stated", "id_"),
    [
        ("'; DROP TABLE x; --", "';%20DROP%20TABLE%20x;%20--"),
        ("$$ $tag$", "$$%20$tag$"),
        ("&quot;&quot;&quot;", '"""'),
        ("__import__('os').system('x')", "__import__('os').system('x')"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("${{ secrets.X }}", "${{%20secrets.X%20}}"),
        ("a\u202eb", "a%E2%80%AEb"),
        ("a&#10;b#c~d%e", "a%0Ab#c%7Ed%25e"),
    ],
)
def test_hostile_ids_are_made_safe_and_still_stated(stated, id_):
    found = parsed(process(f'<task id="{stated}"/>')).model
    assert found is not None
    task = found.elements[-1]
    assert task.id == id_
    assert task.source_id is not None
    assert found.by_source_id[task.source_id] == task


def test_long_ids_and_names_are_cut_where_they_name_things():
    found = model(process(f'<task id="{"x" * 5_000}" name="{"n" * 5_000}"/>', f'<{"y" * 5_000} id="Y"/>'))
    task, unheard = found.elements[-2:]
    assert len(task.id) < 200
    assert task.source_id == "x" * 5_000
    assert task.name == "n" * 5_000
    assert len(unheard.kind) < 200


def test_places():
    content = bpmn(
        '<process id="P">',
        '  <task id="A"/><task',
        '     id="B"/>',
        '  <laneSet><lane id="L"/></laneSet>',
        '  <extensionElements><acme:x><task id="C"/></acme:x></extensionElements>',
        "</process>",
    )
    found = model(content).by_id
    assert (found["Definitions"].line, found["Definitions"].path) == (1, "/definitions")
    assert (found["B"].line, found["B"].path) == (3, "/definitions/process[1]/task[2]")
    assert found["L"].path == "/definitions/process[1]/laneSet[1]/lane[1]"
    assert found["C"].path == "/definitions/process[1]/extensionElements[1]/acme:x[1]/task[1]"


def test_a_hundred_deep_is_fine_and_beyond_the_limit_is_said_where():
    def nested(depth: int) -> bytes:
        opening = [f'<subProcess id="S{number}">' for number in range(depth)]
        return process(*opening, '<task id="T"/>', *(["</subProcess>"] * depth))

    found = model(nested(100))
    assert found.by_id["T"].parent == "S99"
    assert found.by_id["T"].path.count("/") == 103
    refused = parsed(nested(300))
    assert refused.model is None
    assert [(problem.code, problem.line) for problem in refused.problems] == [("TOO_DEEP", 257)]


def test_comments_are_kept_where_they_stand():
    content = process('<task id="T"><!-- why --><documentation>x</documentation></task>')
    assert element(content, "T").folded == "<!-- why --><documentation>x</documentation>"
    assert element(content, "T").folded_count == 1


def test_indentation_is_no_content():
    dense = (
        HEAD
        + '<process id="P"><task id="T"><extensionElements><acme:a/></extensionElements></task></process></definitions>'
    )
    loose = dense.replace("><", ">\n    <")
    assert model(dense.encode()).content_digest == model(loose.encode()).content_digest


def test_a_document_of_too_many_elements_is_undecided(monkeypatch):
    monkeypatch.setattr(outline, "MOST", 4)
    whole = [bpmn(*('<signal id="S"/>' for _ in range(count))) for count in (3, 4)]
    assert parsed(whole[0]).model is not None
    (problem,) = parsed(whole[1]).problems
    assert problem.code == "TOO_LARGE"
    assert problem.message.startswith("Whether the document is valid is undecided: ")
