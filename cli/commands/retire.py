"""`ameide retire`: a model ends, and its history stays."""

from typing import Annotated

import typer

from cli import completion, connection, problems
from cli.options import Json, Token, Url
from cli.output import Output, styled

Model = Annotated[str, typer.Argument(help="Id of the model.", metavar="MODEL", autocompletion=completion.ids)]
Reason = Annotated[str, typer.Option(help="Why; kept with it.")]


def retire(model: Model, reason: Reason = "", as_json: Json = False, url: Url = None, token: Token = None) -> None:
    """End a model and keep its history: nobody's references mean it any more. It does not come back."""
    with Output(as_json) as output:
        done = connection.ask(url, token, lambda client: client.retire_model(model, reason=reason))
        for text in problems.texts(done.problems, model):
            output.stderr.print(text, soft_wrap=True)
        if done.model:
            output.show(styled(f"{done.model} is retired since {done.until}."))
        output.result({"model": done.model, "until": done.until, "problems": problems.as_json(done.problems)})
        output.exit(problems.status(done.problems))
