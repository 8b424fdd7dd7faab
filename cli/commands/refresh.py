"""`ameide refresh`: import and build again what an earlier release recorded incompletely."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection, problems
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from ameide_client import AsyncClient
    from ameide_client.generated.refresh_models import RefreshModelsRefreshModels as Payload
    from ameide_client.generated.refresh_models import RefreshModelsRefreshModelsModels as Refreshed

    Done = tuple[Sequence[Refreshed], Sequence[problems.Problem]]

Models = Annotated[
    list[str] | None,
    typer.Argument(help="Ids of models (default: all).", metavar="[MODEL...]", autocompletion=completion.ids),
]


def refresh(
    models: Models = None,
    plan: Annotated[bool, typer.Option("--plan", help="Only show what would be done.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Import and build again, from the stored documents, what earlier releases recorded incompletely.

    If interrupted, run it again to continue; a repeated refresh does nothing.
    """
    with Output(as_json) as output:
        with output.progress() as progress:
            ask = partial(_planned if plan else _refreshed, models=models or None, progress=progress)
            done, refused = connection.ask(url, token, ask)
        for text in problems.texts(refused, "refresh"):
            output.stderr.print(text, soft_wrap=True)
        for each in done:
            _tell(output, each, planned=plan)
        output.say(_summary(done, planned=plan))
        failed = bool(refused) or any(each.problems for each in done)
        told = {"ok": not failed, "planned": plan, "models": [_as_json(each) for each in done]}
        output.result(told | {"problems": problems.as_json(refused)})
        output.exit(Status.PROBLEMS if failed else Status.OK)


async def _planned(client: "AsyncClient", *, models: Sequence[str] | None, progress: "Progress") -> "Done":
    payload = await _asked(client, models, dry_run=True)
    return payload.models, payload.problems


async def _refreshed(client: "AsyncClient", *, models: Sequence[str] | None, progress: "Progress") -> "Done":
    """Ask for one model after the other, so that progress is seen and no request takes long."""
    planned, refused = await _planned(client, models=models, progress=progress)
    done: list[Refreshed] = []
    for each in progress.track(planned, description="Refreshing"):
        work = each.parser is not None or each.builds
        done.extend((await _asked(client, [each.model], dry_run=False)).models if work else [each])
    return done, refused


async def _asked(client: "AsyncClient", models: Sequence[str] | None, *, dry_run: bool) -> "Payload":
    from ameide_client.generated import RefreshModelsInput

    return await client.refresh_models(RefreshModelsInput(models=models and list(models), dry_run=dry_run))


def _tell(output: Output, done: "Refreshed", *, planned: bool) -> None:
    for text in problems.texts(done.problems, done.model):
        output.stderr.print(text, soft_wrap=True)
    if done.parser is not None:
        becomes = "to be imported anew" if planned else f"imported anew as {done.version}" if done.version else "kept"
        output.show(styled((done.model, "bold"), f"  read by {done.parser}, {becomes}"))
    for build in done.builds:
        becomes = "to be built anew" if planned else f"built anew as {build.made}" if build.made else "kept"
        output.show(styled((done.model, "bold"), f"  {build.target}: {build.id} of Ameide {build.release}, {becomes}"))
    for left in done.left:
        said = f"  {left.target}: {left.id} stays, for {left.version} is not current; generate code of {done.model}"
        output.show(styled((done.model, "bold"), said))


def _summary(done: "Sequence[Refreshed]", *, planned: bool) -> str:
    imports = sum(each.parser is not None if planned else each.version is not None for each in done)
    builds = sum(planned or build.made is not None for each in done for build in each.builds)
    if not imports and not builds and not any(each.problems for each in done):
        return "Nothing to refresh."
    would = "would be " if planned else ""
    return f"{count(imports, 'model')} {would}imported anew, {count(builds, 'build')} {would}made anew."


def _as_json(done: "Refreshed") -> dict[str, Any]:
    def told(builds: "Sequence[Any]") -> list[dict[str, Any]]:
        return [
            {name: getattr(each, name) for name in ("id", "target", "version", "release", "made")} for each in builds
        ]

    return {
        "model": done.model,
        "parser": done.parser,
        "version": done.version,
        "builds": told(done.builds),
        "left": told(done.left),
        "problems": problems.as_json(done.problems),
    }
