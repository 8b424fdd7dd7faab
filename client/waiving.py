"""What is accepted: waivers of findings."""

from dataclasses import dataclass
from typing import Final

from client.answers import Problem
from client.exchange import Data, Operation

_WAIVER: Final = "waiver { id rule about reason by until withdrawnAt } problems { code message line column path }"
WAIVE_FINDING: Final = f"mutation WaiveFinding($input: WaiveInput!) {{ waiveFinding(input: $input) {{ {_WAIVER} }} }}"
WITHDRAW_WAIVER: Final = (
    f"mutation WithdrawWaiver($input: WithdrawInput!) {{ withdrawWaiver(input: $input) {{ {_WAIVER} }} }}"
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """That somebody accepts what a rule finds."""

    id: str
    rule: str
    about: str
    reason: str
    by: str
    until: str | None
    """The last day on which it holds."""
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class Waived:
    """The waiver that was made or withdrawn, or the problems that prevented it."""

    waiver: Waiver | None
    problems: tuple[Problem, ...]


def waive_finding(about: str, *, reason: str, rule: str | None = None, until: str | None = None) -> Operation[Waived]:
    """Accept a finding; or what a rule finds in a model, or on an element of it. `until` is a day."""
    given = {"about": about, "rule": rule, "reason": reason, "until": until}
    return Operation(WAIVE_FINDING, {"input": given}, lambda data: _waived(data["waiveFinding"]))


def withdraw_waiver(waiver: str) -> Operation[Waived]:
    """What it accepted counts again."""
    return Operation(WITHDRAW_WAIVER, {"input": {"waiver": waiver}}, lambda data: _waived(data["withdrawWaiver"]))


def _waived(row: Data) -> Waived:
    made = row["waiver"]
    waiver = made and Waiver(
        id=made["id"],
        rule=made["rule"],
        about=made["about"],
        reason=made["reason"],
        by=made["by"],
        until=made["until"],
        withdrawn_at=made["withdrawnAt"],
    )
    return Waived(waiver, tuple(Problem(**problem) for problem in row["problems"]))
