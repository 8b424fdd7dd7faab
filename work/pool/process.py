"""Hold one worker process: start it, give it a piece of work, read its answer, end it."""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import psutil

from pipeline.ir.workshop import NotDone, TooComplex, WorkerLost
from work.pool.board import Board, blank
from work.pool.limits import Limits
from work.pool.messages import Answer, Asked, Outcome, packed

_HEAD: Final = 8
_PIECE: Final = 1024 * 1024
_START_SECONDS: Final = 120.0
_END_SECONDS: Final = 5.0
_KEPT: Final = frozenset({"PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "AMEIDE_COMMIT"})
_KEPT_BEGINS: Final = ("LC_", "PYTHON")
_NOT_BEGUN: Final = "not begun"
_STAGES: Final[Mapping[str, str]] = {
    "": "its beginning",
    "pipeline.parse": "parsing",
    "pipeline.validate": "the rules",
    "pipeline.compare": "comparing",
    "pipeline.transform": "generating",
    "pipeline.generate": "generating",
}


class NotBegun(Exception):
    """The process had ended before it was given the work; another one can do it."""


class Process:
    """A worker process and its socket. One piece of work at a time."""

    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    def __init__(self, popen: subprocess.Popen[bytes], board: Board, limits: Limits) -> None:
        self.tasks = 0
        self._popen = popen
        self._board = board
        self._limits = limits
        self._over_memory = False
        self._seen = psutil.Process(popen.pid)

    @classmethod
    async def start(cls, modules: Sequence[str], limits: Limits) -> "Process":
        """Start a process that has imported these modules. Raises WorkerLost."""
        ours, theirs = socket.socketpair()
        with theirs, blank() as file:
            shared = (theirs.fileno(), file.fileno())
            command = [sys.executable, "-m", "work.pool.worker", *map(str, shared), str(limits.memory_bytes), *modules]
            popen = subprocess.Popen(  # noqa: ASYNC220  # returns once the program is loaded, in milliseconds
                command, env=_environment(), pass_fds=shared, stdin=subprocess.DEVNULL, stdout=2, cwd="/"
            )
            process = cls(popen, Board(file.fileno()), limits)
        try:
            process._reader, process._writer = await asyncio.open_unix_connection(sock=ours, limit=_PIECE)
            async with asyncio.timeout(_START_SECONDS):
                await process._received()
        except (OSError, EOFError, TimeoutError):
            await process.end()
            raise WorkerLost("A worker process could not be started. Ask the operator, whose log says why.") from None
        except BaseException:
            process.kill()
            raise
        return process

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Return true while the process can be given work."""
        return self._popen.poll() is None and not self._reader.at_eof()

    async def do(self, asked: Asked, about: str) -> Answer:
        """Run a piece of work in the process. After NotDone or NotBegun, the process cannot be used again."""
        self.tasks += 1
        self._board.write(_NOT_BEGUN)
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._sent(packed(asked))
                answer = await self._received()
        except TimeoutError:
            self.kill()
            raise self._too_complex(about, f"{self._limits.seconds:g} s", "AMEIDE_WORKER_SECONDS") from None
        except (OSError, EOFError):
            status = await self._status()
            if not self._board.closed and self._board.read() == _NOT_BEGUN:
                raise NotBegun from None
            raise self._lost(about, status, time.monotonic() - begun) from None
        if answer.outcome is Outcome.MEMORY:
            raise self._out_of_memory(about)
        return answer

    def look(self) -> None:
        """End the process if it holds more memory than the limit."""
        try:
            held = self._seen.memory_info().rss
        except psutil.Error:  # the process has ended; its caller notices
            return
        if held > self._limits.memory_bytes:
            self._over_memory = True
            self.kill()

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._popen.poll() is None:
            self._popen.kill()

    async def end(self) -> None:
        """End the process, and wait until it is gone."""
        self.kill()
        await self._status()
        if hasattr(self, "_writer"):
            self._writer.close()
        self._board.close()

    async def _status(self) -> int:
        """Wait for the process, which has closed its socket or was killed, and return its exit status."""
        until = time.monotonic() + _END_SECONDS
        while (status := self._popen.poll()) is None and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        return status or 0

    def _lost(self, about: str, status: int, seconds: float) -> NotDone:
        if self._over_memory:
            return self._out_of_memory(about)
        if -status == signal.SIGXCPU:
            return self._too_complex(
                about, f"{self._limits.cpu_seconds:g} s of processor time", "AMEIDE_WORKER_CPU_SECONDS"
            )
        how = signal.Signals(-status).name if -status in {*signal.Signals} else f"status {status}"
        return WorkerLost(
            f"The process that worked on {about} ended by itself ({how}) after {seconds:.1f} s, at {self._stage()}. "
            "Nothing was kept. Try once more; if it happens again, tell whoever maintains Ameide or the plug-in."
        )

    def _out_of_memory(self, about: str) -> TooComplex:
        return self._too_complex(
            about, f"{self._limits.memory_bytes // 1024**2} MiB of memory", "AMEIDE_WORKER_MEMORY_BYTES"
        )

    def _too_complex(self, about: str, limit: str, setting: str) -> TooComplex:
        return TooComplex(
            f"The work on {about} was stopped at its limit of {limit}, at {self._stage()}. "
            f"Divide the model into smaller ones, or have the operator raise {setting}."
        )

    def _stage(self) -> str:
        told = "" if self._board.closed else self._board.read()
        return _STAGES.get(told, told)

    async def _sent(self, message: bytes) -> None:
        self._writer.write(len(message).to_bytes(_HEAD, "big"))
        for start in range(0, len(message), _PIECE):
            self._writer.write(message[start : start + _PIECE])
            await self._writer.drain()

    async def _received(self) -> Answer:
        head = await self._reader.readexactly(_HEAD)
        answer: Answer = pickle.loads(await self._body(int.from_bytes(head, "big")))  # noqa: S301  # from our worker
        return answer

    async def _body(self, size: int) -> bytearray:
        body = bytearray()
        while len(body) < size:
            piece = await self._reader.read(min(_PIECE, size - len(body)))
            if not piece:
                raise EOFError
            body += piece
        return body


def _environment() -> dict[str, str]:
    """Return the environment of workers, without the service's settings and secrets."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_BEGINS)}
    paths = [str(Path(path).absolute()) for path in sys.path if Path(path).exists()]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
