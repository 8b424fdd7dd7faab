"""Small documents for one question each."""

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document

_NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:own="urn:test" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test"'
)


def document(*roots: str) -> BpmnModel:
    """Return the model of a document with these root elements."""
    parsed = parse(Document(content=f"<definitions {_NAMESPACES}>{''.join(roots)}</definitions>".encode())).model
    assert isinstance(parsed, BpmnModel)
    return parsed


def executable(*content: str) -> str:
    """Return an executable process."""
    return f'<process id="Process" isExecutable="true">{"".join(content)}</process>'
