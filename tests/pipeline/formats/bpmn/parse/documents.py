"""Small BPMN documents, written where they are tested."""

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnElement, BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.model import Parsed

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
HEAD = (
    f'<definitions xmlns="{BPMN}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:own="urn:own" xmlns:far="urn:far" xmlns:acme="urn:acme" targetNamespace="urn:own" id="Definitions">'
)


def bpmn(*root_elements: str) -> bytes:
    """Return a document with these root elements, each on its own line; the first is on line 2."""
    return "\n".join((HEAD, *root_elements, "</definitions>")).encode()


def process(*flow_elements: str) -> bytes:
    """Return a document with one process; its first element is on line 3."""
    return bpmn('<process id="Process">', *flow_elements, "</process>")


def parsed(content: bytes) -> Parsed:
    return parse(Document(content=content))


def model(content: bytes) -> BpmnModel:
    """Return the model of a document, which must be free of problems."""
    found = parsed(content)
    assert found.problems == ()
    assert isinstance(found.model, BpmnModel)
    return found.model


def element(content: bytes, id_: str) -> BpmnElement:
    return next(each for each in model(content).elements if each.id == id_)


def codes(content: bytes) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and path of every problem."""
    return [(problem.code, problem.line, problem.path) for problem in parsed(content).problems]
