"""Print the help of a command on one screen: what it takes, its own options, and the shared ones in one place."""

import os
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from cli.shared import NAMES

_WIDEST: Final = 100
_MARGIN: Final = 2
_COLUMN: Final = 30  # where descriptions of options begin at the latest
Row = tuple[str, str]


class Command(TyperCommand):
    """A command with the help of this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(_of_command(self, ctx)) + "\n")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [*(_argument(each) for each in _arguments(self)), "[OPTIONS]"]


class Group(TyperGroup):
    """A group of commands with the help of this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("\n".join(_of_group(self, ctx)) + "\n")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return ["COMMAND", "[OPTIONS]"]


def _of_command(command: Any, ctx: Any) -> Iterator[str]:
    yield from _head(command, ctx)
    options = [each for each in command.get_params(ctx) if each.param_type_name == "option" and not each.hidden]
    everywhere = [each for each in options if not set(NAMES).isdisjoint(each.opts)]
    own = [each for each in options if each not in everywhere]
    arguments = [(_argument(each), each.help or "") for each in _arguments(command)]
    described = [(_names(each), _described(each, ctx)) for each in own]
    column = min(_COLUMN, max((len(name) for name, _ in (*arguments, *described)), default=0))
    if any(text for _, text in arguments):
        yield from ("", *_rows(arguments, column))
    if described:
        yield from ("", "Options:", *_rows(described, column))
    yield from (
        "",
        *_wrapped("Shared options, see `ameide --help`: " + " ".join(max(each.opts, key=len) for each in everywhere)),
    )


def _of_group(group: Any, ctx: Any) -> Iterator[str]:
    yield from _head(group, ctx)
    panels: dict[str, list[Row]] = {}
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None and not command.hidden:
            title = getattr(command, "rich_help_panel", None)
            title = title if isinstance(title, str) else "Commands"
            panels.setdefault(title, []).append((name, command.get_short_help_str(limit=90)))
    column = max(len(name) for rows in panels.values() for name, _ in rows)
    for title, rows in panels.items():
        yield from ("", f"{title}:", *_rows(rows, column))
    if group.epilog:
        yield ""
        for line in group.epilog.splitlines():
            yield from _wrapped(line) if line.strip() and not line.startswith(" ") else [line]


def _head(command: Any, ctx: Any) -> Iterator[str]:
    yield f"Usage: {ctx.command_path} {' '.join(command.collect_usage_pieces(ctx))}"
    text = " ".join((command.help or "").split())
    if text:
        yield from ("", *_wrapped(text))


def _arguments(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "argument"]


def _argument(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _names(option: Any) -> str:
    """Return the names of an option with what it takes: `--out, -o FOLDER`."""
    value = "" if option.is_flag else f" {_value(option)}"
    return ", ".join(sorted(option.opts, key=len, reverse=True)) + value


def _value(option: Any) -> str:
    if option.metavar:
        return str(option.metavar)
    if option.min is not None:
        return "N"
    return str(option.name).strip("_").upper().replace("_", "-").rpartition("-")[2]


def _described(option: Any, ctx: Any) -> str:
    text = option.help or ""
    default = option.default
    if option.required:
        text += " Required."
    elif default not in (None, False, True, "", ()) and not option.is_flag and not callable(default):
        text += f" (default: {default})"
    return text


def _rows(rows: Sequence[Row], column: int) -> Iterator[str]:
    for name, text in rows:
        lines = textwrap.wrap(text, max(20, _width() - column - 2 * _MARGIN), break_on_hyphens=False) or [""]
        if len(name) > column:
            yield f"{'':{_MARGIN}}{name}"
            name = ""
        for line in lines:
            yield f"{'':{_MARGIN}}{name:{column}}{'':{_MARGIN}}{line}".rstrip()
            name = ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _width(), break_on_hyphens=False)


def _width() -> int:
    stated = os.environ.get("COLUMNS", "")
    return min(_WIDEST, int(stated) if stated.isdigit() else shutil.get_terminal_size().columns)
