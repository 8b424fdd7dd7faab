"""Small processes for tests of the command."""

from typing import Final

_FRAME: Final = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="Definitions" targetNamespace="urn:ameide:test">
{processes}
</definitions>
"""

_PROCESS: Final = """  <process id="{id}" name="{id}" isExecutable="true">
    <startEvent id="{id}_Start" name="Asked"/>
    <sequenceFlow id="{id}_1" sourceRef="{id}_Start" targetRef="{task}"/>
    <serviceTask id="{task}" name="{name}"/>
    <sequenceFlow id="{id}_2" sourceRef="{task}" targetRef="{id}_End"/>
    <endEvent id="{id}_End" name="Done"/>
  </process>"""


def process(id_: str = "Order", task: str = "Ship", name: str = "Ship the goods") -> bytes:
    """Return a process of one task without any findings."""
    return _FRAME.format(processes=_PROCESS.format(id=id_, task=task, name=name)).encode()


def dangling() -> bytes:
    """Return the same process with an error: a flow to nowhere on line 7."""
    return process().replace(b'targetRef="Order_End"', b'targetRef="Nowhere"')


def caller(called: str = "Order") -> bytes:
    """Return a process that calls another one by its id."""
    call = f'<callActivity id="Call" name="Have it shipped" calledElement="{called}"/>'
    task = '<serviceTask id="Call" name="Have it shipped"/>'
    return process("Caller", "Call", "Have it shipped").replace(task.encode(), call.encode())


def unnamed() -> bytes:
    """Return the same process with a warning: a task without a name on line 6."""
    return process().replace(b' name="Ship the goods"', b"")


BROKEN: Final = b'<?xml version="1.0"?>\n<definitions>\n  <process></definitions>\n'
EVIL: Final = "[bold red]x[/] &#27;[31m &#x202e;"
