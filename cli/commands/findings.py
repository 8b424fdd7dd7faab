"""`ameide findings`: list the findings on stored models."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection
from cli.choosing import one_of
from cli.commands.search import Severity
from cli.findings import counted, finding_json, level_of
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.problems import STYLES
from cli.report import told
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient


def findings(
    of: Annotated[
        str | None,
        typer.Argument(
            help="Only those of this model, version or element.", metavar="[ID]", autocompletion=completion.ids
        ),
    ] = None,
    rule: Annotated[
        str | None, typer.Option(help="Only findings of this rule.", autocompletion=completion.rules)
    ] = None,
    severity: Annotated[
        Severity | None, typer.Option(help="Only findings of this severity.", **one_of(Severity, "severity"))
    ] = None,
    waived: Annotated[bool | None, typer.Option("--waived/--open", help="Only waived, or only open findings.")] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """List the findings on current versions, worst first."""
    with Output(as_json) as output:
        asked = {"rule": rule, "severity": severity and severity.value.upper(), "waived": waived}
        found = connection.ask(url, token, lambda client: _all(client, of, asked))
        rows = [
            (each.id, styled((level := level_of(each), STYLES[level])), each.rule,
             (each.element and each.element.id) or "", each.message)
            for each in found
        ]  # fmt: skip
        if rows:
            output.table(("id", "severity", "rule", "element", "message"), rows)
        output.say(f"{count(len(rows), 'finding')}{f': {told(counted(found))}' if rows else ''}.")
        output.result({"findings": [finding_json(each) for each in found]})


async def _all(client: "AsyncClient", of: str | None, asked: dict[str, Any]) -> list[Any]:
    from ameide_client.generated import FindingFilter
    from ameide_client.pages import every_async

    place = {} if of is None else {"element": of} if "#" in of else {"version": of}
    wanted = FindingFilter(**place, **{name: value for name, value in asked.items() if value is not None})
    pages = every_async(lambda after: client.findings(first=1000, after=after, filter_=wanted))
    return [each async for each in pages]
