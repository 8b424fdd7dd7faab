"""Tell where a token goes after a step: by conditions that can be run, or as an action decides."""

from pipeline.ir.tokens.ways import Leaving, leaving
from pipeline.ir.workflow import FlowElement
from pipeline.targets.common import naming
from pipeline.targets.common.condition import Condition
from pipeline.targets.common.safe_condition import condition
from pipeline.targets.execution.builder import ProcessBuilder
from pipeline.targets.execution.plan import Asked, Branch, Choice, Exit, Onward, Tested
from pipeline.targets.execution.work import Hop


def leave(builder: ProcessBuilder, element: FlowElement) -> Exit:
    """Return the exit of a step."""
    if element.link_names and element.kind == "intermediateThrowEvent":
        return Onward(hops=tuple(Hop(step=builder.step(event)) for event in builder.model.linked[element.id]))
    if element.kind in {"eventBasedGateway", "endEvent"}:
        return Onward()
    left = leaving(element, builder.outgoing(element))
    if left.how == "all":
        return Onward(hops=tuple(builder.hop(flow) for flow in left.flows))
    if left.how == "some" and not left.asked:
        # nothing is asked: all ways are taken, the default one only where there is no other
        taken = left.always or ((left.default,) if left.default else ())
        return Onward(hops=tuple(builder.hop(flow) for flow in taken))
    return _tested(builder, element, left) or _asked(builder, element, left)


def _tested(builder: ProcessBuilder, element: FlowElement, left: Leaving) -> Tested | None:
    """Return the exit by conditions, where at least one can be run; an action answers each of the others."""
    conditions = {flow.id: condition(flow.condition) for flow in left.asked}
    many = left.how == "some"
    if not any(conditions.values()) or (left.always and not many):
        return None
    return Tested(
        many=many,
        branches=tuple(_branch(builder, element, flow, conditions[flow.id]) for flow in left.asked),
        default=builder.hop(left.default) if left.default else None,
        always=tuple(builder.hop(flow) for flow in left.always),
    )


def _branch(builder: ProcessBuilder, element: FlowElement, flow: FlowElement, found: Condition | None) -> Branch:
    if found is not None:
        return Branch(condition=found, hop=builder.hop(flow))
    step = builder.step(element)
    way = next(filter(None, _wanted(builder, flow)))
    action = builder.actions.add(
        flow,
        "holds",
        f"{step}_goes_to_{way}"[:70],
        text=flow.condition.text if flow.condition else "",
        variable=f"{step}_{way}",
    )
    return Branch(action=action, hop=builder.hop(flow))


def _asked(builder: ProcessBuilder, element: FlowElement, left: Leaving) -> Asked:
    many = left.how == "some"
    preferred = sorted(left.flows, key=lambda flow: flow.id != element.default)
    action = builder.actions.add(
        element,
        "choose_many" if many else "choose",
        f"decide_{builder.step(element)}",
        choices=tuple((flow.id, flow.condition.text if flow.condition else "", flow.name) for flow in preferred),
        variable=builder.step(element),
    )
    choices = tuple(Choice(word=flow.id, hop=builder.hop(flow)) for flow in left.flows)
    return Asked(many=many, action=action, choices=choices)


def _wanted(builder: ProcessBuilder, flow: FlowElement) -> tuple[str, ...]:
    target = builder.model.by_id[flow.target or ""]
    return naming.snake(flow.name), builder.step(target)
