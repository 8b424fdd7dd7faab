"""Options whose value is one of a few names."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import typer

E = TypeVar("E", bound=StrEnum)


def one_of(kind: type[E], what: str) -> dict[str, object]:
    """Return the settings of an option that takes one of these values; `what` names it in messages."""

    def completed(incomplete: str) -> list[str]:
        return [value for value in kind if value.startswith(incomplete)]

    return {"parser": chosen(kind, what), "metavar": "|".join(kind), "autocompletion": completed}


def chosen(kind: type[E], what: str) -> Callable[[str], E]:
    """Return a function that reads one of these values, whatever its case."""

    def read(text: str) -> E:
        try:
            return kind(text.lower())
        except ValueError:
            raise typer.BadParameter(unknown(what, text, kind)) from None

    return read


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that there is no such thing, what there is, and what is close."""
    from pipeline.ir.suggesting import unknown as told  # the search for what is close takes its time to import

    return told(what, name, known)
