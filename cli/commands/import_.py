"""`ameide import`: import documents into the graph, each as the next version of its model."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cli import arguments, collecting, completion, connection, fetching, naming, problems, reading, report
from cli.collecting import Collection
from cli.errors import CommandError, ConnectionRefused, UsageWrong
from cli.failures import explained
from cli.fetching import Fetched
from cli.findings import counted
from cli.importing import Asked, Tried, Wanted
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from ameide_client import AsyncClient
    from ameide_client.generated.import_model import ImportModelImportModel as Imported


Name = Annotated[str | None, typer.Option(help="Id of the model, for one file (default: the path of the file).")]
NewVersionOf = Annotated[
    str | None,
    typer.Option(
        help="Model that the file is a new version of, even if they share no element; for one file.",
        autocompletion=completion.ids,
    ),
]
Prefix = Annotated[str | None, typer.Option(help="Beginning of the models' ids, before the paths of their files.")]
Commit = Annotated[
    str | None,
    typer.Option(help="Commit that the files come from; stored with the version (default: asked of git)."),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="Notation of the files, if neither content nor names show it; see `ameide formats`.",
        autocompletion=completion.formats,
    ),
]
Whence = Annotated[
    str | None,
    typer.Option(help="Name of what the files are part of (default: address of repository, archive or folder)."),
]


def import_(
    files: Annotated[list[str], typer.Argument(help="Files, folders or patterns; - is stdin.", metavar="FILE...")],
    name: Name = None,
    new_version_of: NewVersionOf = None,
    prefix: Prefix = None,
    commit: Commit = None,
    format_: Format = None,
    atomic: Annotated[bool, typer.Option("--atomic", help="Import all files or, if one cannot be, none.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Retire models whose file is gone from the folder; irreversible.")
    ] = False,
    origin: Whence = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Store models, each file as a new version of the model named after its path.

    Folders, archives and git repositories (also by address) are searched; `.ameideignore` names exceptions.
    """
    asked = Asked(name, new_version_of, prefix, commit, format_, origin)
    with Output(as_json) as output, fetching.fetched(files) as fetched:
        chosen = arguments.chosen([str(fetched[each].folder) if each in fetched else each for each in files])
        collections = collecting.collections(files, fetched, origin) if prune else ()
        if prune and not collections:
            raise UsageWrong("--prune goes with a folder, an archive or a repository.")
        with output.progress() as progress:
            wanted = _wanted(asked, chosen.files, fetched)
            run = partial(_run, wanted=wanted, atomic=atomic, collections=collections)
            tried, retired = connection.ask(url, token, partial(run, progress=progress))
        skipped = chosen.skipped + sum(each.skipped for each in fetched.values())
        ignored = chosen.ignored + sum(each.ignored for each in fetched.values())
        _report(output, tried, skipped, ignored, retired if prune else None)
        output.exit(_status(tried, format_))


def _wanted(asked: Asked, below: Mapping[Path, Path | None], fetched: Mapping[str, Fetched]) -> Wanted:
    paths = tuple(below)
    alone = bool(asked.name or asked.new_version_of)
    if len(paths) > 1 and alone:
        raise UsageWrong(f"--name and --new-version-of are for one file; these are {len(paths)}.")
    return Wanted(
        new_version_of=asked.new_version_of,
        commit=asked.commit,
        format=asked.format,
        names=dict.fromkeys(paths, asked.name) if alone else naming.named(below, asked.prefix),
        origins=collecting.origins(paths, below, fetched, asked.origin),
        below=below,
        shown=collecting.shown(paths, fetched),
    )


def _report(output: Output, tried: Sequence[Tried], skipped: int, ignored: int, retired: Sequence[str] | None) -> None:
    for each in tried:
        _tell(output, each)
    _next(output, [each.imported.version.model.id for each in tried if each.imported and each.imported.version])
    _sum_up(output, tried, skipped, ignored, retired)
    output.result(
        {
            "ok": not any(each.problems for each in tried),
            "files": [each.as_json() for each in tried],
            "skipped": skipped,
            "ignored": ignored,
            "retired": list(retired or ()),
        }
    )


def _ordered(paths: Sequence[Path], wanted: Wanted) -> list[Path]:
    """Return the files, those first that others refer to; a file that cannot be read stays where it is."""
    from pipeline.ir.document import Document
    from pipeline.operations.ordering import ordered

    if len(paths) < 2:
        return [*paths]
    documents = []
    for path in paths:
        try:
            content = reading.content(path)
        except CommandError:
            content = b""
        documents.append(Document(content=content, format=wanted.format, path=path.name))
    return [paths[at] for at in ordered(documents)]


def _sum_up(output: Output, tried: Sequence[Tried], skipped: int, ignored: int, retired: Sequence[str] | None) -> None:
    """Say how many files were imported, and how many were not."""
    if len(tried) == 1 and not skipped and not ignored and retired is None:
        return
    failed = sum(bool(each.problems) for each in tried)
    unchanged = sum(bool(each.imported and each.imported.unchanged) for each in tried)
    said = [f"{count(len(tried) - failed, 'file')} imported, {failed} failed"]
    said += [f"{unchanged} unchanged"] if unchanged else []
    said += [f"{count(skipped, 'other file')} skipped"] if skipped else []
    said += [f"{ignored} ignored"] if ignored else []
    said += [f"{count(len(retired), 'model')} retired"] if retired else []
    output.say("; ".join(said) + ".")
    if retired is not None and failed:
        output.message("warning", "Nothing was retired, since not all files were imported.", style="yellow")


def _next(output: Output, models: Sequence[str]) -> None:
    """Say what can be asked of what is stored now."""
    if len(models) == 1:
        output.say(f"Next: `ameide findings {models[0]}`, `ameide impact {models[0]}`, `ameide show {models[0]}`.")
    elif models:
        output.say("Next: `ameide list`, `ameide findings`, `ameide impact ID`.")


def _status(tried: Sequence[Tried], format_: str | None) -> Status:
    """Return what the problems of all files mean; a format that is not known was asked for on the command line."""
    found = [problem for each in tried for problem in each.problems]
    if format_ is not None and any(problem.code == "UNKNOWN_FORMAT" for problem in found):
        return Status.USAGE
    return problems.status(found)


async def _run(
    client: "AsyncClient",
    *,
    wanted: Wanted,
    atomic: bool,
    collections: Sequence[Collection],
    progress: "Progress",
) -> tuple[Sequence[Tried], Sequence[str]]:
    """Import, and then retire what is gone; nothing is retired if a file cannot be imported."""
    order = _ordered([*wanted.names], wanted)
    tried = await (_together if atomic else _each)(client, order, wanted, progress)
    if any(each.problems for each in tried):
        return tried, ()
    return tried, await collecting.retired(client, collections)


async def _each(client: "AsyncClient", paths: Sequence[Path], wanted: Wanted, progress: "Progress") -> Sequence[Tried]:
    taken = naming.taken(wanted.names) if wanted.new_version_of is None else {}
    return [
        _twice(path, taken[path], wanted) if path in taken else await _one(client, path, wanted)
        for path in progress.track(paths, description="Importing")
    ]


async def _together(
    client: "AsyncClient", paths: Sequence[Path], wanted: Wanted, progress: "Progress"
) -> Sequence[Tried]:
    """Import all files or none."""
    from ameide_client.generated import ImportModelsInput

    taken = naming.taken(wanted.names)
    tried = [_twice(path, taken[path], wanted) for path in paths if path in taken]
    documents = []
    for path in progress.track(paths, description="Reading"):
        try:
            documents.append(wanted.given(path))
        except CommandError as error:
            tried.append(wanted.tried(path, problems=(problems.of_error(error),)))
    if tried:
        return tried
    found = await client.import_models(ImportModelsInput(documents=documents))
    if not found.results:
        return [wanted.tried(paths[0], problems=found.problems)]
    return [
        wanted.tried(path, cast("Imported", each), each.problems)
        for path, each in zip(paths, found.results, strict=True)
    ]


def _twice(path: Path, other: Path, wanted: Wanted) -> Tried:
    """Refuse a file that would become the next version of the model of another file of this import."""
    message = naming.told(Path(wanted.shown.get(other, str(other))), wanted.names[path] or "")
    return wanted.tried(path, problems=(problems.of_error(CommandError(message, code="NAME_TAKEN")),))


async def _one(client: "AsyncClient", path: Path, wanted: Wanted) -> Tried:
    """Import one file.

    A file that cannot be imported does not stop the others; a server that refuses or does not answer stops all.
    """
    try:
        imported = await client.import_model(wanted.given(path))
    except Exception as error:
        failure = explained(error)
        if failure is None or isinstance(failure, ConnectionRefused):
            raise
        return wanted.tried(path, problems=(problems.of_error(failure),))
    return wanted.tried(path, imported, imported.problems)


def _tell(output: Output, tried: Tried) -> None:
    for text in problems.texts(tried.problems, tried.file):
        output.stderr.print(text, soft_wrap=True)
    made = tried.imported
    if made and made.version:
        state = "unchanged" if made.unchanged else "new"
        told = report.told(counted(made.findings))
        output.show(styled((made.version.id, "bold"), f"  {state}  {told}  ({tried.file})"))
