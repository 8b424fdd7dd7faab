"""Small BPMN documents for tests of the whole pipeline."""

from pipeline.ir.document import Document

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="{id}" name="{name}"'
    ' targetNamespace="{space}"{more}>'
)


def definitions(body: str, *, name: str = "", id_: str = "Definitions", space: str = "t", more: str = "") -> bytes:
    head = _HEAD.format(id=id_, name=name, space=space, more=more)
    return f'<?xml version="1.0"?>\n{head}\n{body}\n</definitions>\n'.encode()


def order(task: str = "Ship", extra: str = "") -> bytes:
    """Return a document with a process of one task."""
    return definitions(
        f"""<process id="Process_Order" isExecutable="true">
  <startEvent id="Start" name="Ordered"/>
  <sequenceFlow id="Flow_1" sourceRef="Start" targetRef="Task_Ship"/>
  <task id="Task_Ship" name="{task}"/>
  <sequenceFlow id="Flow_2" sourceRef="Task_Ship" targetRef="End"/>
  <endEvent id="End" name="Shipped"/>{extra}
</process>"""
    )


def caller(called: str) -> bytes:
    """Return a process that calls another one by its id."""
    return definitions(
        f"""<process id="Process_Caller" isExecutable="true">
  <startEvent id="Begin" name="Begun"/>
  <sequenceFlow id="To_Call" sourceRef="Begin" targetRef="Call"/>
  <callActivity id="Call" name="Have it shipped" calledElement="{called}"/>
  <sequenceFlow id="From_Call" sourceRef="Call" targetRef="Done"/>
  <endEvent id="Done" name="Done"/>
</process>"""
    )


BROKEN_FLOW = order(extra='\n  <sequenceFlow id="Nowhere" sourceRef="Task_Ship" targetRef="Missing"/>')


def document(content: bytes, name: str | None = "order") -> Document:
    return Document(content=content, name=name, path=f"{name}.bpmn")
