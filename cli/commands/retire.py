"""`ameide retire`: end a model, and keep its history."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import completion, connection, problems
from cli.options import Json, Token, Url
from cli.output import Output, styled

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.retire_model import RetireModelRetireModel as Retired

Model = Annotated[str, typer.Argument(help="Id of the model.", metavar="MODEL", autocompletion=completion.ids)]
Reason = Annotated[str, typer.Option(help="Reason; stored with the model.")]


def retire(model: Model, reason: Reason = "", as_json: Json = False, url: Url = None, token: Token = None) -> None:
    """End a model but keep its history: references no longer resolve to it; irreversible."""
    with Output(as_json) as output:
        done = connection.ask(url, token, lambda client: _retire(client, model, reason))
        for text in problems.texts(done.problems, model):
            output.stderr.print(text, soft_wrap=True)
        ended = done.model
        if ended:
            output.show(styled(f"{ended.id} is retired since {ended.until}."))
        told = {"model": ended and ended.id, "until": ended and ended.until}
        output.result(told | {"problems": problems.as_json(done.problems)})
        output.exit(problems.status(done.problems))


async def _retire(client: "AsyncClient", model: str, reason: str) -> "Retired":
    from ameide_client.generated import RetireModelInput

    return await client.retire_model(RetireModelInput(model=model, reason=reason))
