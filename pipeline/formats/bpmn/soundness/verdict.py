"""Tell what makes a process unsound, with the shortest way there, or that the budget did not suffice to tell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.ir.graph import reachable
from pipeline.ir.naming import named
from pipeline.ir.tokens.behaviour import Behaviour
from pipeline.ir.tokens.exploration import Explored, explored
from pipeline.ir.tokens.layout import Layout, laid_out
from pipeline.ir.tokens.net import FULL, Net, marked, tokens
from pipeline.ir.tokens.reduction import reduced
from pipeline.ir.tokens.scopes import inside
from pipeline.ir.workflow import FLOW_NODES, FlowElement, WorkflowModel

Property = Literal["deadlock", "option-to-complete", "proper-completion", "dead-activity", "safeness", "undecided"]

STEPS: Final = 50_000
"""How many steps are looked at for each process, and for those that talk to each other together."""
BRANCHES: Final = 8
"""Ways out of one inclusive decision that are followed in all their combinations."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a process is not sound, or the reason why that is not known."""

    broken: Property
    element: FlowElement
    reason: str = ""
    trace: tuple[str, ...] = ()


def violations(model: WorkflowModel, steps: int = STEPS) -> list[Violation]:
    """Return the violations of each process by itself; if all are sound, of those that send each other messages."""
    processes = [process for process in model.of_kind("process") if model.nodes(process.id)]
    found = [violation for process in processes for violation in _of([process], model, steps)]
    together = [] if found else _talking(model, processes)
    return found + (list(_of(together, model, steps)) if together else [])


def _of(processes: Sequence[FlowElement], model: WorkflowModel, steps: int) -> Iterator[Violation]:
    for process in processes:
        if reason := _obstacle(model, process):
            yield Violation("undecided", process, reason)
            return
    layout = laid_out(model, processes)
    Behaviour(layout).write()
    found = explored(reduced(layout.net), steps)
    if not found.complete:
        reason = f"its more than {len(found.order):,} states were not all looked at"
        yield Violation("undecided", processes[0], reason)
    yield from _states(layout, found, steps)
    yield from _livelock(layout, found, steps)
    if found.complete:
        yield from _dead(layout, found)


def _states(layout: Layout, found: Explored, steps: int) -> Iterator[Violation]:
    """Yield the nearest state of each wrong kind, told by the shortest way to it."""
    places = layout.net.places
    two = sum(2 << 2 * number for number, place in enumerate(places) if place.counted)
    twice = sum(2 << 2 * number for number, place in enumerate(places) if place.end)
    wrong: Sequence[tuple[Property, Callable[[int], bool]]] = (
        ("deadlock", frozenset(found.stuck).__contains__),
        ("safeness", lambda marking: bool(marking & two)),
        ("proper-completion", lambda marking: bool(marking & twice)),
    )
    for broken, is_wrong in wrong:
        marking = next(filter(is_wrong, found.order), None)
        if marking is None:
            continue
        marking, trace = _shortest(layout.net, found, marking, is_wrong, steps, stuck=broken == "deadlock")
        yield Violation(broken, _place(layout, marking, broken), "", trace)


def _shortest(
    net: Net, found: Explored, marking: int, is_wrong: Callable[[int], bool], steps: int, *, stuck: bool
) -> tuple[int, tuple[str, ...]]:
    """Return the shortest way in the net as it was before it was reduced, where the budget suffices."""
    whole = explored(net, steps, None if stuck else is_wrong)
    first = next(iter(whole.stuck), None) if stuck else next(filter(is_wrong, whole.order), None)
    return (marking, found.trace(marking)) if first is None else (first, whole.trace(first))


def _livelock(layout: Layout, found: Explored, steps: int) -> Iterator[Violation]:
    """Yield a state that always goes on and never ends, with the way there and once around."""
    if not found.complete or not any(True for _ in _endless(found)):
        return
    whole = explored(layout.net, steps)
    shown = whole if whole.complete else found
    marking = [*_endless(shown)][-1]
    yield Violation("option-to-complete", _place(layout, marking, "deadlock"), "", shown.trace(marking))


def _endless(found: Explored) -> Iterator[int]:
    """Return the states from which neither an end nor a deadlock can be reached."""
    ending = reachable([*found.final, *found.stuck], found.before)
    return (marking for marking in found.order if marking not in ending)


def _dead(layout: Layout, found: Explored) -> Iterator[Violation]:
    """Yield the nodes that never run. Those that nothing leads to are for the rule unreachable-node."""
    for scope in layout.scopes.values():
        for node in layout.nodes(scope.element.id):
            led_to = layout.ways_in(node) and node.kind != "boundaryEvent"
            after_choice = any(
                layout.model.by_id[flow.source or ""].kind == "eventBasedGateway"
                for flow in layout.model.incoming.get(node.id, ())
                if flow.source in layout.model.by_id
            )
            if led_to and node.id not in found.fired and not after_choice:
                yield Violation("dead-activity", node)


def _place(layout: Layout, marking: int, broken: Property) -> FlowElement:
    """Return the element that the state is about: what waits, or what holds or counts two tokens."""
    places = layout.net.places
    about = [
        place
        for place in marked(marking)
        if (broken == "deadlock" and not places[place].end and not places[place].idle)
        or (broken == "safeness" and places[place].counted and tokens(marking, place) > 1)
        or (broken == "proper-completion" and places[place].end and tokens(marking, place) > FULL - 2)
    ]
    if broken == "deadlock":
        about = [place for place in about if places[place].element not in layout.scopes] or about
    return min((layout.model.by_id[places[place].element] for place in about), key=lambda element: element.line)


def _talking(model: WorkflowModel, processes: Sequence[FlowElement]) -> list[FlowElement]:
    """Return the processes between which messages flow from node to node."""
    inside = {node.id: process for process in processes for node in _nodes(model, process)}
    talking = [
        process.id
        for flow in model.of_kind("messageFlow")
        if flow.source in inside and flow.target in inside and inside[flow.source] != inside[flow.target]
        for process in (inside[flow.source], inside[flow.target])
    ]
    return [process for process in processes if process.id in talking]


def _nodes(model: WorkflowModel, process: FlowElement) -> Iterator[FlowElement]:
    return (element for element in inside(model, process.id) if element.kind in FLOW_NODES)


def _obstacle(model: WorkflowModel, process: FlowElement) -> str:
    """Return why the behaviour of a process has no meaning, or none that is followed; empty where it has one."""
    nodes = list(_nodes(model, process))
    for node in nodes:
        flows = [*model.outgoing.get(node.id, ()), *model.incoming.get(node.id, ())]
        for flow in flows:
            ends = [model.by_id.get(end or "") for end in (flow.source, flow.target)]
            if None in ends or len({end.parent for end in ends if end}) > 1:
                return f"{named(flow)} does not connect two nodes of one level"
        for event in model.boundary.get(node.id, ()):
            if event.parent != node.parent:
                return f"{named(event)} is not beside the activity that it sits on"
        many = len(model.outgoing.get(node.id, ())) > BRANCHES
        if node.kind == "complexGateway" and len(model.incoming.get(node.id, ())) > 1:
            return f"when {named(node)} goes on is for an expression to say"
        if many and node.kind not in {"exclusiveGateway", "parallelGateway", "eventBasedGateway"}:
            return f"{named(node)} has more than {BRANCHES} ways out, in all their combinations"
        if model.linked.get(node.id) == ():
            return f"the link of {named(node)} leads nowhere"
    return ""
