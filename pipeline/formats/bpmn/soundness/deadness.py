"""Find what can never run, and why: a deadlock before it, an event that never comes, a condition that never holds."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from pipeline.formats.bpmn.soundness.obstacles import Obstacle
from pipeline.formats.bpmn.soundness.violation import Violation
from pipeline.ir.naming import listed, named
from pipeline.ir.tokens.constants import constant
from pipeline.ir.tokens.layout import Layout, Scope
from pipeline.ir.tokens.scopes import is_start
from pipeline.ir.tokens.ways import leads_to, leaving, waits_for
from pipeline.ir.workflow import FlowElement

_NEVER_BEGUN: Final = Obstacle(
    "because no message that begins it is ever sent", "Let one of the other processes send it, or remove the process."
)

_WITHOUT_EVENT: Final = Obstacle(
    "because the gateway that starts it leads to no event", "Lead the gateway to the events that start the process."
)


class Deadness:
    """The nodes that never run, and the reasons, given the elements that do."""

    def __init__(self, layout: Layout, fired: Collection[str], deadlocks: Sequence[Violation]) -> None:
        self._layout = layout
        self._model = layout.model
        self._fired = fired
        self._told = {deadlock.element.id for deadlock in deadlocks}
        self._stuck = {element for deadlock in deadlocks for element in deadlock.waiting}
        self._throwing: defaultdict[str, list[FlowElement]] = defaultdict(list)
        """The throwing link events, by the event that catches them."""
        for thrown, ends in layout.model.linked.items():
            for end in ends:
                self._throwing[end.id].append(layout.model.by_id[thrown])

    def violations(self) -> Iterator[Violation]:
        """Yield the nodes that never run, each with the reason; leave out the contents of sub-processes that never run.

        The rule unreachable-node reports nodes without a way to them, and `deadlock` those that wait for ever.
        """
        for scope in self._layout.scopes.values():
            if not self._is_dead(scope):
                yield from self._in(scope)
            elif scope.parent is None:
                yield self._about(scope.element, _NEVER_BEGUN if self._layout.received else _WITHOUT_EVENT)
            elif scope.element.event_sub_process and not self._is_dead(scope.parent):
                yield self._about(scope.element, self._never_triggered(scope))

    def _in(self, scope: Scope) -> Iterator[Violation]:
        dead = {node.id: node for node in self._layout.nodes(scope.element.id) if node.id not in self._fired}
        before = {node.id: self._before(node) for node in dead.values()}
        handed_on = self._handed_on(dead, before)
        for node in dead.values():
            if node.id in self._told or node.kind == "boundaryEvent" or node.event_sub_process:
                continue
            if why := self._own_reason(node, before[node.id], itself=True) or handed_on.get(node.id):
                yield self._about(node, why)

    def _handed_on(
        self, dead: Mapping[str, FlowElement], before: Mapping[str, Sequence[FlowElement]]
    ) -> dict[str, Obstacle]:
        """Return, by node, the reason that the nearest node before it has."""
        found: dict[str, Obstacle] = {}
        waiting = deque[str]()
        for node in dead.values():
            if why := self._own_reason(node, before[node.id], itself=False):
                found[node.id] = why
                waiting.append(node.id)
        while waiting:
            at = waiting.popleft()
            for after in leads_to(self._model, dead[at]):
                if after in dead and after not in found:
                    found[after] = found[at]
                    waiting.append(after)
        return found

    def _about(self, node: FlowElement, why: Obstacle) -> Violation:
        return Violation("dead-activity", node, why.reason, why.advice)

    def _is_dead(self, scope: Scope) -> bool:
        """Return true if nothing in a scope ever runs."""
        if any(around.element.id not in self._fired for around in scope.around() if around.parent and _plain(around)):
            return True
        begins = [node for node in self._layout.nodes(scope.element.id) if node.id in self._layout.enter]
        return bool(begins) and not any(node.id in self._fired for node in begins)

    def _before(self, node: FlowElement) -> list[FlowElement]:
        """Return the nodes from which tokens come: by flows, by links, and for a boundary event its host."""
        if node.kind == "boundaryEvent":
            return [self._model.by_id[node.attached_to]] if node.attached_to is not None else []
        sources = [self._model.by_id[flow.source or ""] for flow in self._model.incoming.get(node.id, ())]
        return sources + self._throwing.get(node.id, [])

    def _own_reason(self, node: FlowElement, before: Sequence[FlowElement], *, itself: bool) -> Obstacle | None:
        running = [each for each in before if each.id in self._fired]
        if itself and node.id in self._stuck:
            others = listed(named(self._model.by_id[each]) for each in sorted(self._told))
            return Obstacle(f"because it waits for ever, as {others} does", "Remove that deadlock first.")
        if stuck := next((each for each in [*([] if itself else [node]), *before] if each.id in self._stuck), None):
            return Obstacle(f"because {named(stuck)} before it waits for ever", "Remove that deadlock first.")
        if node.kind == "boundaryEvent" and running:
            thrown = "happens" if self._layout.receives(node) == [[]] else "comes: its message is never sent in time"
            return Obstacle(
                f"because what {named(node)} waits for never {thrown}",
                "Throw it in the activity that the event is attached to, or remove the event and what follows it.",
            )
        if not running:
            return self._never_started(node, itself=itself)
        if waits_for(node, len(before)) != "all":
            return self._not_taken(node, running, itself=itself)
        missing = listed(named(each) for each in before if each not in running)
        never = f"needs a token from {missing}, which never runs" if missing else "never has a token on every way in"
        return Obstacle(
            f"because {'it' if itself else named(node)} {never}",
            "Join the paths with the kind of gateway that split them.",
        )

    def _never_started(self, node: FlowElement, *, itself: bool) -> Obstacle | None:
        """Return why an event that begins something never happens; None for what is not begun by an event."""
        if not is_start(node) or node.id not in self._layout.enter:
            return None
        about = "it" if itself else named(node)
        if self._layout.receives(node) == [[]]:
            return Obstacle(
                f"because what {about} waits for never happens", "Throw it, or remove it and what follows it."
            )
        return Obstacle(
            f"because no message that {about} waits for is ever sent", "Send it, or remove what follows it."
        )

    def _not_taken(self, node: FlowElement, running: Sequence[FlowElement], *, itself: bool) -> Obstacle:
        """Return why no token comes from nodes that do run."""
        it = "it" if itself else named(node)
        if self._layout.receives(node) != [[]]:
            return Obstacle(
                f"because the message that {it} waits for is never sent in time",
                "Let the other process send it, or remove what waits for it.",
            )
        for source in running:
            flows = self._model.outgoing.get(source.id, ())
            if any(flow.target == node.id for flow in flows) and leaving(source, flows).how != "all":
                return _never_chosen(source, flows, node, it)
        sources = listed([named(source) for source in running], "or")
        return Obstacle(
            f"because {sources} before it never ends in a way that leads here",
            "Follow what runs there, or remove what cannot be reached.",
        )

    def _never_triggered(self, scope: Scope) -> Obstacle:
        starts = scope.parent.beside.get(scope.element.id, ()) if scope.parent else ()
        what = listed([named(start) for start in starts], "or") or "a start event"
        return Obstacle(
            f"because nothing beside it throws what {what} waits for",
            "Throw it in the process or sub-process around it, or remove it.",
        )


def _never_chosen(source: FlowElement, flows: Sequence[FlowElement], node: FlowElement, it: str) -> Obstacle:
    """Return why a decision that is made never leads to a node."""
    never = [flow for flow in flows if flow.target == node.id and constant(flow.condition) is False]
    always = [flow for flow in flows if flow.target != node.id and constant(flow.condition) is True]
    if never:
        reason = f"because the condition of {named(never[0])} is never true"
    elif always:
        reason = (
            f"because the condition of {named(always[0])} is always true, so the default flow to {it} is never taken"
        )
    else:
        reason = f"because {named(source)} never takes the flow to {it}"
    return Obstacle(reason, "Correct the condition, or remove the branch that is never taken.")


def _plain(scope: Scope) -> bool:
    return not scope.element.event_sub_process
