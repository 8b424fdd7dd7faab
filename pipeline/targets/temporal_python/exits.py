"""Where a token goes after a step: gateways, conditional flows, and those who decide where the model does not say."""

from pipeline.ir.tokens import scopes
from pipeline.ir.workflow import Element
from pipeline.targets.common.condition import Condition
from pipeline.targets.common.safe_condition import condition
from pipeline.targets.temporal_python import names
from pipeline.targets.temporal_python.plan import Plan
from pipeline.targets.temporal_python.project import Asked, Branch, Choice, Exit, Onward, Tested
from pipeline.targets.temporal_python.project_work import Hop


def leave(plan: Plan, element: Element) -> Exit:
    """The exit of a step."""
    flows = plan.outgoing(element)
    if scopes.is_link(element) and element.kind == "intermediateThrowEvent":
        target = scopes.link_target(plan.model, element)
        return Onward(hops=(Hop(step=plan.step(target)),) if target else ())
    if element.kind in {"eventBasedGateway", "endEvent"}:
        return Onward()
    if element.kind == "parallelGateway" or not _decides(element, flows):
        return Onward(hops=tuple(plan.hop(flow) for flow in flows))
    many = element.kind != "exclusiveGateway"
    return _tested(plan, element, flows, many) or _asked(plan, element, flows, many)


def _decides(element: Element, flows: tuple[Element, ...]) -> bool:
    if element.kind in {"exclusiveGateway", "inclusiveGateway"}:
        return len(flows) > 1
    return any(flow.condition is not None or flow.id == element.default for flow in flows)


def _tested(plan: Plan, element: Element, flows: tuple[Element, ...], many: bool) -> Tested | None:
    """Conditions that can be run; None where one of them cannot, or too few flows have one."""
    default = next((flow for flow in flows if flow.id == element.default), None)
    open_flows = [flow for flow in flows if flow.condition is None and flow is not default]
    if default is None and not many and len(open_flows) == 1:
        default, open_flows = open_flows[0], []
    tested: list[tuple[Condition, Element]] = []
    for flow in flows:
        if flow is default or flow.condition is None:
            continue
        found = condition(flow.condition)
        if found is None:
            return None
        tested.append((found, flow))
    if not tested or (open_flows and not many):
        return None
    return Tested(
        many=many,
        branches=tuple(Branch(condition=found, hop=plan.hop(flow)) for found, flow in tested),
        default=plan.hop(default) if default else None,
        always=tuple(plan.hop(flow) for flow in open_flows),
    )


def _asked(plan: Plan, element: Element, flows: tuple[Element, ...], many: bool) -> Asked:
    words = names.Names()
    preferred = sorted(flows, key=lambda flow: flow.id != element.default)
    taken = {flow.id: words.take(*_wanted(plan, flow)) for flow in preferred}
    activity = plan.activities.add(
        element,
        "choose_many" if many else "choose",
        f"decide_{plan.step(element)}",
        choices=tuple((taken[flow.id], flow.condition.text if flow.condition else "") for flow in preferred),
        variable=plan.step(element),
    )
    choices = tuple(Choice(word=taken[flow.id], hop=plan.hop(flow)) for flow in flows)
    return Asked(many=many, activity=activity, choices=choices)


def _wanted(plan: Plan, flow: Element) -> tuple[str, ...]:
    target = plan.model.by_id[flow.target or ""]
    return names.snake(flow.name), plan.step(target)
