"""`ameide erase`: remove a model for good."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import connection, problems
from cli.commands.retire import Model, Reason
from cli.confirming import confirm
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.text import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ameide_client import AsyncClient
    from ameide_client.generated.erase_model import EraseModelEraseModel as Erased


def erase(
    model: Model,
    reason: Reason = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Remove a model and everything made from it that nothing else uses; irreversible. Needs the role admin."""
    with Output(as_json) as output:
        if not yes:
            confirm(model, f"Everything about {model}", "id")
        done = connection.ask(url, token, lambda client: _erase(client, model, reason))
        for text in problems.texts(done.problems, model):
            output.stderr.print(text, soft_wrap=True)
        stone = done.tombstone
        if stone:
            output.show(styled(f"{model} is erased: {told(stone.counts)}."))
            output.say(history_ends(stone.recorded_at))
        output.result(
            {
                "tombstone": stone and stone.id,
                "historyBegins": stone and stone.recorded_at,
                "counts": stone.counts if stone else {},
                "problems": problems.as_json(done.problems),
            }
        )
        output.exit(problems.status(done.problems))


async def _erase(client: "AsyncClient", model: str, reason: str) -> "Erased":
    from ameide_client.generated import EraseModelInput

    return await client.erase_model(EraseModelInput(model=model, confirm=model, reason=reason))


def told(counts: "Mapping[str, int]") -> str:
    """Return the counts, label by label."""
    return ", ".join(count(number, label.lower()) for label, number in counts.items()) or "nothing"


def history_ends(at: str | None) -> str:
    """Say what a tombstone means for questions about the past."""
    return f"History begins at {at}: answers as of a time before it are incomplete."
