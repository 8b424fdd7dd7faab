"""waiveFinding and withdrawWaiver."""

from typing import Final, cast

from pipeline.ir.waiving import Waived
from pipeline.operations import waive as waiving
from resolvers.context import Info
from resolvers.errors import checked
from resolvers.importing import told
from schema.problem import Problem
from schema.waiver import Waiver
from schema.waiving import WaiveInput, WaivePayload, WithdrawInput

_LONGEST_REASON: Final = 2_000


async def waive_finding(info: Info, given: WaiveInput) -> WaivePayload:
    """Accept what a rule finds."""
    context = info.context
    reason = checked(given.reason).strip()
    if not 0 < len(reason) <= _LONGEST_REASON:
        message = f"A waiver has a reason of at most {_LONGEST_REASON} characters."
        return WaivePayload(waiver=None, problems=[Problem(code="BAD_REASON", message=message, path="reason")])
    about, rule = checked(given.about), None if given.rule is None else checked(given.rule)
    await context.renew()
    made = await waiving.waive(
        about, rule, reason, given.until, context.graphs, context.principal.tenant, context.actor
    )
    return await _payload(info, made, given.about)


async def withdraw_waiver(info: Info, given: WithdrawInput) -> WaivePayload:
    """Withdraw a waiver: what it accepted counts again."""
    context = info.context
    await context.renew()
    done = await waiving.withdraw(checked(given.waiver), context.graphs, context.principal.tenant, context.actor)
    return await _payload(info, done, given.waiver)


async def _payload(info: Info, made: Waived, uid: str) -> WaivePayload:
    await info.context.renew()
    loaders = info.context.loaders
    waiver = None if made.waiver is None else cast("Waiver | None", await loaders.node(made.waiver))
    return WaivePayload(waiver=waiver, problems=await told(info.context, made.problems, uid))
