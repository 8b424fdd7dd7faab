"""`ameide serve`: serve until Ctrl-C."""

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli import demo
from cli.errors import UsageWrong
from cli.options import Json
from cli.output import Output, styled

if TYPE_CHECKING:
    from settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: AMEIDE_HOST or 127.0.0.1).")] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port to listen on, 0 for any free one (default: AMEIDE_PORT or 8000).", min=0, max=65535),
    ] = None,
    with_demo: Annotated[
        bool, typer.Option("--demo", help="Import the examples first, and generate code from them.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Serve GraphQL and the GraphiQL page until Ctrl-C."""
    with Output(as_json) as output:
        # broken plug-ins are found while app is imported; it logs them once its log has begun
        logging.getLogger("pipeline.ir.plugins").addHandler(logging.NullHandler())
        import app
        from settings import Settings

        said = {"host": host, "port": port}
        settings = Settings.model_validate({name: value for name, value in said.items() if value is not None})
        if with_demo and settings.auth_keys is not None:
            raise UsageWrong("--demo signs in by itself, which AMEIDE_AUTH_KEYS forbids.")
        first = demo.loader(output) if with_demo else None
        asyncio.run(app.serve(settings, first=first, ready=partial(_tell, output, settings, with_demo)))


def _tell(output: Output, settings: "Settings", with_demo: bool, address: str) -> None:
    output.show(styled("GraphiQL     ", (f"{address}/graphiql/", "bold")))
    output.show(styled(f"GraphQL      {address}/graphql"))
    if with_demo:
        output.show(f"First query  {demo.FIRST_QUERY}")
    if settings.auth_keys is None:
        output.show(styled(f"Who asks without a token is signed in to tenant {settings.tenant}. Ctrl-C ends it."))
    output.result({"url": address, "graphiql": f"{address}/graphiql/", "graphql": f"{address}/graphql"})
    output.stdout.file.flush()  # who started it reads this from a pipe
