"""Run pieces of work, one after the other, for the process that started this one: `python -m work.pool.worker`.

It holds no connection and no secret. It ends with its master at any time.
"""

import gc
import importlib
import logging
import os
import pickle
import resource
import select
import signal
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from typing import Any, Final

import psutil
from opentelemetry import trace

from pipeline.ir import crossing, doing, garbage, plugins
from telemetry import logs
from work.pool.board import Board
from work.pool.messages import Answer, Asked, Outcome, packed
from work.pool.spans import Noting

_HEAD: Final = 8
_SELF: Final = psutil.Process()
_log = logging.getLogger("ameide.worker")


def main() -> None:
    """Serve the socket and the board that the arguments name, after importing the modules that follow them."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    board = Board(int(sys.argv[2]))
    memory = int(sys.argv[3])
    for number in (signal.SIGINT, signal.SIGTERM):  # a terminal sends them to the whole group; the master drains
        signal.signal(number, signal.SIG_IGN)
    logging.getLogger(plugins.__name__).disabled = True  # the master logs which plug-ins are broken
    threading.Thread(target=_end_with_master, args=[connection.fileno()], daemon=True).start()
    for module in sys.argv[4:]:
        importlib.import_module(module)
    logs.start()
    crossing.remember(f"{os.getpid()}/{time.monotonic_ns()}")
    doing.watch(board.write)
    spans = Noting(board.write)
    trace.set_tracer_provider(spans)
    with suppress(OSError, ValueError):  # without such a limit, the master's check remains
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    gc.collect()
    garbage.collect_rarely()
    _send(connection, packed(Answer(Outcome.DONE, None)))
    while (asked := _received(connection)) is not None:
        _send(connection, _answered(asked, board, spans))
        del asked


def _end_with_master(descriptor: int) -> None:
    """Wait, without the interpreter's lock, until the master closes its end; then exit."""
    watched = select.poll()
    watched.register(descriptor, 0)  # poll always reports a closed end
    watched.poll()
    os._exit(0)


def _answered(asked: bytes, board: Board, spans: Noting) -> bytes:
    board.write("")
    spans.clear()
    try:
        work: Asked = pickle.loads(asked)  # noqa: S301  # from the master
        _limit_cpu(work.cpu_seconds)
        result = work.task(*work.given)
        del work
        return packed(Answer(Outcome.DONE, result, spans.noted(), _held()))
    except MemoryError:
        crossing.forget()
        return packed(Answer(Outcome.MEMORY))
    except Exception as error:
        return _raised(error, spans)
    finally:
        _limit_cpu(None)


def _raised(error: Exception, spans: Noting) -> bytes:
    error.add_note("".join(traceback.format_exception(error)))  # pickling drops the traceback
    try:
        answer = packed(Answer(Outcome.RAISED, error, spans.noted(), _held()))
        pickle.loads(answer)  # noqa: S301  # some exceptions can be pickled but not unpickled
    except Exception:
        _log.exception("an exception cannot be passed on", exc_info=error)
        told = RuntimeError(f"{type(error).__name__}: {error}")
        return packed(Answer(Outcome.RAISED, told, spans.noted(), _held()))
    return answer


def _limit_cpu(seconds: float | None) -> None:
    """Let the system end this process after so much more of processor time."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if seconds is None else int(time.process_time() + seconds) + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _held() -> int:
    return int(_SELF.memory_info().rss)


def _received(connection: socket.socket) -> bytes | None:
    head = _exactly(connection, _HEAD)
    return None if head is None else _exactly(connection, int.from_bytes(head, "big"))


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    body = bytearray(size)
    view, done = memoryview(body), 0
    while done < size:
        count = connection.recv_into(view[done:])
        if not count:
            return None
        done += count
    return bytes(body)


def _send(connection: socket.socket, message: Any) -> None:
    connection.sendall(len(message).to_bytes(_HEAD, "big"))
    connection.sendall(message)


if __name__ == "__main__":
    main()
