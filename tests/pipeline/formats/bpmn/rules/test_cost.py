"""Test that the cost of validation grows linearly, counted in executed lines, not in seconds."""

from collections.abc import Callable

import pytest

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from tests.fixtures.laws import NIGHTLY
from tests.pipeline.formats.bpmn.rules.lines_executed import lines_executed

ITEMS = (
    '<itemDefinition id="Order" structureRef="order" isCollection="true"/>'
    '<itemDefinition id="Invoice" structureRef="invoice"/>'
)


def chain(nodes: int) -> str:
    """Return one long path, in which each node is reached only through all before it."""
    steps = "".join(
        f'<task id="T{n}"/><sequenceFlow id="F{n}" sourceRef="T{n}" targetRef="T{n + 1}"/>' for n in range(nodes)
    )
    return f'{steps}<task id="T{nodes}"/>'


def hub(nodes: int) -> str:
    """Return one gateway with flows to every node and back."""
    steps = "".join(
        f'<task id="T{n}"/><sequenceFlow id="A{n}" sourceRef="G" targetRef="T{n}"/>'
        f'<sequenceFlow id="B{n}" sourceRef="T{n}" targetRef="G"/>'
        for n in range(nodes)
    )
    return f'<startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="G"/><exclusiveGateway id="G"/>{steps}'


def events(nodes: int) -> str:
    """Make boundary events on one activity, event-based gateways and links, all without flows."""
    return '<task id="Host"/>' + "".join(
        f'<boundaryEvent id="B{n}" attachedToRef="Host"><timerEventDefinition/></boundaryEvent>'
        f'<intermediateThrowEvent id="L{n}"><linkEventDefinition name="{n}"/></intermediateThrowEvent>'
        f'<intermediateCatchEvent id="C{n}"><linkEventDefinition name="{n}"/></intermediateCatchEvent>'
        for n in range(nodes // 3)
    )


def sub_processes(nodes: int) -> str:
    """Make many containers beside each other."""
    return "".join(f'<subProcess id="P{n}"><task id="T{n}"/></subProcess>' for n in range(nodes // 2))


def data(nodes: int) -> str:
    """Make tasks with one data source, calls of one process, and links to one target."""
    steps = "".join(
        f'<callActivity id="T{n}" calledElement="P"><ioSpecification><dataInput id="I{n}" itemSubjectRef="Order"/>'
        f"<inputSet><dataInputRefs>I{n}</dataInputRefs></inputSet><outputSet/></ioSpecification>"
        f"<dataInputAssociation><sourceRef>D</sourceRef><targetRef>I{n}</targetRef></dataInputAssociation>"
        f"<multiInstanceLoopCharacteristics><loopDataInputRef>I{n}</loopDataInputRef>"
        f'<inputDataItem itemSubjectRef="Order"/></multiInstanceLoopCharacteristics></callActivity>'
        f'<intermediateThrowEvent id="E{n}"><linkEventDefinition id="L{n}"><target>Hub</target></linkEventDefinition>'
        "</intermediateThrowEvent>"
        for n in range(nodes // 5)
    )
    sources = "".join(f"<source>L{n}</source>" for n in range(nodes // 5))
    bindings = "".join(
        f'<ioBinding operationRef="O" inputDataRef="S" outputDataRef="B{n}"/>' for n in range(nodes // 5)
    )
    return (
        f"<supportedInterfaceRef>Service</supportedInterfaceRef><ioSpecification>"
        f'<dataInput id="A" itemSubjectRef="Order"/><inputSet id="S"><dataInputRefs>A</dataInputRefs></inputSet>'
        f'</ioSpecification>{bindings}<dataObject id="D" itemSubjectRef="Invoice"/>{steps}'
        f'<intermediateCatchEvent id="C"><linkEventDefinition id="Hub">{sources}</linkEventDefinition>'
        "</intermediateCatchEvent>"
    )


def drawn(nodes: int) -> str:
    """Make shapes below each other without overlap, so that each is compared with many."""
    shapes = "".join(
        f'<BPMNShape bpmnElement="T{n}"><dc:Bounds x="0" y="{n * 100}" width="100" height="80"/></BPMNShape>'
        for n in range(nodes)
    )
    dc, di = (f"http://www.omg.org/spec/{name}" for name in ("DD/20100524/DC", "BPMN/20100524/DI"))
    plane = f'<BPMNPlane bpmnElement="P">{shapes}</BPMNPlane>'
    diagram = f'<BPMNDiagram xmlns="{di}" xmlns:dc="{dc}">{plane}</BPMNDiagram>'
    tasks = "".join(f'<task id="T{n}"/>' for n in range(nodes))
    return f'{tasks}</process>{diagram}<process id="Q">'


def collaboration(nodes: int) -> str:
    """Return two pools that send each other a message at each step."""
    ours = "".join(f'<sendTask id="A{n}"/>' for n in range(nodes // 2))
    theirs = "".join(f'<receiveTask id="B{n}"/>' for n in range(nodes // 2))
    flows = "".join(f'<messageFlow id="F{n}" sourceRef="A{n}" targetRef="B{n}"/>' for n in range(nodes // 2))
    pools = '<participant id="X" processRef="P"/><participant id="Y" processRef="Q"/>'
    return f'{ours}</process><collaboration id="C">{pools}{flows}</collaboration><process id="Q">{theirs}'


def model(body: str) -> BpmnModel:
    namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    xml = f'<definitions xmlns="{namespace}">{ITEMS}<process id="P" isExecutable="true">{body}</process></definitions>'
    parsed = parse(Document(content=xml.encode())).model
    assert isinstance(parsed, BpmnModel)
    return parsed


@pytest.mark.parametrize("shape", [chain, hub, events, sub_processes, data, drawn, collaboration])
def test_five_times_the_model_costs_five_times_as_much(shape: Callable[[int], str]) -> None:
    nodes = 300 if NIGHTLY else 120
    small, large = lines_executed(model(shape(nodes))), lines_executed(model(shape(5 * nodes)))
    assert large <= 5.5 * small
