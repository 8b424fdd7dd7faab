"""Options of every command: they change how much is shown, never what is done."""

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, Any, Final

import typer

quiet: Final[ContextVar[bool]] = ContextVar("quiet", default=False)
"""True if messages beside the answer are left out; errors never are."""
wide: Final[ContextVar[bool]] = ContextVar("wide", default=False)
"""True if tables are shown in full on a terminal too."""
NAMES: Final = ("--json", "--quiet", "--wide", "--url", "--token", "--help")
"""The options that help shows together."""

_OPTIONS: Final = {
    "quiet": (quiet, Annotated[bool, typer.Option("--quiet", "-q", help="Show the answer and errors only.")]),
    "wide": (wide, Annotated[bool, typer.Option("--wide", help="Do not shorten tables to the terminal.")]),
}


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all commands have to a command."""

    @wraps(command)
    def run(**given: Any) -> None:
        for name, (setting, _) in _OPTIONS.items():
            setting.set(given.pop(name))
        command(**given)

    signature = inspect.signature(command)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=False)
        for name, (_, kind) in _OPTIONS.items()
    ]
    own = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in signature.parameters.values()]
    run.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    run.__annotations__ = command.__annotations__ | {name: kind for name, (_, kind) in _OPTIONS.items()}
    return run
