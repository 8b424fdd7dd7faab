"""`ameide import`: import documents into the graph, each as the next version of its model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import arguments, completion, connection, naming, problems, reading, report, repository
from cli.errors import CommandError, ConnectionRefused, UsageWrong
from cli.failures import explained
from cli.findings import counted, finding_json
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.problems import Problem
from cli.repository import Origin
from cli.status import Status
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress

    from ameide_client import AsyncClient
    from ameide_client.generated.import_model import ImportModelImportModel as Imported


_LONGEST_SOURCE: Final = 1_024


@dataclass(frozen=True, slots=True)
class Wanted:
    """Options of the import."""

    new_version_of: str | None
    commit: str | None
    format: str | None
    names: Mapping[Path, str | None]
    """The model of each file; None where its document decides."""
    origins: Mapping[Path, Origin]
    """The origins of files in their git repositories."""
    below: Mapping[Path, Path | None]
    """The folder that was searched for a file."""

    def source(self, path: Path) -> str | None:
        """Return where a file lies: in its repository, else below the imported folder, else only its name."""
        if path == arguments.STDIN:
            return None
        folder, origin = self.below[path], self.origins.get(path)
        found = origin.path if origin else path.relative_to(folder).as_posix() if folder else path.name
        return found if found.isprintable() and len(found) <= _LONGEST_SOURCE else path.name


@dataclass(frozen=True, slots=True)
class Tried:
    """Result of the import of one file."""

    file: Path
    imported: "Imported | None" = None
    problems: Sequence[Problem] = ()

    def as_json(self) -> dict[str, Any]:
        """Stable: docs/command.md."""
        made = self.imported
        version = made and made.version
        return {
            "file": str(self.file),
            "model": version and version.model.id,
            "version": version and version.id,
            "unchanged": made.unchanged if made else False,
            "findings": [finding_json(found) for found in made.findings] if made else [],
            "problems": problems.as_json(self.problems),
        }


def import_(
    files: Annotated[list[str], typer.Argument(help="Files, folders or patterns; - is stdin.", metavar="FILE...")],
    name: Annotated[
        str | None, typer.Option(help="Id of the model, for one file (default: the path of the file).")
    ] = None,
    new_version_of: Annotated[
        str | None,
        typer.Option(
            help="Model that the file is a new version of, even if they share no element; for one file.",
            autocompletion=completion.ids,
        ),
    ] = None,
    prefix: Annotated[
        str | None, typer.Option(help="Beginning of the models' ids, before the paths of their files.")
    ] = None,
    commit: Annotated[
        str | None,
        typer.Option(help="Commit that the files come from; stored with the version (default: asked of git)."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Notation of the files, if neither content nor names show it; see `ameide formats`.",
            autocompletion=completion.formats,
        ),
    ] = None,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Store models, each file as a new version of the model named after its path."""
    with Output(as_json) as output:
        below = arguments.placed(files)
        paths = tuple(below)
        if len(paths) > 1 and (name or new_version_of):
            raise UsageWrong(f"--name and --new-version-of are for one file; these are {len(paths)}.")
        with output.progress() as progress:
            names = dict.fromkeys(paths, name) if name or new_version_of else naming.named(below, prefix)
            origins = repository.origins(paths)
            wanted = Wanted(new_version_of, commit, format_, names, origins, below)
            tried = connection.ask(url, token, lambda client: _all(client, paths, wanted, progress))
        for each in tried:
            _tell(output, each)
        failed = sum(bool(each.problems) for each in tried)
        _next(output, [each.imported.version.model.id for each in tried if each.imported and each.imported.version])
        if len(tried) > 1:
            output.say(f"{count(len(tried) - failed, 'file')} imported, {failed} failed.")
        output.result({"ok": not failed, "files": [each.as_json() for each in tried]})
        output.exit(_status(tried, format_))


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


async def _all(client: "AsyncClient", paths: Sequence[Path], wanted: Wanted, progress: "Progress") -> list[Tried]:
    taken = naming.taken(wanted.names) if wanted.new_version_of is None else {}
    return [
        _twice(path, taken[path], wanted) if path in taken else await _one(client, path, wanted)
        for path in progress.track(paths, description="Importing")
    ]


def _twice(path: Path, other: Path, wanted: Wanted) -> Tried:
    """Refuse a file that would become the next version of the model of another file of this import."""
    message = naming.told(other, wanted.names[path] or "")
    return Tried(path, problems=(problems.of_error(CommandError(message, code="NAME_TAKEN")),))


async def _one(client: "AsyncClient", path: Path, wanted: Wanted) -> Tried:
    """Import one file.

    A file that cannot be imported does not stop the others; a server that refuses or does not answer stops all.
    """
    try:
        imported = await _import(client, path, wanted)
    except Exception as error:
        failure = explained(error)
        if failure is None or isinstance(failure, ConnectionRefused):
            raise
        return Tried(path, problems=(problems.of_error(failure),))
    return Tried(path, imported, imported.problems)


async def _import(client: "AsyncClient", path: Path, wanted: Wanted) -> "Imported":
    from ameide_client.contents import encoded
    from ameide_client.generated import ImportModelInput

    given = ImportModelInput(
        content_base_64=encoded(reading.content(path)),
        name=wanted.names[path],
        new_version_of=wanted.new_version_of,
        format=wanted.format,
        source_name=wanted.source(path),
        source_commit=wanted.commit or (origin.commit if (origin := wanted.origins.get(path)) else None),
    )
    return await client.import_model(given)


def _tell(output: Output, tried: Tried) -> None:
    for text in problems.texts(tried.problems, str(tried.file)):
        output.stderr.print(text, soft_wrap=True)
    made = tried.imported
    if made and made.version:
        state = "unchanged" if made.unchanged else "new"
        told = report.told(counted(made.findings))
        output.show(styled((made.version.id, "bold"), f"  {state}  {told}  ({tried.file})"))
