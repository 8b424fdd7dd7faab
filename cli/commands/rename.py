"""`ameide rename`: give a model another name."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli import completion, connection, problems
from cli.options import Json, Token, Url
from cli.output import Output, styled

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.rename_model import RenameModelRenameModel as Renamed

Model = Annotated[str, typer.Argument(help="Id of the model.", metavar="MODEL", autocompletion=completion.ids)]
Name = Annotated[str, typer.Argument(help="Its new id.", metavar="NAME")]


def rename(model: Model, name: Name, as_json: Json = False, url: Url = None, token: Token = None) -> None:
    """Store the current version of a model under another name, with its waivers, and retire the model."""
    with Output(as_json) as output:
        done = connection.ask(url, token, lambda client: _rename(client, model, name))
        for text in problems.texts(done.problems, model):
            output.stderr.print(text, soft_wrap=True)
        made = done.version
        if made:
            output.show(styled((made.id, "bold"), f"  was {model}, which is retired"))
        told = {"model": made and made.model.id, "version": made and made.id}
        output.result(told | {"problems": problems.as_json(done.problems)})
        output.exit(problems.status(done.problems))


async def _rename(client: "AsyncClient", model: str, name: str) -> "Renamed":
    from ameide_client.generated import RenameModelInput

    return await client.rename_model(RenameModelInput(model=model, name=name))
