"""Write a command's output: results to stdout, messages to stderr, only JSON where it is asked for."""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self

import typer

from cli import shared
from cli.failures import explained
from cli.status import Status
from cli.text import safe

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress
    from rich.text import Text

_UNLIMITED = 100_000  # columns where nobody watches: nothing is wrapped or cut


class Output:
    """Output of one command. As a context, it turns an exception into a message and an exit status."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, typer.Exit):
            return
        failure = explained(error)
        if failure is None:
            return
        self.message("error", str(failure), style="bold red")
        if failure.hint:
            self.message("hint", failure.hint, style="cyan")
        self.result({"error": {"code": failure.code, "message": str(failure), "hint": failure.hint or None}})
        raise typer.Exit(failure.status) from error

    @cached_property
    def stdout(self) -> "Console":
        return _console(stderr=False)

    @cached_property
    def stderr(self) -> "Console":
        return _console(stderr=True)

    def result(self, value: Any) -> None:
        """Write the whole machine-readable answer; only with --json, and once."""
        if self.as_json:
            # ASCII: no character of a model reaches a terminal unescaped
            sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True).replace("\x7f", "\\u007f") + "\n")
            sys.stdout.flush()  # here a reader that left is noticed, at exit it would be too late

    def show(self, *shown: "RenderableType") -> None:
        """Write a part of the answer for people."""
        from rich.text import Text

        if not self.as_json:
            for each in shown:
                # the terminal breaks long lines itself, and then still knows them as one
                self.stdout.print(each, soft_wrap=isinstance(each, str | Text))

    def say(self, text: str) -> None:
        """Write a message for people, beside the answer."""
        if not self.as_json and not shared.quiet.get():
            self.stderr.print(safe(text), soft_wrap=True)

    def message(self, kind: str, text: str, *, style: str = "") -> None:
        """Write a message that is due with --json as well."""
        self.stderr.print(styled((f"{kind}: ", style), safe(text)), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[str] = ()) -> None:
        """Write rows under headings. Every cell is taken for foreign text, unless it is styled already."""
        if self.as_json:
            return
        from rich.text import Text

        from cli.tables import laid_out

        cells = [[cell if isinstance(cell, Text) else Text(safe(cell)) for cell in row] for row in rows]
        limited = self.stdout.is_terminal and not shared.wide.get()
        self.show(*laid_out(columns, cells, numbers, self.stdout.width if limited else None))

    def progress(self) -> "Progress":
        """Return a progress bar, which shows only on a terminal."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        shown = self.stderr.is_terminal and not shared.quiet.get()
        return Progress(*columns, console=self.stderr, transient=True, disable=not shown)

    def exit(self, status: Status) -> NoReturn:
        """End the command with this status."""
        raise typer.Exit(status)


def styled(*parts: "str | tuple[str, str]") -> "Text":
    """Join parts, plain or (text, style), to a text without markup."""
    from rich.text import Text

    text = Text()
    for part in parts:
        if isinstance(part, str):
            text.append(safe(part))
        else:
            text.append(safe(part[0]), part[1])
    return text


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        width=None if stream.isatty() else _UNLIMITED,
    )
