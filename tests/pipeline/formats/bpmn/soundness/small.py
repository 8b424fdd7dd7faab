"""Small processes for tests of soundness: nodes by kind and name, flows as `a>b c>d`."""

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.formats.bpmn.soundness.verdict import violations
from pipeline.ir.document import Document


def model(*processes: str, messages: str = "", roots: str = "") -> BpmnModel:
    """Return a document of these processes; with message flows, in a collaboration."""
    body = "".join(f'<process id="P{number}">{text}</process>' for number, text in enumerate(processes))
    if messages:
        pools = "".join(f'<participant id="Pool{n}" processRef="P{n}"/>' for n in range(len(processes)))
        body = f'<collaboration id="C">{pools}{flows(messages, "messageFlow")}</collaboration>{body}'
    text = f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">{roots}{body}</definitions>'
    parsed = parse(Document(content=text.encode())).model
    assert isinstance(parsed, BpmnModel)
    return parsed


def found(*processes: str, messages: str = "", roots: str = "") -> list[tuple[str, str]]:
    """Return what is violated, each with the element that it is about."""
    return [(each.broken, each.element.id) for each in violations(model(*processes, messages=messages, roots=roots))]


def flows(text: str, kind: str = "sequenceFlow") -> str:
    """Return a flow for each `a>b`; one for `a>b?x` has the condition x."""
    return "".join(_flow(pair, kind) for pair in text.split())


def _flow(pair: str, kind: str) -> str:
    ends, _, condition = pair.partition("?")
    source, target = ends.split(">")
    asked = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<{kind} id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{asked}</{kind}>'


def nodes(kind: str, *names: str, attributes: str = "") -> str:
    """Return nodes of one kind."""
    return "".join(f'<{kind} id="{name}" {attributes}/>' for name in names)


def event(kind: str, name: str, definition: str, attributes: str = "", ref: str = "") -> str:
    """Return an event with one definition, which refers to what is given."""
    referring = f'{definition}Ref="{ref}"' if ref else ""
    return f'<{kind} id="{name}" {attributes}><{definition}EventDefinition {referring}/></{kind}>'


def boundary(name: str, host: str, definition: str, *, interrupts: bool = True, ref: str = "") -> str:
    """Return a boundary event."""
    cancels = str(interrupts).lower()
    return event("boundaryEvent", name, definition, f'attachedToRef="{host}" cancelActivity="{cancels}"', ref)


def sub(name: str, inside: str, kind: str = "subProcess", attributes: str = "") -> str:
    """Return a sub-process."""
    return f'<{kind} id="{name}" {attributes}>{inside}</{kind}>'


def beside(name: str, definition: str, inside: str = "", *, interrupts: bool = True, ref: str = "") -> str:
    """Return an event sub-process: its start `name`s, then what is given up to its end `name`e."""
    start = event("startEvent", f"{name}s", definition, f'isInterrupting="{str(interrupts).lower()}"', ref)
    return sub(name, start + (inside or nodes("endEvent", f"{name}e") + flows(f"{name}s>{name}e")),
               attributes='triggeredByEvent="true"')  # fmt: skip


def link(kind: str, name: str, to: str) -> str:
    """Return a link event."""
    return f'<{kind} id="{name}"><linkEventDefinition name="{to}"/></{kind}>'


S, E = nodes("startEvent", "S"), nodes("endEvent", "E")
ENDS = S + E
TASKS = nodes("task", "A", "B")
CODES = (
    '<escalation id="esc1" escalationCode="1"/><escalation id="esc2" escalationCode="2"/>'
    '<error id="err1" errorCode="1"/><error id="err2" errorCode="2"/>'
)


def both(kind: str, split: str = "X", join: str = "J", join_kind: str = "", attributes: str = "") -> str:
    """Return A and B between two gateways, from start to end."""
    gateways = nodes(kind, split, attributes=attributes) + nodes(join_kind or kind, join)
    return gateways + TASKS + flows(f"S>{split} {split}>A {split}>B A>{join} B>{join} {join}>E") + ENDS


def inner(inside: str, ways: str) -> str:
    """Return the inside of a sub-process from s to the flows that are given."""
    return nodes("startEvent", "s") + inside + flows(ways)
