"""`ameide generate`: generate code from a file, without a server; or from a stored model, recorded as a build."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from cli import arguments, completion, configuration, connection, folder, problems, reading
from cli.errors import CommandError, FileMissing, UsageWrong
from cli.options import Json, Out, Token, Url
from cli.output import Output, styled
from cli.problems import Problem
from cli.text import count

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from ameide_client import AsyncClient
    from ameide_client.generated.artefacts import ArtefactsNodeBuildArtefacts as Artefacts


Stubs = Annotated[
    str | None,
    typer.Option(help="What code does that nobody has written: `fail`; `pass` for a demo.", metavar="fail|pass"),
]


@dataclass(frozen=True, slots=True)
class Files:
    """Files to write, or the problems that prevent them."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    findings: int = 0
    build: str | None = None
    reused: bool = False


def generate(
    source: Annotated[
        str,
        typer.Argument(
            help="File, or id of a stored model or version.", metavar="MODEL|FILE", autocompletion=completion.ids
        ),
    ],
    target: Annotated[
        str, typer.Option("--target", "-t", help="Target to generate code for.", autocompletion=completion.targets)
    ],
    out: Out,
    option: Annotated[
        list[str] | None,
        typer.Option(help="Option of the target, see `ameide targets TARGET`; may be repeated.", metavar="NAME=VALUE"),
    ] = None,
    stubs: Stubs = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that were changed or not generated.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Generate code into a folder: all files or none."""
    with Output(as_json) as output:
        options = arguments.options(option or ()) | ({"stubs": stubs} if stubs else {})
        if arguments.is_file(source):
            files = _from_file(Path(source), target, options)
        else:
            with output.progress() as progress:
                files = connection.ask(
                    url, token, lambda client: _from_model(client, source, target, options, progress)
                )
        if files.problems:
            _refuse(output, source, files.problems)
        outcome = folder.write(out, files.contents, force=force, origin=folder.Origin(source, files.build))
        _report(output, out, files, outcome)
        output.result(
            {
                "target": target,
                "source": source,
                "out": str(out),
                "build": files.build,
                "reused": files.reused,
                "files": [_file(path, content) for path, content in files.contents.items()],
                "removed": list(outcome.removed),
                "problems": [],
            }
        )


def _from_file(path: Path, target: str, options: Mapping[str, Any]) -> Files:
    from pipeline.operations import targets
    from pipeline.operations.catalogue import TARGETS
    from pipeline.operations.check import check
    from pipeline.operations.generate import build

    if target not in TARGETS:
        raise UsageWrong(targets.unknown(target))
    if not path.is_file() and path != arguments.STDIN:
        raise FileMissing(path)
    ruleset = configuration.rulesets(None, (), ())(path)
    checked = check(reading.document(path), ruleset)
    built = build(checked, target, options, ruleset)
    if built.generated is None:
        return Files(problems=built.problems)
    return Files({file.path: file.content for file in built.generated.files}, findings=len(checked.findings))


async def _from_model(
    client: "AsyncClient", source: str, target: str, options: Mapping[str, Any], progress: "Progress"
) -> Files:
    from ameide_client.generated import GenerateInput

    task = progress.add_task("Generating", total=None)
    made = await client.generate(GenerateInput(version=source, target=target, options=dict(options)))
    if made.build is None:
        return Files(problems=made.problems)
    progress.update(task, description="Fetching", total=made.build.artefacts.total_count)
    contents = await fetched(client, made.build.id, progress, task)
    return Files(contents, build=made.build.id, reused=made.reused)


async def fetched(client: "AsyncClient", build: str, progress: "Progress", task: "TaskID") -> dict[str, bytes]:
    """Return all files of a build, by path."""
    from ameide_client.contents import content
    from ameide_client.pages import every_async

    contents = {}
    async for artefact in every_async(partial(_artefacts, client, build)):
        contents[artefact.path] = content(artefact)
        progress.advance(task)
    return contents


async def _artefacts(client: "AsyncClient", build: str, after: str | None) -> "Artefacts":
    found = await client.artefacts(build, after=after)
    if found is None or found.typename__ != "Build":
        raise CommandError(f"The store does not know {build}.", code="UNKNOWN_ID")
    return found.artefacts


def _refuse(output: Output, source: str, found: Sequence[Problem]) -> NoReturn:
    for text in problems.texts(found, source):
        output.stderr.print(text, soft_wrap=True)
    output.say(f"Nothing was generated: {count(len(found), 'problem')}.")
    output.result({"problems": problems.as_json(found)})
    output.exit(problems.status(found))


def _report(output: Output, out: Path, files: Files, outcome: folder.Outcome) -> None:
    for path in outcome.written:
        output.show(styled(str(out / path)))
    for path in outcome.removed:
        output.say(f"removed {out / path}")
    build = f", {'reused' if files.reused else 'new'} as {files.build}" if files.build else ""
    output.say(f"{count(len(outcome.written), 'file')} in {out}{build}.")
    if files.findings:
        output.say(f"{count(files.findings, 'finding')} on the model: `ameide validate` shows them.")


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {"path": path, "size": len(content), "digest": hashlib.sha256(content).hexdigest()}
