"""`ameide tenants`: whose graphs there are."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cli import connection, problems
from cli.errors import UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output, styled

if TYPE_CHECKING:
    from app import Store

app = typer.Typer(help="Create, list and retire tenants.", no_args_is_help=True)

T = TypeVar("T")
Name = Annotated[str, typer.Argument(help="Lower-case letters, digits and inner hyphens.", metavar="NAME")]


@app.command()
def create(name: Name, as_json: Json = False, url: Url = None, token: Token = None) -> None:
    """Give a new tenant an empty graph of its own. Needs the role platform-admin."""
    with Output(as_json) as output:
        made = connection.ask(url, token, lambda client: client.create_tenant(name))
        for text in problems.texts(made.problems, name):
            output.stderr.print(text, soft_wrap=True)
        if made.tenant:
            output.show(styled(made.tenant))
        output.result({"tenant": made.tenant, "problems": problems.as_json(made.problems)})
        output.exit(problems.status(made.problems))


@app.command("list")
def list_(as_json: Json = False, url: Url = None) -> None:
    """Name all tenants of this machine's store."""
    with Output(as_json) as output:
        found = _here(url, lambda store: store.tenants.list())
        rows = [(tenant.name, tenant.created_at.isoformat(timespec="seconds")) for tenant in found]
        output.table(("tenant", "created"), rows)
        output.result({"tenants": [{"name": name, "createdAt": created} for name, created in rows]})


@app.command()
def retire(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Remove a tenant of this machine's store, and for good everything that its graph holds."""
    with Output(as_json) as output:
        if not yes and typer.prompt(f"Everything in {name} will be lost. Type its name to go on", err=True) != name:
            raise UsageWrong("That is not its name; nothing was removed.")
        _here(url, lambda store: store.tenants.retire(name))
        output.say(f"{name} is no more.")
        output.result({"tenant": name})


def _here(url: str | None, work: "Callable[[Store], Awaitable[T]]") -> T:
    """On the store of this machine's settings: it takes its administrative login, which no server lends."""
    if url is not None:
        hint = "Run it where the database is, without --url and AMEIDE_URL."
        raise UsageWrong("A server neither lists nor retires tenants.", hint=hint)

    async def working() -> T:
        from app import opened
        from settings import Settings

        async with opened(Settings()) as store:
            return await work(store)

    return asyncio.run(working())
