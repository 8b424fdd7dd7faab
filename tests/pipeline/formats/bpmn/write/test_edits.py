"""Test that edits change no other byte."""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.bpmn.write.edits import edited
from pipeline.ir.document import Document, Problem
from pipeline.ir.edit import Edit, Insert, Remove, SetAttribute
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus
from tests.fixtures.laws import examples
from tests.pipeline.formats.bpmn.parse.documents import BPMN

DOCUMENT = f"""<?xml version="1.0" encoding="{{encoding}}"?>
<!-- kept -->
<b:definitions xmlns:b="{BPMN}" xmlns:bpmndi='http://www.omg.org/spec/BPMN/20100524/DI' id="D">
  <b:process  id = 'P' name="a &quot; name='x'">
    <b:startEvent id="S"/>
    <b:task id="T" name='größer' >
      <b:incoming>F</b:incoming>
    </b:task>
    <b:sequenceFlow id="F" sourceRef="S" targetRef="T" /><b:task id="U"/>
  </b:process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">
    <bpmndi:BPMNEdge bpmnElement="F"/>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</b:definitions>
"""


def document(encoding: str = "utf-8") -> bytes:
    return DOCUMENT.format(encoding=encoding).encode(encoding)


def read(content: bytes) -> BpmnModel:
    found = parse(Document(content=content))
    assert isinstance(found.model, BpmnModel), found.problems
    return found.model


def after(*edits: Edit, content: bytes = b"") -> bytes:
    content = content or document()
    found = edited(content, read(content), edits)
    assert isinstance(found, bytes), found
    return found


def lines(content: bytes) -> list[str]:
    """Return the lines that differ from the document, removed ones with a minus."""
    both = document().decode().splitlines(), content.decode().splitlines()
    return [line for line in difflib.ndiff(*both) if line[0] in "+-"]


def test_no_edit_changes_nothing():
    assert after() == document()


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (SetAttribute(element="T", name="name", value='<b> & "c"'),
         '<b:task id="T" name="&lt;b> &amp; &quot;c&quot;" >'),
        (SetAttribute(element="T", name="name", value=None), '<b:task id="T" >'),
        (SetAttribute(element="T", name="isForCompensation", value="true"),
         """<b:task id="T" name='größer' isForCompensation="true" >"""),
        (SetAttribute(element="S", name="name", value="go"), '<b:startEvent id="S" name="go"/>'),
        (SetAttribute(element="P", name="name", value="n"), """<b:process  id = 'P' name="n">"""),
        (SetAttribute(element="P", name="id", value="Q"), """<b:process id="Q" name="a &quot; name='x'">"""),
    ],
)  # fmt: skip
def test_an_attribute_is_set_or_taken_away(edit, line):
    changed = [found[2:].strip() for found in lines(after(edit)) if found.startswith("+")]
    assert changed == [line]


def test_an_element_goes_with_its_drawing_and_with_where_it_is_listed():
    assert lines(after(Remove(element="F"))) == [
        "-       <b:incoming>F</b:incoming>",
        '-     <b:sequenceFlow id="F" sourceRef="S" targetRef="T" /><b:task id="U"/>',
        '+     <b:task id="U"/>',
        '-     <bpmndi:BPMNEdge bpmnElement="F"/>',
    ]


@pytest.mark.parametrize(
    ("element", "place", "added"),
    [
        ("T", "before", '    <b:endEvent id="E"/>'),
        ("T", "after", '    <b:endEvent id="E"/>'),
        ("P", "inside", '    <b:endEvent id="E"/>'),
    ],
)
def test_an_element_is_put_beside_another_or_inside_in_the_prefixes_of_the_document(element, place, added):
    found = after(Insert(element=element, place=place, xml='<endEvent id="E"/>'))
    assert [line[2:] for line in lines(found) if line.startswith("+")] == [added]
    assert read(found).by_id["E"].parent == "P"


def test_an_element_without_content_gets_some():
    found = after(Insert(element="S", place="inside", xml="<outgoing>F</outgoing>"))
    assert '<b:startEvent id="S">\n      <b:outgoing>F</b:outgoing>\n    </b:startEvent>\n' in found.decode()


def test_several_edits_are_made_together_and_those_inside_what_goes_go_with_it():
    found = after(
        SetAttribute(element="S", name="name", value="a"),
        SetAttribute(element="S", name="isInterrupting", value="false"),
        SetAttribute(element="T", name="name", value="b"),
        Remove(element="T"),
        Remove(element="F"),
    )
    assert [element.id for element in read(found).elements] == ["D", "P", "S", "U"]
    assert read(found).by_id["S"].name == "a"
    assert read(found).by_id["S"].interrupting is False


@pytest.mark.parametrize("encoding", ["utf-8-sig", "iso-8859-1", "utf-16"])
def test_the_encoding_stays(encoding):
    found = after(SetAttribute(element="S", name="name", value="Ω é"), content=document(encoding))
    assert read(found).by_id["S"].name == "Ω é"
    assert read(found).by_id["T"].name == "größer"
    assert found[:3] == document(encoding)[:3]


@pytest.mark.parametrize(
    "edit",
    [
        Remove(element="Gone"),
        Remove(element="D"),
        SetAttribute(element="T", name='x="" y', value="z"),
        Insert(element="T", place="inside", xml="<a>"),
        Insert(element="T", place="inside", xml="</b:task><evil/><b:task>"),
        Insert(element="T", place="inside", xml="<a b='c'/>"),
    ],
)
def test_what_cannot_be_done_is_refused(edit):
    found = edited(document(), read(document()), [edit])
    assert isinstance(found, Problem)
    assert found.code == "BAD_EDIT"


@settings(max_examples=examples(30))
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_value_is_read_back(value):
    found = after(SetAttribute(element="T", name="name", value=value))
    assert read(found).by_id["T"].name == value
    assert after(SetAttribute(element="T", name="name", value="größer"), content=found) == after(
        SetAttribute(element="T", name="name", value="größer")
    )


@needs_corpus
@pytest.mark.parametrize("path", corpus_files("bpmn/bpmn-miwg-test-suite/Reference/*.bpmn"), ids=lambda path: path.name)
def test_every_element_of_real_documents_is_found(path):
    content = (CORPUS / path).read_bytes()
    model = read(content)
    marked = after(*(SetAttribute(element=e.id, name="marked", value=e.id) for e in model.elements), content=content)
    assert all(element.attributes["marked"] == element.id for element in read(marked).elements)
    unmarked = (SetAttribute(element=element.id, name="marked", value=None) for element in model.elements)
    assert after(*unmarked, content=marked) == content
