"""Define the errors that end a command early, each with a hint for the user."""

from cli.status import Status


class CommandError(Exception):
    """The command cannot do what it was asked."""

    status = Status.PROBLEMS

    def __init__(self, message: str, *, hint: str = "", code: str = "FAILED") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


class UsageWrong(CommandError):
    """The command line asks for something that cannot be meant."""

    status = Status.USAGE


class FileMissing(CommandError):
    """A file that the command line names does not exist; other files can still be worked on."""

    status = Status.USAGE

    def __init__(self, path: object, *, hint: str = "") -> None:
        super().__init__(f"There is no file {path}.", hint=hint, code="NO_FILE")


class ConnectionRefused(CommandError):
    """There is no server, or it does not accept the caller."""

    status = Status.UNREACHABLE


class AmeideFailed(CommandError):
    """Something in Ameide went wrong that the caller could not have caused."""

    status = Status.FAILED
