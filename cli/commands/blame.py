"""`ameide blame`: find the element that a line of generated code came from, by the source map beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import connection, source_map
from cli.errors import CommandError, FileMissing
from cli.options import Json, Token, Url
from cli.output import Output, styled
from cli.status import Status
from cli.text import count, short

if TYPE_CHECKING:
    from rich.text import Text

_PLACE: Final = re.compile(r"(?P<file>.+):(?P<line>[0-9]{1,9})", re.S)
_WIDEST: Final = 32  # columns for the element beside a line
Place = Annotated[str, typer.Argument(help="A generated file, or one of its lines.", metavar="FILE[:LINE]")]
Online = Annotated[bool, typer.Option("--online", help="Ask the store whether the file is still current.")]


@dataclass(frozen=True)
class Blamed:
    """The lines that were asked for, and their elements."""

    mapped: source_map.Mapped
    line: int | None

    @cached_property
    def lines(self) -> Mapping[int, str]:
        """Return the lines asked for, by number. Raises CommandError for a line that the file does not have."""
        everything = dict(enumerate(self.mapped.lines, start=1))
        if self.line is None:
            return everything
        if self.line not in everything:
            told = f"{self.mapped.file} has {count(len(everything), 'line')}; there is no line {self.line}."
            raise CommandError(told, code="BAD_LINE")
        return {self.line: everything[self.line]}

    @cached_property
    def owners(self) -> Mapping[int, Sequence[str]]:
        """Return the elements by line, the most specific first."""
        from pipeline.ir import lines

        owned = self.mapped.source_map.owned(self.mapped.path)
        if self.line is None:
            return lines.by_line(owned, len(self.lines))
        return {self.line: lines.owners(owned, self.line)}

    @property
    def document(self) -> str:
        """Return the file or model that the code was generated from, else the name that the map gives it."""
        return self.mapped.origin.source or self.mapped.source_map.model.title or "the model"

    def elements(self, line: int) -> list[dict[str, Any]]:
        """Stable: docs/command.md."""
        known = self.mapped.source_map.elements
        found = []
        for id_ in self.owners.get(line, ()):
            element = known.get(id_)
            stated = element.model_dump() if element else {"id": None, "kind": None, "name": None, "line": None}
            found.append({"element": id_, "sourceId": stated.pop("id"), **stated})
        return found


def blame(place: Place, online: Online = False, as_json: Json = False, url: Url = None, token: Token = None) -> None:
    """Show which element each line of a generated file came from. Works offline."""
    with Output(as_json) as output:
        file, line = _place(place)
        blamed = Blamed(source_map.find(file), line)
        shown = list(_line(blamed) if line is not None else _annotated(blamed))
        _warn(output, blamed.mapped)
        output.show(*shown)
        if line is not None:
            _explain(output, blamed, line)
        status = _status(output, blamed.mapped.origin.build, url, token) if online else None
        output.result(_json(blamed, status))
        output.exit(Status.OK if line is None or blamed.owners[line] else Status.PROBLEMS)


def _place(place: str) -> tuple[Path, int | None]:
    """Split a file from its line; a file whose name ends like a line is that file."""
    found = _PLACE.fullmatch(place)
    if found is None or Path(place).is_file():
        file, line = Path(place), None
    else:
        file, line = Path(found["file"]), int(found["line"])
    if not file.is_file():
        raise FileMissing(file, hint="Example: ameide blame out/workflow.py:42")
    return file, line


def _warn(output: Output, mapped: source_map.Mapped) -> None:
    if mapped.changed:
        told = f"{mapped.file} was changed since it was generated; below the change, lines may be off."
        output.message("warning", told, style="yellow")
    elif mapped.changed is None:
        output.message("warning", f"{mapped.map} does not tell whether {mapped.file} was changed.", style="yellow")


def _line(blamed: Blamed) -> "Iterator[Text]":
    for number, text in blamed.lines.items():
        yield styled((f"{blamed.mapped.file}:{number}", "bold"), (" │ ", "dim"), text)


def _explain(output: Output, blamed: Blamed, line: int) -> None:
    rows = [
        (each["kind"] or "", each["name"] or "", each["element"], _where(blamed, each["line"]))
        for each in blamed.elements(line)
    ]
    if rows:
        output.table(("kind", "name", "element", "document"), rows)
    else:
        output.say("It came from no element: every model gets it, or it was added since.")


def _where(blamed: Blamed, line: int | None) -> str:
    return blamed.document if line is None else f"{blamed.document}:{line}"


def _annotated(blamed: Blamed) -> "Iterator[Text]":
    """Show each line as git blame does: its element, its number, its text."""
    told = {number: _particular(blamed, number) for number in blamed.lines}
    widest = max((len(each) for each in told.values()), default=0)
    digits = len(str(len(told)))
    for number, text in blamed.lines.items():
        yield styled((told[number].ljust(widest), "cyan"), (f" {number:>{digits}} │ ", "dim"), text.expandtabs(4))


def _particular(blamed: Blamed, line: int) -> str:
    found = blamed.elements(line)[:1]
    return "".join(
        f"{short(each['element'], _WIDEST)}{':' if each['line'] else ''}{each['line'] or ''}" for each in found
    )


def _status(output: Output, build: str | None, url: str | None, token: str | None) -> dict[str, Any] | None:
    """Ask whether the build is current; return None where none is recorded."""
    if build is None:
        output.say("It was generated from a file, and is recorded as no build.")
        return None
    found = connection.ask(url, token, lambda client: client.build(build))
    if found is None or found.typename__ != "Build":
        raise CommandError(f"The store does not know {build}.", code="UNKNOWN_ID")
    reasons = [{"kind": reason.kind.value, "message": reason.message} for reason in found.stale_reasons]
    output.show(styled(("Stale", "bold yellow") if reasons else ("Current", "bold green"), f": {found.id}"))
    output.show(*(styled(f"  {reason['message']}") for reason in reasons))
    return {"id": found.id, "stale": found.stale, "staleReasons": reasons}


def _json(blamed: Blamed, status: Mapping[str, Any] | None) -> dict[str, Any]:
    mapped = blamed.mapped
    return {
        "file": str(mapped.file),
        "map": str(mapped.map),
        "path": mapped.path,
        "changed": mapped.changed,
        "model": {"title": mapped.source_map.model.title, "contentDigest": mapped.source_map.model.contentDigest},
        "source": mapped.origin.source,
        "build": mapped.origin.build,
        "stale": None if status is None else status["stale"],
        "staleReasons": [] if status is None else status["staleReasons"],
        "lines": [
            {"line": number, "text": text, "elements": blamed.elements(number)} for number, text in blamed.lines.items()
        ],
    }
