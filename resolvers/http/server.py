"""Serve an application on a socket until SIGINT or SIGTERM."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from resolvers.http.ending import Ending


class NotStarted(Exception):
    """The service cannot listen where it was told to."""


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the socket to serve on, before anything slow begins. Raises NotStarted."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except PermissionError as exc:
        raise NotStarted(f"Port {port} is not for this user; set AMEIDE_PORT to one above 1023.") from exc
    except OSError as exc:
        raise NotStarted(f"Cannot listen on {host}:{port}: {exc.strerror}; set AMEIDE_HOST or AMEIDE_PORT.") from exc
    with listener:
        yield listener


async def run(application: ASGIApp, listener: socket.socket, ending: Ending) -> None:
    """Serve until a signal ends it; then return, so that what was started around it is stopped too."""
    await _Server(config(application), ending).serve(sockets=[listener])


def settle() -> None:
    """Keep the garbage collector from looking at what lives as long as the process: that takes a tenth of a second."""
    gc.collect()
    gc.freeze()


def config(application: ASGIApp) -> uvicorn.Config:
    """Return how uvicorn serves an application."""
    return uvicorn.Config(
        application, log_config=None, server_header=False, proxy_headers=False, ws="none", timeout_graceful_shutdown=5
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ending: Ending) -> None:
        super().__init__(config)
        self._ending = ending
        self._draining: asyncio.Task[None] | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM. Unlike uvicorn, do not raise them again, which would end the process."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._signalled)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _signalled(self) -> None:
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain())
        else:  # whoever asks twice means now
            self.should_exit = True

    async def _drain(self) -> None:
        await self._ending.drain()
        self.should_exit = True


def leave() -> None:
    """End the process at once: threads that work for requests that were undone can be neither awaited nor stopped."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
