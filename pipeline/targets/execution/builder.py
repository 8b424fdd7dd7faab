"""Hold what the parts of a plan share while they are made: names, actions, inboxes, tasks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from pipeline.ir.tokens import ways
from pipeline.ir.workflow import FlowElement, WorkflowModel
from pipeline.targets.common import naming
from pipeline.targets.common.naming import Names
from pipeline.targets.execution import compensation
from pipeline.targets.execution.plan import Action, Address, Inbox, Origin, Task
from pipeline.targets.execution.work import Hop

_ROLES: Final = {"task": "", "send": "", "broadcast": "", "choose_many": "choose"}
"""Roles by which an action is not called: what an element does is called by its id alone."""


def origin(element: FlowElement) -> Origin:
    """Return the element as comments and the source map tell of it."""
    return Origin(
        element=element.id,
        kind=element.kind,
        label=element.label,
        stated_id=element.source_id or element.id,
        line=element.line,
        documentation=element.documentation,
    )


def _only_leads_to_compensation(node: FlowElement) -> bool:
    return node.kind == "boundaryEvent" and compensation.is_compensation(node)


class Actions:
    """The actions of a plan, all processes together."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.made: list[Action] = []

    def add(self, element: FlowElement, role: str, *wanted: str, **more: object) -> str:
        """Make an action and return its name."""
        part = _ROLES.get(role, role)
        called = naming.called(element.id, part)
        name = self._names.take(*wanted, "activity", key=f"{element.id} {part}".rstrip())
        stated = {"name": name, "called": called, "origin": origin(element), "role": role, **more}
        self.made.append(Action.model_validate(stated))
        return name


@dataclass
class ProcessBuilder:
    """A process of a model while its plan is made."""

    model: WorkflowModel
    process: FlowElement
    name: str
    calls: dict[str, str]
    """Names of the processes in the plan, by process id as stated."""
    actions: Actions
    people: bool
    """True if tasks of people wait until a person completes them; otherwise they are actions."""
    names: Names
    """Names of steps and tasks."""
    variable: Callable[[str, str], str]
    """Returns the variable of a data element, given its id and its name."""
    step_names: dict[str, str] = field(default_factory=dict)
    """Names of the steps by element id."""
    inboxes: dict[tuple[bool, str], Inbox] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Name every step, in the order of tokens."""
        for node in self.nodes():
            wanted = (naming.snake(node.name), naming.snake(node.source_id or ""), naming.snake(node.kind))
            self.step_names[node.id] = self.names.take(*wanted, "step", key=node.id)

    def nodes(self) -> Iterator[FlowElement]:
        """Yield the nodes that become steps, in the order of tokens.

        No token is ever at the frame of an event sub-process, nor at a compensation event on a boundary.
        """
        nodes = ways.in_order(self.model, self.process)
        return (node for node in nodes if not (node.event_sub_process or _only_leads_to_compensation(node)))

    def step(self, element: FlowElement) -> str:
        """Return the name of the step of an element."""
        return self.step_names[element.id]

    def task(self, element: FlowElement) -> str:
        """Make a task that somebody finishes, and return its name."""
        name = self.names.take(f"complete_{self.step(element)}", key=f"{element.id} complete")
        called = naming.called(element.id)
        self.tasks.append(Task(name=name, called=called, origin=origin(element)))
        return called

    def inbox(self, element: FlowElement, *, broadcast: bool, expected: bool) -> str:
        """Return the name of the message or signal that an event waits for; several events may share one."""
        stated = self._stated(element)
        text = stated.name or stated.source_id or "" if stated else element.name
        # of one kind, equal names are one, however many elements state them
        key = (broadcast, f"name {text.strip()}" if text.strip() else stated.id if stated else element.id)
        known = self.inboxes.get(key)
        called = naming.called((stated or element).id)
        if known is None:
            label = naming.spoken(text, self.step(element))
            known = Inbox(name=called, label=label, called=(), broadcast=broadcast, origins=())
        if called not in (each.name for each in known.called):
            word = f"on_{naming.snake(text) or self.step(element)}"
            method = self.names.take(word, key=f"{(stated or element).id} on")
            known = known.model_copy(update={"called": (*known.called, Address(name=called, method=method))})
        shown = tuple(origin(each) for each in (stated, element) if each is not None)
        fresh = tuple(each for each in shown if each.element not in known.elements)
        more = {"origins": (*known.origins, *fresh), "expected": known.expected or expected}
        self.inboxes[key] = known.model_copy(update=more)
        return known.name

    def outgoing(self, element: FlowElement) -> tuple[FlowElement, ...]:
        """Return the sequence flows that lead from a step to another one."""
        return tuple(flow for flow in self.model.outgoing.get(element.id, ()) if flow.target in self.step_names)

    def hop(self, flow: FlowElement) -> Hop:
        """Return the way along a sequence flow."""
        target = self.model.by_id[flow.target or ""]
        return Hop(step=self.step(target), flow=flow.id, via=flow.id if self.joined(target) else None)

    def joined(self, node: FlowElement) -> Literal["all", "possible"] | None:
        """Return the tokens that a step waits for before it goes on."""
        return ways.waits_for(node, len(self.incoming(node)))

    def incoming(self, node: FlowElement) -> tuple[FlowElement, ...]:
        """Return the sequence flows that lead from another step to a step."""
        return tuple(flow for flow in self.model.incoming.get(node.id, ()) if flow.source in self.step_names)

    def _stated(self, element: FlowElement) -> FlowElement | None:
        for event in element.events:
            if event.ref:
                return self.model.by_source_id.get(event.ref)
        for reference in element.references:
            if reference.role == "messageRef" and reference.element:
                return self.model.by_id.get(reference.element)
        return None
