"""Log while the service runs inside the command: the reason of a failure, in one safe line."""

import logging
import os
import sys

from cli.text import safe


class Brief(logging.Formatter):
    """A record as one line that a terminal cannot obey; with AMEIDE_DEBUG the traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname.lower()}: {safe(record.getMessage())}"
        error = record.exc_info[1] if record.exc_info else None
        if error is None or record.exc_info is None:
            return line
        line += f": {type(error).__name__}: {safe(error)}"
        if not os.environ.get("AMEIDE_DEBUG"):
            return line
        return "\n".join([line, *map(safe, self.formatException(record.exc_info).splitlines())])


def start() -> None:
    """Log errors to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Brief())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
