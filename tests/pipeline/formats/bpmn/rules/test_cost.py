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


def loose(nodes: int) -> str:
    """Tasks that nothing leads to or from."""
    return "".join(f'<task id="T{n}" name="Task {n}"/>' for n in range(nodes))


def one_id(nodes: int) -> str:
    """Tasks that all state the same id."""
    return '<task id="T" name="Task"/>' * nodes


def one_name(nodes: int) -> str:
    """Tasks that all have the same name."""
    return "".join(f'<task id="T{n}" name="Task"/>' for n in range(nodes))


def links_of_one_name(nodes: int) -> str:
    """Pairs of links, any of which may lead to any other."""
    link = '<linkEventDefinition name="Link"/>'
    return "".join(
        f'<intermediateThrowEvent id="L{n}">{link}</intermediateThrowEvent>'
        f'<intermediateCatchEvent id="C{n}">{link}</intermediateCatchEvent>'
        for n in range(nodes // 2)
    )


def all_to_all(nodes: int) -> str:
    """Gateways with flows from each to each; the flows are the nodes that are counted."""
    gateways = range(round(nodes**0.5))
    begins = '<startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="G0"/>'
    flows = "".join(
        f'<sequenceFlow id="F{a}_{b}" sourceRef="G{a}" targetRef="G{b}"/>' for a in gateways for b in gateways if a != b
    )
    return begins + "".join(f'<exclusiveGateway id="G{n}"/>' for n in gateways) + flows


def grid(nodes: int) -> str:
    """Inclusive gateways in rows and columns, each with a flow to the right and one down."""
    side = range(round(nodes**0.5))
    begins = '<startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="G0_0"/>'
    gateways = "".join(f'<inclusiveGateway id="G{a}_{b}"/>' for a in side for b in side)
    right = "".join(
        f'<sequenceFlow id="R{a}_{b}" sourceRef="G{a}_{b}" targetRef="G{a}_{b + 1}"/>' for a in side for b in side[:-1]
    )
    down = "".join(
        f'<sequenceFlow id="D{a}_{b}" sourceRef="G{a}_{b}" targetRef="G{a + 1}_{b}"/>' for a in side[:-1] for b in side
    )
    return begins + gateways + right + down


def model(body: str) -> BpmnModel:
    namespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    xml = f'<definitions xmlns="{namespace}">{ITEMS}<process id="P" isExecutable="true">{body}</process></definitions>'
    parsed = parse(Document(content=xml.encode())).model
    assert isinstance(parsed, BpmnModel)
    return parsed


SHAPES = [chain, hub, events, sub_processes, data, drawn, collaboration]
SHAPES += [loose, one_id, one_name, links_of_one_name] if NIGHTLY else [one_id, links_of_one_name]


@pytest.mark.parametrize("shape", SHAPES)
def test_five_times_the_model_costs_five_times_as_much(shape: Callable[[int], str]) -> None:
    nodes = 300 if NIGHTLY else 120
    small, large = lines_executed(model(shape(nodes))), lines_executed(model(shape(5 * nodes)))
    assert large <= 5.5 * small


@pytest.mark.parametrize("shape", [all_to_all, grid])
def test_the_search_of_states_has_a_budget_of_its_own(shape: Callable[[int], str]) -> None:
    """Twice the model costs at most two and a half times as much, once the budget ends the search."""
    nodes = 3600 if NIGHTLY else 625
    small, large = lines_executed(model(shape(nodes))), lines_executed(model(shape(2 * nodes)))
    assert large <= 2.5 * small
