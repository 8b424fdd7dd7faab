"""Types for accepting a finding, and for withdrawing a waiver."""

from datetime import date

import strawberry

from schema.problem import Problem
from schema.waiver import Waiver


@strawberry.input(description="The finding to accept, and the reason.")
class WaiveInput:
    """Input of waiveFinding."""

    about: strawberry.ID = strawberry.field(
        description="Id of a finding; or, together with a rule, of a model or element: `order-to-cash#Task_Ship`."
    )
    rule: str | None = strawberry.field(
        default=None,
        description="The rule, by its id or another tool's name for it; not needed with the id of a finding.",
    )
    reason: str = strawberry.field(description="The reason.")
    until: date | None = strawberry.field(
        default=None, description="The last day on which the waiver is in force; null means without end."
    )


@strawberry.input(description="A waiver to withdraw.")
class WithdrawInput:
    """Input of withdrawWaiver."""

    waiver: strawberry.ID = strawberry.field(description="Id of the waiver.")


@strawberry.type(description="The result of waiving or withdrawing.")
class WaivePayload:
    """Answer of waiveFinding and withdrawWaiver."""

    waiver: Waiver | None = strawberry.field(description="The waiver that was made or withdrawn.")
    problems: list[Problem] = strawberry.field(description="The reasons why nothing was changed.")
