"""`ameide waive`: what a rule finds is accepted, for a reason and until a day; or no longer."""

from dataclasses import asdict
from typing import Annotated

import typer

from cli import completion, connection, problems
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import short

About = Annotated[
    str,
    typer.Argument(
        help="A finding; or, with --rule, a model or an element of it. With --withdraw, a waiver.",
        metavar="FINDING|MODEL[#ELEMENT]",
        autocompletion=completion.ids,
    ),
]
Rule = Annotated[str | None, typer.Option(help="The rule, where no finding says it.", autocompletion=completion.rules)]


def waive(
    about: About,
    rule: Rule = None,
    reason: Annotated[str, typer.Option(help="Why it is accepted; kept with it.")] = "",
    until: Annotated[str | None, typer.Option(help="The last day on which it is, as 2030-06-30.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="End a waiver.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Accept a finding, in this version and the next ones: then it stops no generation. Builds record it."""
    with Output(as_json) as output:
        if not withdraw and not reason.strip():
            raise UsageWrong("A waiver has a --reason.")
        if not (withdraw or rule or about.startswith("finding:")):
            raise UsageWrong(f"Say which --rule: {about} is no finding.", hint="`ameide rules` lists them.")
        done = connection.ask(
            url,
            token,
            lambda client: (
                client.withdraw_waiver(about)
                if withdraw
                else client.waive_finding(about, reason=reason, rule=rule, until=until)
            ),
        )
        for text in problems.texts(done.problems, about):
            output.stderr.print(text, soft_wrap=True)
        if made := done.waiver:
            ends = f"withdrawn at {made.withdrawn_at}" if made.withdrawn_at else f"until {made.until or 'withdrawn'}"
            output.show(styled((made.id, "bold"), f"  {made.rule} on {short(made.about)}: {ends}"))
        output.result({"waiver": done.waiver and asdict(done.waiver), "problems": problems.as_json(done.problems)})
        output.exit(problems.status(done.problems))
