"""`ameide generate`: generate code from a file, without a server; or from a stored model, recorded as a build."""

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    from pipeline.ir.generated import Offer


Stubs = Annotated[
    str | None,
    typer.Option(help="What code does that nobody has written: `fail`; `pass` for a demo.", metavar="fail|pass"),
]


@dataclass(frozen=True, slots=True)
class Files:
    """Files to write, or the problems that prevent them."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    yours: frozenset[str] = frozenset()
    """Paths of those that the user owns."""
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
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite generated files that were changed; never files that are yours.")
    ] = False,
    eject: Annotated[
        list[str] | None,
        typer.Option(
            help="Make a generated file yours from now on, such as Dockerfile; may be repeated.", metavar="PATH"
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change in the folder; write nothing.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Generate code into a folder: all files or none. Files that are yours are written once and never overwritten."""
    with Output(as_json) as output:
        options = arguments.options(option or ()) | ({"stubs": stubs} if stubs else {})
        if arguments.is_file(source):
            files = _from_file(Path(source), target, options, out)
        else:
            with output.progress() as progress:
                files = connection.ask(
                    url, token, lambda client: _from_model(client, source, target, options, progress)
                )
        if files.problems:
            _refuse(output, source, files.problems)
        files = _with_ejected(files, eject or ())
        offers = _offers(out, target, files)
        contents = {**files.contents, **{offer.beside: offer.text.encode() for offer in offers if offer.beside}}
        breaks = _breaks(out, target, files)
        done = _shown(output, out, files, contents) if diff else _written(output, out, files, contents, source, force)
        about = {"target": target, "source": source, "out": str(out), "build": files.build, "reused": files.reused}
        output.result({**about, **done, "offers": _told(offers), "breaks": breaks, "problems": []})
        _warn(output, out, breaks, offers)


def _written(
    output: Output, out: Path, files: Files, contents: Mapping[str, bytes], source: str, force: bool
) -> dict[str, Any]:
    """Write the files, and return what is said of them."""
    origin = folder.Origin(source, files.build)
    outcome = folder.write(out, contents, yours=files.yours, force=force, origin=origin)
    _report(output, out, files, outcome)
    return {
        "files": [_file(path, content, files.yours) for path, content in files.contents.items()],
        "removed": list(outcome.removed),
        "kept": list(outcome.kept),
    }


def _shown(output: Output, out: Path, files: Files, contents: Mapping[str, bytes]) -> dict[str, Any]:
    """Show what would change, and return the changes."""
    changes = list(folder.changes(out, contents, yours=files.yours))
    _show(output, changes)
    return {"changes": list(map(_change, changes))}


def _with_ejected(files: Files, eject: Sequence[str]) -> Files:
    """Make generated files the user's. Raises UsageWrong for a path that is not generated."""
    for path in eject:
        if path not in files.contents:
            raise UsageWrong(f"{path} is not generated.", hint=f"Generated are: {', '.join(files.contents)}.")
    return replace(files, yours=files.yours | set(eject))


def _offers(out: Path, target: str, files: Files) -> "list[Offer]":
    """Compare the files of the user that are there with those that would be written."""
    from pipeline.operations import owned

    there = {path: folder.text(out, path) for path in files.yours & files.contents.keys()}
    return list(owned.offers(target, {path: text for path, text in there.items() if text is not None}, files.contents))


def _warn(output: Output, out: Path, breaks: Sequence[Mapping[str, str]], offers: "Sequence[Offer]") -> None:
    for found in breaks:
        output.message("warning", "breaks running instances of {process}: {element} {reason}.".format(**found))
    for offer in offers:
        _say(output, out, offer)


def _breaks(out: Path, target: str, files: Files) -> list[dict[str, str]]:
    """Return what breaks instances that run on the code in the folder."""
    from pipeline.operations import owned

    lock = owned.lock_of(target)
    if not lock or lock not in files.contents:
        return []
    found = owned.breaks(target, folder.text(out, lock) or "", files.contents[lock].decode())
    return [each.model_dump() for each in found]


def _say(output: Output, out: Path, offer: "Offer") -> None:
    if offer.problem:
        output.message("warning", offer.problem, style="yellow")
    if offer.missing:
        output.message(
            "warning",
            f"{out / offer.path} lacks {', '.join(offer.missing)}: {out / offer.beside} has them, to be moved there.",
            style="yellow",
        )
    if offer.unused:
        output.message("note", f"nothing asks for {', '.join(offer.unused)} in {out / offer.path} any more.")


def _show(output: Output, changes: "Sequence[folder.Change]") -> None:
    for change in changes:
        before, after = (_lines(content) for content in (change.before, change.after))
        if before is None or after is None:
            output.show(styled(f"{change.path}: bytes differ"))
            continue
        names = (f"a/{change.path}" if change.before is not None else "/dev/null",
                 f"b/{change.path}" if change.after is not None else "/dev/null")  # fmt: skip
        for line in difflib.unified_diff(before, after, *names, lineterm=""):
            output.show(styled(line))
    output.say(f"{count(len(changes), 'file')} would change; nothing was written.")


def _lines(content: bytes | None) -> list[str] | None:
    try:
        return (content or b"").decode().splitlines()
    except UnicodeDecodeError:
        return None


def _change(change: "folder.Change") -> dict[str, Any]:
    how = "added" if change.before is None else "removed" if change.after is None else "changed"
    return {"path": change.path, "how": how}


def _told(offers: "Sequence[Offer]") -> list[dict[str, Any]]:
    return [offer.model_dump(include={"path", "missing", "unused", "beside", "problem"}) for offer in offers]


def _from_file(path: Path, target: str, options: Mapping[str, Any], out: Path) -> Files:
    from pipeline.operations import owned, targets
    from pipeline.operations.catalogue import TARGETS
    from pipeline.operations.check import check
    from pipeline.operations.generate import build

    if target not in TARGETS:
        raise UsageWrong(targets.unknown(target))
    if not path.is_file() and path != arguments.STDIN:
        raise FileMissing(path)
    ruleset = configuration.rulesets(None, (), ())(path)
    checked = check(reading.document(path), ruleset)
    lock = owned.lock_of(target)
    built = build(checked, target, options, ruleset, (folder.text(out, lock) or "") if lock else "")
    if built.generated is None:
        return Files(problems=built.problems)
    made = built.generated.files
    yours = frozenset(file.path for file in made if file.owner == "yours")
    return Files({file.path: file.content for file in made}, yours, findings=len(checked.findings))


async def _from_model(
    client: "AsyncClient", source: str, target: str, options: Mapping[str, Any], progress: "Progress"
) -> Files:
    from ameide_client.generated import GenerateInput

    task = progress.add_task("Generating", total=None)
    made = await client.generate(GenerateInput(version=source, target=target, options=dict(options)))
    if made.build is None:
        return Files(problems=made.problems)
    progress.update(task, description="Fetching", total=made.build.artefacts.total_count)
    contents, yours = await fetched(client, made.build.id, progress, task)
    return Files(contents, yours, build=made.build.id, reused=made.reused)


async def fetched(
    client: "AsyncClient", build: str, progress: "Progress", task: "TaskID"
) -> tuple[dict[str, bytes], frozenset[str]]:
    """Return all files of a build by path, and the paths of those that the user owns."""
    from ameide_client.contents import content
    from ameide_client.pages import every_async

    contents, yours = {}, set()
    async for artefact in every_async(partial(_artefacts, client, build)):
        contents[artefact.path] = content(artefact)
        if artefact.owner is not None and artefact.owner.value == "YOURS":
            yours.add(artefact.path)
        progress.advance(task)
    return contents, frozenset(yours)


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
    for path in outcome.kept:
        output.say(f"kept {out / path}, which is yours")
    build = f", {'reused' if files.reused else 'new'} as {files.build}" if files.build else ""
    output.say(f"{count(len(outcome.written), 'file')} in {out}{build}.")
    if files.findings:
        output.say(f"{count(files.findings, 'finding')} on the model: `ameide validate` shows them.")


def _file(path: str, content: bytes, yours: frozenset[str]) -> dict[str, Any]:
    owner = "yours" if path in yours else "generated"
    return {"path": path, "size": len(content), "digest": hashlib.sha256(content).hexdigest(), "owner": owner}
