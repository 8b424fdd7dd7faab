"""Test that a document is written as it was read."""

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.bpmn.write.document import write
from pipeline.ir.document import Document
from tests.fixtures.corpus import CORPUS, corpus_files, needs_corpus
from tests.pipeline.formats.bpmn.parse.documents import BPMN, HEAD, bpmn, process
from tests.pipeline.formats.bpmn.write.canonical import canonical

DOCUMENTS = [path for path in corpus_files("bpmn/**/*.*") if path.is_file()]


def read(content: bytes) -> BpmnModel:
    found = parse(Document(content=content))
    assert isinstance(found.model, BpmnModel), found.problems
    return found.model


def without_lines(model: BpmnModel) -> BpmnModel:
    """Return the model, with its flaws but without their messages, which may contain a line or a prefix."""
    elements = tuple(e.model_copy(update={"line": 0}) for e in model.elements)
    flaws = tuple(each.model_copy(update={"line": 0, "message": ""}) for each in model.flaws)
    return model.model_copy(update={"elements": elements, "flaws": flaws})


def assert_given_back(content: bytes) -> bytes:
    model = read(content)
    written = write(model)
    again = read(written)
    assert without_lines(again) == without_lines(model)
    assert canonical(written) == canonical(content)
    assert write(again) == written
    return written


@needs_corpus
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(CORPUS / "bpmn")))
def test_every_document_is_given_back(path):
    content = path.read_bytes()
    if parse(Document(content=content)).model is None:
        pytest.skip("not a document that can be read")
    assert_given_back(content)


@pytest.mark.parametrize(
    "content",
    [
        process('<task id="T" name=""/>', '<task id="" name="a&#10;b&lt;&quot;"/>'),
        process("<documentation>a<b xmlns='http://www.w3.org/1999/xhtml'>c<i/>d</b></documentation>"),
        process("text", '<task id="T"/>', "more", '<task id="U"> </task>', "end"),
        process('<task id="T"/>', "<ioSpecification/>", "<!-- c -->", '<task id="U"/>', "<?pi p?>"),
        process('<laneSet><lane id="L"/><!-- x --><lane id="M"/></laneSet>', '<task id="T"/>'),
        process('<extensionElements><acme:a k="&quot;>"><task id="T"/><b xmlns=""><task id="U"/></b></acme:a>'
                "</extensionElements>"),
        process('<task id="T" acme:k="1" xsi:type="x" xml:lang="de"/>', '<x:task xmlns:x="urn:o" id="no"/>'),
        f'<!-- a --><?b c?><x:definitions xmlns:x="{BPMN}"><x:process id="P"/></x:definitions><!--d-->'.encode(),
        f'<x:definitions xmlns:x="{BPMN}" xmlns="urn:o"><x:process id="P"><y a="x:b"/></x:process>'
        "</x:definitions>".encode(),
        f'<definitions xmlns="{BPMN}" xmlns:b="{BPMN}"><b:process id="P"><b:task/></b:process></definitions>'.encode(),
        f'<b:definitions xmlns:b="{BPMN}"><c:process xmlns:c="{BPMN}" xmlns:b="urn:o" id="P"><c:task b:k="1" id="T"/>'
        "</c:process></b:definitions>".encode(),
        bpmn('<itemDefinition id="I" structureRef="xs:string" xmlns:xs="urn:xs"/>'),
        process('<task id="a%b c"/>', '<task id="T"/>', '<task id="T"/>', "<straße id='x'/>"),
        (HEAD + '<process name="ä" id="é"/></definitions>').encode("utf-16"),
        process("<documentation><![CDATA[<b>]]></documentation>"),
    ],
)  # fmt: skip
def test_what_documents_may_hold_is_given_back(content):
    assert_given_back(content)


def test_it_is_written_for_people():
    written = assert_given_back(process('<task id="T"><documentation>a</documentation></task>'))
    assert [line.strip() for line in written.decode().splitlines()[2:6]] == [
        '<process id="Process">',
        '<task id="T">',
        "<documentation>a</documentation>",
        "</task>",
    ]


def test_a_changed_model_is_written_as_it_is_now():
    model = read(process('<task id="T" name="old"/>', "<documentation>d</documentation>", '<task id="U"/>'))
    elements = tuple(e.model_copy(update={"name": "new"}) if e.id == "T" else e for e in model.elements if e.id != "U")
    again = read(write(model.model_copy(update={"elements": elements})))
    assert [(element.id, element.name) for element in again.elements[2:]] == [("T", "new")]
    assert again.by_id["Process"].documentation == "d"
