"""`ameide migrate`: bring a store to this release."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Protocol

import typer

from cli.commands.export import ONLY_HERE
from cli.errors import UsageWrong
from cli.options import Json, Url
from cli.output import Output
from cli.release import release
from cli.text import count


class Plan(Protocol):
    """Migration of one tenant, or of the control tables of a database."""

    @property
    def tenant(self) -> str | None: ...
    @property
    def subject(self) -> str: ...
    @property
    def server(self) -> str: ...
    @property
    def revision(self) -> str | None: ...
    @property
    def target(self) -> str: ...
    @property
    def derived(self) -> Sequence[str]: ...


def migrate(
    plan: Annotated[bool, typer.Option("--plan", help="Only show what would be done.")] = False,
    as_json: Json = False,
    url: Url = None,
) -> None:
    """Upgrade this machine's store to this release, tenant by tenant. `ameide serve` does it on start.

    If interrupted, run it again to continue. A store that a newer release has changed is refused.
    """
    with Output(as_json) as output:
        if url is not None:
            raise UsageWrong("A server does not migrate its store when asked.", hint=ONLY_HERE)
        plans = asyncio.run(_planned() if plan else _migrated(output))
        if plan:
            _show(output, plans)
        output.say(_summary(plans, plan))
        output.result({"release": release(), "planned": plan, "steps": [_as_json(each) for each in plans]})


async def _planned() -> Sequence[Plan]:
    import app
    from settings import Settings

    async with app.connected(Settings()) as store:
        return await store.tenants.plans()


async def _migrated(output: Output) -> Sequence[Plan]:
    import app
    from settings import Settings

    async with app.connected(Settings()) as store:
        plans = await store.tenants.plans()
        with output.progress() as progress:
            task = progress.add_task("Migrating", total=len(plans))

            def tell(done: Plan) -> None:
                output.say(_line(done))
                progress.advance(task)

            await store.tenants.migrate(tell)
    return plans


def _show(output: Output, plans: Sequence[Plan]) -> None:
    rows = [
        (plan.server, plan.subject, plan.revision or "none", plan.target, ", ".join(plan.derived) or "–")
        for plan in plans
    ]
    if rows:
        output.table(("server", "tenant", "from", "to", "made anew"), rows)


def _line(plan: Plan) -> str:
    tables = [] if plan.revision == plan.target else [f"{plan.revision or 'none'} → {plan.target}"]
    return f"{plan.subject}: {', '.join([*tables, *plan.derived])}"


def _summary(plans: Sequence[Plan], planned: bool) -> str:
    if not plans:
        return f"The store is at release {release()}."
    return f"{count(len(plans), 'schema')} {'would be ' if planned else ''}brought to release {release()}."


def _as_json(plan: Plan) -> dict[str, Any]:
    return {
        "server": plan.server,
        "tenant": plan.tenant,
        "from": plan.revision,
        "to": plan.target,
        "madeAnew": list(plan.derived),
    }
