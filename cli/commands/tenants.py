"""`ameide tenants`: list, create, move and retire tenants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cli import connection, problems
from cli.confirming import confirm
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.create_tenant import CreateTenantCreateTenant as Created
    from app import Store

app = typer.Typer(help="Create, list, place, move and retire tenants.", no_args_is_help=True)

T = TypeVar("T")
Name = Annotated[str, typer.Argument(help="Lower-case letters, digits and inner hyphens.", metavar="NAME")]


@app.command()
def create(
    name: Name,
    on: Annotated[
        str | None,
        typer.Option(help="The database to place it on: one of AMEIDE_DATABASES, or main.", metavar="SERVER"),
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Give a new tenant an empty graph of its own. Needs the role platform-admin."""
    with Output(as_json) as output:
        if on is not None:
            _here(url, lambda store: store.tenants.create(name, on=on))
            output.show(styled(name))
            output.result({"tenant": name, "server": on, "problems": []})
            return
        made = connection.ask(url, token, lambda client: _create(client, name))
        for text in problems.texts(made.problems, name):
            output.stderr.print(text, soft_wrap=True)
        if made.tenant:
            output.show(styled(made.tenant))
        output.result({"tenant": made.tenant, "problems": problems.as_json(made.problems)})
        output.exit(problems.status(made.problems))


@app.command("list")
def list_(as_json: Json = False, url: Url = None) -> None:
    """List all tenants of this machine's store."""
    with Output(as_json) as output:
        found = _here(url, lambda store: store.tenants.list())
        rows = [(tenant.name, tenant.server, tenant.created_at.isoformat(timespec="seconds")) for tenant in found]
        output.table(("tenant", "server", "created"), rows)
        told = [{"name": name, "server": server, "createdAt": created} for name, server, created in rows]
        output.result({"tenants": told})


@app.command()
def servers(as_json: Json = False, url: Url = None) -> None:
    """List the databases that tenants are placed on, and how many each has."""
    with Output(as_json) as output:
        found = _here(url, lambda store: store.tenants.places())
        output.table(
            ("server", "tenants"), [(name, number if number is not None else "away") for name, number in found.items()]
        )
        output.result({"servers": [{"name": name, "tenants": number} for name, number in found.items()]})


@app.command()
def move(
    name: Name,
    to: Annotated[str, typer.Option(help="A database of AMEIDE_DATABASES, or main.", metavar="SERVER")],
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Move a tenant to another database. Meanwhile it can be read; interrupted, it goes on when asked again."""
    with Output(as_json) as output:
        with output.progress() as progress:
            task = progress.add_task(f"Moving {name}", total=None)

            def tell(done: int) -> None:
                progress.update(task, completed=done)

            _here(url, lambda store: store.tenants.move(store.servers, name, to, tell))
        output.say(f"{name} is on {to}.")
        output.result({"tenant": name, "server": to})


@app.command()
def retire(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Remove a tenant of this machine's store, and for good everything that its graph holds."""
    with Output(as_json) as output:
        if not yes:
            confirm(name, f"Everything in {name}", "name")
        _here(url, lambda store: store.tenants.retire(name))
        output.say(f"{name} is no more.")
        output.result({"tenant": name})


async def _create(client: "AsyncClient", name: str) -> "Created":
    from ameide_client.generated import CreateTenantInput

    return await client.create_tenant(CreateTenantInput(name=name))


def _here(url: str | None, work: "Callable[[Store], Awaitable[T]]") -> T:
    """Work on the store of this machine's settings: it takes the administrative login, which no server lends."""
    if url is not None:
        hint = "Run it where the database is, without --url and AMEIDE_URL."
        raise UsageWrong("A server does not do this with tenants.", hint=hint)

    async def working() -> T:
        from app import opened
        from settings import Settings

        async with opened(Settings()) as store:
            return await work(store)

    return asyncio.run(working())
