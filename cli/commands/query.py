"""`ameide query`: run any GraphQL."""

from typing import Annotated

import typer

from cli import arguments, connection
from cli.errors import UsageWrong
from cli.options import Token, Url
from cli.output import Output


def query(
    text: Annotated[str, typer.Argument(help="Query, or @file with one; @- is stdin.", metavar="GRAPHQL")],
    variables: Annotated[
        str | None, typer.Option(help="Variables: a JSON object, or @file with one.", metavar="JSON")
    ] = None,
    _as_json: Annotated[bool, typer.Option("--json", help="Accepted; the answer is always JSON.")] = True,
    url: Url = None,
    token: Token = None,
) -> None:
    """Run a GraphQL query and print its data as JSON."""
    with Output(as_json=True) as output:
        document = arguments.text_or_file(text)
        if not document.strip():
            raise UsageWrong("The query is empty.", hint="Example: ameide query '{ viewer { tenant } }'")
        given = arguments.variables(variables)
        output.result(connection.ask(url, token, lambda client: client.query(document, given)))
