"""Make documents of any size, one kind each, that are slow if a rule compares all elements with all."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

_DI: Final = 'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'


def _document(inside: str, before: str = "") -> bytes:
    head = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" {_DI} id="D" targetNamespace="urn:x">'
    return f"{before}{head}{inside}</definitions>".encode()


def _process(inside: str, roots: str = "", after: str = "") -> bytes:
    start = '<startEvent id="S" name="Begin"/><endEvent id="E" name="End"/>'
    return _document(f'{roots}<process id="P" isExecutable="true">{start}{inside}</process>{after}')


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'


def _nodes(kind: str, names: Iterable[str], more: str = "") -> str:
    return "".join(f'<{kind} id="{name}" name="{name}"{more}/>' for name in names)


def _names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def loose(count: int) -> bytes:
    return _process(_nodes("task", _names("t", count)))


def without_start(count: int) -> bytes:
    return _document(f'<process id="P">{_nodes("task", _names("t", count))}</process>')


def chain(count: int) -> bytes:
    steps = ["S", *_names("t", count), "E"]
    return _process(_nodes("task", steps[1:-1]) + "".join(_flow(a, b) for a, b in pairwise(steps)))


def one_id(count: int) -> bytes:
    return _process('<task id="t" name="T"/>' * count)


def one_name(count: int) -> bytes:
    return _process("".join(f'<task id="{name}" name="T"/>' for name in _names("t", count)))


def one_id_meant(count: int) -> bytes:
    flows = "".join(f'<sequenceFlow id="{name}" sourceRef="t" targetRef="t"/>' for name in _names("f", count))
    return _process('<task id="t" name="T"/>' * count + flows)


def instructions(count: int) -> bytes:
    return _document('<process id="P"/>', '<?xml version="1.0"?>' + "<?a b?><!--c-->" * count)


def links(count: int) -> bytes:
    link = '<{0} id="{1}"><linkEventDefinition name="L"/></{0}>'
    throws = "".join(link.format("intermediateThrowEvent", name) for name in _names("a", count))
    return _process(throws + "".join(link.format("intermediateCatchEvent", name) for name in _names("b", count)))


def grid(count: int) -> bytes:
    side = int(count**0.5)
    names = [[f"g{x}.{y}" for y in range(side)] for x in range(side)]
    across = "".join(_flow(a, b) for row in names for a, b in pairwise(row))
    down = "".join(_flow(a, b) for row in zip(*names, strict=True) for a, b in pairwise(row))
    gateways = "".join(_nodes("inclusiveGateway", row) for row in names)
    return _process(gateways + across + down + _flow("S", names[0][0]) + _flow(names[-1][-1], "E"))


def all_to_all(count: int) -> bytes:
    side = int(count**0.5)
    names = _names("g", side)
    flows = "".join(_flow(a, b) for a in names for b in names if a != b)
    return _process(_nodes("exclusiveGateway", names) + flows + _flow("S", "g0") + _flow("g1", "E"))


def fan(count: int) -> bytes:
    names = _names("t", count)
    flows = "".join(_flow("X", name) + _flow(name, "J") for name in names)
    gateways = _nodes("parallelGateway", ["X"]) + _nodes("inclusiveGateway", ["J"])
    return _process(gateways + _nodes("task", names) + flows + _flow("S", "X") + _flow("J", "E"))


def same_flows(count: int) -> bytes:
    flows = "".join(f'<sequenceFlow id="{name}" sourceRef="S" targetRef="E"/>' for name in _names("f", count))
    return _process(flows)


def conditions(count: int) -> bytes:
    asked = "".join(
        f'<sequenceFlow id="{name}" sourceRef="X" targetRef="E"><conditionExpression>${{a}}</conditionExpression>'
        "</sequenceFlow>"
        for name in _names("f", count)
    )
    return _process(_nodes("exclusiveGateway", ["X"]) + _flow("S", "X") + asked)


def boundary_events(count: int) -> bytes:
    event = '<boundaryEvent id="{0}" attachedToRef="T"><messageEventDefinition messageRef="m"/></boundaryEvent>'
    events = "".join(event.format(name) for name in _names("b", count))
    flows = "".join(_flow(name, "E") for name in _names("b", count))
    return _process(_nodes("task", ["T"]) + events + flows + _flow("S", "T"), '<message id="m" name="M"/>')


def errors(count: int) -> bytes:
    ends = '<endEvent id="{0}"><errorEventDefinition errorRef="err{0}"/></endEvent>'
    events = '<boundaryEvent id="b{0}" attachedToRef="Sub"><errorEventDefinition errorRef="err{0}"/></boundaryEvent>'
    names = _names("x", count)
    inside = "".join(ends.format(name) for name in names) + _nodes("task", _names("t", count))
    roots = "".join(f'<error id="err{name}" errorCode="c"/>' for name in names)
    sub = f'<subProcess id="Sub">{inside}</subProcess>'
    return _process(sub + "".join(events.format(name) for name in names), roots)


def event_sub_processes(count: int) -> bytes:
    one = (
        '<subProcess id="{0}" triggeredByEvent="true"><startEvent id="s{0}"><signalEventDefinition signalRef="g"/>'
        '</startEvent><endEvent id="e{0}"/><sequenceFlow id="f{0}" sourceRef="s{0}" targetRef="e{0}"/></subProcess>'
    )
    return _process("".join(one.format(name) for name in _names("h", count)), '<signal id="g" name="G"/>')


def sub_processes(count: int) -> bytes:
    one = '<subProcess id="{0}"><task id="t{0}"/></subProcess>'
    return _process("".join(one.format(name) for name in _names("p", count)))


def compensations(count: int) -> bytes:
    undo = _nodes("task", _names("u", count), ' isForCompensation="true"')
    event = '<boundaryEvent id="{0}" attachedToRef="T"><compensateEventDefinition/></boundaryEvent>'
    tie = '<association id="a{0}" sourceRef="b{0}" targetRef="u{0}"/>'
    events = "".join(event.format(f"b{number}") + tie.format(number) for number in range(count))
    return _process(_nodes("task", ["T"]) + undo + events)


def lanes(count: int) -> bytes:
    names = _names("t", count)
    listed = "".join(f'<lane id="l{name}"><flowNodeRef>{name}</flowNodeRef></lane>' for name in names)
    return _process(f'<laneSet id="ls">{listed}</laneSet>' + _nodes("task", names))


def processes(count: int) -> bytes:
    one = '<process id="{0}"><startEvent id="s{0}"/><endEvent id="e{0}"/></process>'
    return _document("".join(one.format(name) for name in _names("p", count)))


def messages(count: int) -> bytes:
    names = range(count)
    flows = "".join(f'<messageFlow id="m{n}" sourceRef="s{n}" targetRef="r{n}"/>' for n in names)
    pools = '<participant id="PA" processRef="A"/><participant id="PB" processRef="B"/>'
    sends = "".join(f'<sendTask id="s{n}"/>' for n in names)
    receives = "".join(f'<receiveTask id="r{n}"/>' for n in names)
    both = f'<process id="A">{sends}</process><process id="B">{receives}</process>'
    return _document(f'<collaboration id="C">{pools}{flows}</collaboration>{both}')


def global_elements(count: int) -> bytes:
    kinds = ("message", "signal", "error", "escalation", "itemDefinition")
    return _process("", "".join(_nodes(kind, (f"{kind}{n}" for n in range(count // 5))) for kind in kinds))


def data(count: int) -> bytes:
    one = (
        '<task id="{0}"><ioSpecification><dataInput id="i{0}"/><inputSet id="n{0}"><dataInputRefs>i{0}</dataInputRefs>'
        '</inputSet><outputSet id="o{0}"/></ioSpecification><dataInputAssociation id="a{0}"><sourceRef>d</sourceRef>'
        "<targetRef>i{0}</targetRef></dataInputAssociation></task>"
    )
    return _process('<dataObject id="d"/>' + "".join(one.format(name) for name in _names("t", count)))


def inputs(count: int) -> bytes:
    names = _names("i", count)
    known = "".join(f'<dataInput id="{name}"/>' for name in names)
    listed = "".join(f"<dataInputRefs>{name}</dataInputRefs>" for name in names)
    return _process(
        f'<task id="T"><ioSpecification>{known}<inputSet id="in">{listed}</inputSet><outputSet id="out"/>'
        "</ioSpecification></task>"
    )


def drawn(count: int) -> bytes:
    bounds = '<dc:Bounds x="{1}" y="0" width="9" height="9"/>'
    shape = f'<bpmndi:BPMNShape id="d{{0}}" bpmnElement="{{0}}">{bounds}</bpmndi:BPMNShape>'
    shapes = "".join(shape.format(f"t{n}", 10 * n) for n in range(count))
    plane = f'<bpmndi:BPMNPlane id="pl" bpmnElement="P">{shapes}</bpmndi:BPMNPlane>'
    space = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    return _process(
        _nodes("task", _names("t", count)), "", f'<bpmndi:BPMNDiagram {space} id="dg">{plane}</bpmndi:BPMNDiagram>'
    )


def one_above_the_other(count: int) -> bytes:
    return drawn(count).replace(b'x="', b'x="0" name="')


KINDS: Final[dict[str, Callable[[int], bytes]]] = {
    grow.__name__: grow
    for grow in (
        loose, without_start, chain, one_id, one_id_meant, one_name, instructions, links, grid, all_to_all, fan,
        same_flows, conditions, boundary_events, errors, event_sub_processes, sub_processes, compensations, lanes,
        processes, messages, global_elements, data, inputs, drawn, one_above_the_other,
    )
}  # fmt: skip
