"""Define the exit statuses of the command."""

from enum import IntEnum


class Status(IntEnum):
    """Exit statuses, documented in docs/command.md; scripts rely on them."""

    OK = 0
    PROBLEMS = 1
    """The request was answered with a failure: findings, problems, an unknown id."""
    USAGE = 2
    """The command line is wrong."""
    UNREACHABLE = 3
    """No server or database can be reached, or it refuses the caller."""
    FAILED = 4
    """Ameide itself failed."""
    INTERRUPTED = 130
