"""`ameide tenants`: list, create, move and retire tenants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cli import connection, problems
from cli.confirming import confirm
from cli.errors import UsageWrong
from cli.help import Command
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.shared import shared

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.create_tenant import CreateTenantCreateTenant as Created
    from app import Store

app = typer.Typer(help="Create, list, place, move and retire tenants.", no_args_is_help=True)

T = TypeVar("T")
Name = Annotated[
    str, typer.Argument(help="Name of the tenant: lower-case letters, digits and inner hyphens.", metavar="NAME")
]


@app.command(cls=Command)
@shared
def create(
    name: Name,
    on: Annotated[
        str | None,
        typer.Option(help="Database of the tenant: one of AMEIDE_DATABASES, or main.", metavar="SERVER"),
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Create a tenant with an empty graph. Needs the role platform-admin."""
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


@app.command("list", cls=Command)
@shared
def list_(as_json: Json = False, url: Url = None) -> None:
    """List the tenants of this machine's store."""
    with Output(as_json) as output:
        found = _here(url, lambda store: store.tenants.list())
        rows = [(tenant.name, tenant.server, tenant.created_at.isoformat(timespec="seconds")) for tenant in found]
        output.table(("tenant", "server", "created"), rows)
        told = [{"name": name, "server": server, "createdAt": created} for name, server, created in rows]
        output.result({"tenants": told})


@app.command(cls=Command)
@shared
def servers(as_json: Json = False, url: Url = None) -> None:
    """List the databases, and how many tenants each has."""
    with Output(as_json) as output:
        found = _here(url, lambda store: store.tenants.places())
        output.table(
            ("server", "tenants"), [(name, number if number is not None else "away") for name, number in found.items()]
        )
        output.result({"servers": [{"name": name, "tenants": number} for name, number in found.items()]})


@app.command(cls=Command)
@shared
def move(
    name: Name,
    to: Annotated[str, typer.Option(help="Database to move to: one of AMEIDE_DATABASES, or main.", metavar="SERVER")],
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Move a tenant to another database; it stays readable. If interrupted, run it again to continue."""
    with Output(as_json) as output:
        with output.progress() as progress:
            task = progress.add_task(f"Moving {name}", total=None)

            def tell(done: int) -> None:
                progress.update(task, completed=done)

            _here(url, lambda store: store.tenants.move(store.servers, name, to, tell))
        output.say(f"{name} is on {to}.")
        output.result({"tenant": name, "server": to})


@app.command(cls=Command)
@shared
def retire(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Remove a tenant and everything its graph holds; irreversible."""
    with Output(as_json) as output:
        if not yes:
            confirm(name, f"Everything in {name}", "name")
        _here(url, lambda store: store.tenants.retire(name))
        output.say(f"{name} was removed.")
        output.result({"tenant": name})


async def _create(client: "AsyncClient", name: str) -> "Created":
    from ameide_client.generated import CreateTenantInput

    return await client.create_tenant(CreateTenantInput(name=name))


def _here(url: str | None, work: "Callable[[Store], Awaitable[T]]") -> T:
    """Work on the store of this machine's settings: it takes the administrative login, which no server lends."""
    if url is not None:
        hint = "Run it on the machine of the database, without --url and AMEIDE_URL."
        raise UsageWrong("`tenants` does not work over HTTP.", hint=hint)

    async def working() -> T:
        from app import opened
        from settings import Settings

        async with opened(Settings()) as store:
            return await work(store)

    return asyncio.run(working())
