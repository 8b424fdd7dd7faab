"""`ameide download`: fetch a document as it was imported, a generated file, or all files of a build."""

import base64
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import completion, connection, folder
from cli.commands.generate import fetched
from cli.errors import CommandError, UsageWrong
from cli.options import Json, Token, Url
from cli.output import Output
from cli.text import count

if TYPE_CHECKING:
    from ameide_client import AsyncClient


def download(
    id_: Annotated[
        str,
        typer.Argument(help="Id of a model, version, artefact or build.", metavar="ID", autocompletion=completion.ids),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write (default: standard output); of a build, folder.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    as_json: Json = False,
    url: Url = None,
    token: Token = None,
) -> None:
    """Fetch the document of a model or version, a generated file, or all files of a build."""
    with Output(as_json) as output:
        if id_.startswith("build:"):
            _build(output, id_, out, force, url, token)
            return
        found = connection.ask(url, token, lambda client: _document(client, id_))
        content = base64.b64decode(found["content"])
        if hashlib.sha256(content).hexdigest() != found["digest"]:
            raise CommandError(f"{id_} came with other bytes than the store recorded.", code="CONTENT_DIFFERS")
        if out is None and not as_json:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        elif out is not None:
            _write(out, content, force)
            output.say(f"{out}: {count(len(content), 'byte')}.")
        output.result(
            {name: found[name] for name in ("id", "name", "digest")} | {"size": len(content), "out": out and str(out)}
        )


def _build(output: Output, id_: str, out: Path | None, force: bool, url: str | None, token: str | None) -> None:
    if out is None:
        raise UsageWrong("Missing option --out: a build has several files.", hint="Example: --out FOLDER")
    with output.progress() as progress:
        task = progress.add_task("Fetching", total=None)
        files, yours = connection.ask(url, token, lambda client: fetched(client, id_, progress, task))
    outcome = folder.write(out, files, yours=yours, force=force, origin=folder.Origin(None, id_))
    output.say(f"{count(len(outcome.written), 'file')} in {out}.")
    output.result({"id": id_, "out": str(out), "files": sorted(files)})


async def _document(client: "AsyncClient", id_: str) -> dict[str, Any]:
    start: Any = (await client.documents(id_)).start
    kind = start.typename__
    if kind == "Artefact":
        return _of(start.id, start.path, start)
    if kind == "Source":
        return _of(start.id, None, start)
    version = {"Model": lambda: start.current, "Element": lambda: start.version, "Version": lambda: start}.get(kind)
    found = version() if version else None
    if found is None:
        raise CommandError(f"{id_} has no document to fetch.", code="NO_CONTENT")
    return _of(found.source.id, found.source_name, found.source)


def _of(id_: str, name: str | None, content: Any) -> dict[str, Any]:
    return {"id": id_, "name": name, "digest": content.digest, "content": content.content_base_64}


def _write(out: Path, content: bytes, force: bool) -> None:
    if out.exists() and not force:
        raise CommandError(f"{out} exists.", hint="--force overwrites it.", code="NOT_OURS")
    try:
        out.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Cannot write {out}: {error.strerror}", code="UNWRITABLE") from error
