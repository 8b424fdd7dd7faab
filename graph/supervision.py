"""Start a server again that ends while it is needed: it was killed, it crashed, or its disk was full."""

import contextlib
import logging
import shutil
import threading
from pathlib import Path
from typing import Final, Protocol

import psutil

from graph import errors

_log = logging.getLogger("ameide.store")

_LOOKS_SECONDS: Final = 0.25
_AGAIN_SECONDS: Final = 0.5
_LEAST_FREE: Final = 20_000_000  # PostgreSQL writes its log of changes in files of 16 MiB


class Restartable(Protocol):
    """A server that can be looked at and started again."""

    def lives(self) -> bool:
        """Return true if its process runs."""

    def restart(self) -> None:
        """Start it where its clients look for it. Raises GraphError or OSError if it does not start yet."""


class Supervisor(threading.Thread):
    """Looks after one server, in every process that uses it: whichever notices first starts it again."""

    def __init__(self, server: Restartable) -> None:
        super().__init__(name="ameide-supervisor", daemon=True)
        self._server = server
        self._ended = threading.Event()

    def run(self) -> None:
        """Look, until it is ended."""
        told = False
        while not self._ended.wait(_LOOKS_SECONDS):
            if self._server.lives():
                told = False
                continue
            if not told:
                _log.error("PostgreSQL has ended; it is started again")
                told = True
            try:
                self._server.restart()
                _log.warning("PostgreSQL runs again")
            except (errors.GraphError, OSError) as error:
                # of a full disk, or of processes of the old server that have not ended yet
                _log.debug("PostgreSQL does not start yet: %s", error)
                self._ended.wait(_AGAIN_SECONDS)

    def end(self) -> None:
        """Look no longer: what ends from now on is meant to end."""
        self._ended.set()
        with contextlib.suppress(RuntimeError):
            self.join()


def trouble(home: Path) -> errors.StoreUnreachable | None:
    """Return why this home's server does not answer; None if nothing is seen to be wrong with it."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(home).free < _LEAST_FREE:
            return errors.StoreFull()
    process = named_process(home / "postgres")
    if process is None or is_zombie(process):
        return errors.StoreUnreachable("it is being started again")
    return None


def named_process(data: Path) -> psutil.Process | None:
    """Return the process that a data folder says is its server."""
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
    return None


def is_zombie(process: psutil.Process) -> bool:
    """Return true if a process has ended, and only waits for its parent to notice."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    return True


def end_remains(data: Path) -> None:
    """End what is left of a server whose first process has ended.

    A process of it that is busy notices only when its statement ends; no new server starts before that.
    """
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error, OSError):
            if process.info["name"] == "postgres" and Path(process.cwd()).samefile(data):
                process.kill()
