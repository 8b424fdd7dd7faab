"""Define the exit statuses of the command."""

from enum import IntEnum


class Status(IntEnum):
    """Documented in docs/command.md; scripts rely on it."""

    OK = 0
    PROBLEMS = 1
    """It was answered, and the answer is no: findings, problems, an unknown id."""
    USAGE = 2
    """The command line is wrong."""
    UNREACHABLE = 3
    """No server or database, or it does not accept the caller."""
    FAILED = 4
    """Ameide itself failed."""
    INTERRUPTED = 130
