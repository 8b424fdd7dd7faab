"""Accepting a finding, and withdrawing that."""

from datetime import date

import strawberry

from schema.problem import Problem
from schema.waiver import Waiver


@strawberry.input(description="What to accept, and why.")
class WaiveInput:
    """Input of waiveFinding."""

    about: strawberry.ID = strawberry.field(
        description="Id of a finding; or, together with a rule, of a model or element: `order-to-cash#Task_Ship`."
    )
    rule: str | None = strawberry.field(
        default=None, description="The rule, by its id or what others call it; a finding says it itself."
    )
    reason: str = strawberry.field(description="Why it is accepted.")
    until: date | None = strawberry.field(default=None, description="The last day on which it is; none means for good.")


@strawberry.input(description="A waiver to withdraw.")
class WithdrawInput:
    """Input of withdrawWaiver."""

    waiver: strawberry.ID = strawberry.field(description="Id of the waiver.")


@strawberry.type(description="What became of a waiver.")
class WaivePayload:
    """Answer of waiveFinding and withdrawWaiver."""

    waiver: Waiver | None = strawberry.field(description="The waiver, once it is made or withdrawn.")
    problems: list[Problem] = strawberry.field(description="Why nothing was changed.")
