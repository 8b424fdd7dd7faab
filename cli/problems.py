"""Problems and findings as a server reports them, for people and for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from cli.errors import CommandError
from cli.output import styled
from cli.status import Status
from cli.text import short

if TYPE_CHECKING:
    from rich.text import Text

WRONGLY_ASKED: Final = {"UNKNOWN_TARGET", "UNKNOWN_RULE", "BAD_OPTION", "BAD_DATE"}
NOUNS: Final = {"error": "error", "warning": "warning", "info": "info"}
_FIELDS: Final = ("code", "message", "line", "column", "path")
STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "cyan", "waived": "dim"}


class Problem(Protocol):
    """Reason why a request failed, with its place; from the server, the pipeline or the command."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...
    @property
    def path(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Failure:
    """A problem that the command itself has."""

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    path: str | None = None


def of_error(error: CommandError) -> Failure:
    """Return an error about one of several files as that file's problem."""
    return Failure(error.code, str(error))


def as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Stable: docs/command.md."""
    return [{name: getattr(each, name) for name in _FIELDS} for each in problems]


def status(problems: Iterable[Problem]) -> Status:
    """Return the exit status that these problems mean."""
    codes = {problem.code for problem in problems}
    if not codes:
        return Status.OK
    return Status.USAGE if "NO_FILE" in codes or codes <= WRONGLY_ASKED else Status.PROBLEMS


def texts(problems: Iterable[Problem], where: str) -> "list[Text]":
    """Return a line for each problem; `where` is the file or model that was asked about."""
    return [told(where, each.line, "error", each.path, each.message, each.code, each.column) for each in problems]


def told(
    where: str, line: int | None, severity: str, about: str | None, message: str, code: str, column: int | None = None
) -> "Text":
    """Format as compilers do: `order.bpmn:12: error: Task_Ship: what is wrong  [code]`."""
    place = ":".join(str(part) for part in (where, line, line and column) if part)
    text = styled((place, "bold"), ": ", (severity, STYLES.get(severity, "")), ": ")
    if about and about != where:
        text.append_text(styled((short(about), "magenta"), ": "))
    return text.append_text(styled(message, (f"  [{code}]", "dim")))
