"""Share one line of text between two processes, so that the stage of a worker can be read after its death."""

import mmap
import os
import tempfile
from typing import BinaryIO, Final

_SIZE: Final = 4096
_HEAD: Final = 2


class Board:
    """A line that one process writes and another one reads. Writing is a copy in memory."""

    def __init__(self, descriptor: int) -> None:
        self._memory = mmap.mmap(descriptor, _SIZE)

    def write(self, text: str) -> None:
        """Replace the line."""
        line = text.encode(errors="replace")[: _SIZE - _HEAD]
        self._memory[_HEAD : _HEAD + len(line)] = line
        self._memory[:_HEAD] = len(line).to_bytes(_HEAD, "big")

    def read(self) -> str:
        """Return the line."""
        length = int.from_bytes(self._memory[:_HEAD], "big")
        return self._memory[_HEAD : _HEAD + length].decode(errors="replace")

    @property
    def closed(self) -> bool:
        """Return true after `close`."""
        return self._memory.closed

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()


def blank() -> BinaryIO:
    """Return a file for a board; each process that has its descriptor can open the board."""
    # writing to a mapped file on a full disk ends the process
    anonymous = hasattr(os, "memfd_create")
    file = os.fdopen(os.memfd_create("board"), "r+b") if anonymous else tempfile.TemporaryFile()  # noqa: SIM115
    file.truncate(_SIZE)
    return file
