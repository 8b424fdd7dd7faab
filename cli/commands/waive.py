"""`ameide waive`: accept a finding, for a reason and until a day; or withdraw a waiver."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection, problems
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import short

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import WaiveFields

About = Annotated[
    str,
    typer.Argument(
        help="A finding; or, with --rule, a model or an element of it. With --withdraw, a waiver.",
        metavar="FINDING|MODEL[#ELEMENT]",
        autocompletion=completion.ids,
    ),
]
Rule = Annotated[
    str | None, typer.Option(help="Rule to waive, if no finding is named.", autocompletion=completion.rules)
]


def waive(
    about: About,
    rule: Rule = None,
    reason: Annotated[str, typer.Option(help="Reason for the waiver; stored with it.")] = "",
    until: Annotated[str | None, typer.Option(help="Last day of the waiver, such as 2030-06-30.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw the waiver.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Accept a finding in this and later versions, so that it no longer blocks generation. Builds record the waiver."""
    with Output(as_json) as output:
        if not withdraw and not reason.strip():
            raise UsageWrong("Missing option --reason.", hint="Say why the finding is accepted: --reason TEXT")
        if not (withdraw or rule or about.startswith("finding:")):
            raise UsageWrong(
                f"Missing option --rule: {about} is not a finding.", hint="`ameide rules` lists the rules."
            )
        said = {"reason": reason, "rule": rule, "until": until}
        done = connection.ask(url, token, lambda client: _ask(client, about, None if withdraw else said))
        for text in problems.texts(done.problems, about):
            output.stderr.print(text, soft_wrap=True)
        if made := done.waiver:
            ends = f"withdrawn at {made.withdrawn_at}" if made.withdrawn_at else f"until {made.until or 'withdrawn'}"
            output.show(styled((made.id, "bold"), f"  {made.rule} on {short(made.about)}: {ends}"))
        told = done.waiver and done.waiver.model_dump(mode="json")
        output.result({"waiver": told, "problems": problems.as_json(done.problems)})
        output.exit(problems.status(done.problems))


async def _ask(client: "AsyncClient", about: str, said: dict[str, Any] | None) -> "WaiveFields":
    """Make a waiver with what is said of it; withdraw one where nothing is."""
    from ameide_client.generated import WaiveInput, WithdrawInput

    if said is None:
        return await client.withdraw_waiver(WithdrawInput(waiver=about))
    return await client.waive_finding(WaiveInput(about=about, **said))
