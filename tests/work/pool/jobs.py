"""Define work for the tests' workers: quick, slow, greedy and deadly."""

import mmap
import os
import signal
import time
from pathlib import Path

from pipeline.ir.crossing import Parts, Sealed
from pipeline.ir.doing import doing


def doubled(number: int) -> int:
    return 2 * number


def pid() -> int:
    return os.getpid()


def spin(seconds: float = 60.0, what: str = "the rule that spins") -> str:
    """Keep a processor busy."""
    doing(what)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
    return "done"


def wait(begun: str, seconds: float = 60.0) -> None:
    """Note that it has begun, and wait."""
    Path(begun).write_text(str(os.getpid()))
    time.sleep(seconds)


def die(number: int) -> None:
    os.kill(os.getpid(), number)
    signal.pause()


def fill(size: int) -> int:
    """Hold memory that the system counts as data."""
    return len(bytearray(size))


def share(size: int) -> None:
    """Hold memory that it does not."""
    with mmap.mmap(-1, size) as memory:
        for start in range(0, size, mmap.PAGESIZE):
            memory[start] = 1
        time.sleep(60)


def fail() -> None:
    raise LookupError("this is wrong")


class Odd(Exception):
    """An exception that can be packed, and not unpacked."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def fail_oddly() -> None:
    raise Odd("one", "two")


def environment() -> dict[str, str]:
    return dict(os.environ)


def sealed(size: int) -> Sealed[list[int]]:
    return Sealed(list(range(size)))


def opened(found: Sealed[list[int]]) -> int:
    return len(found.open())


def parts(size: int) -> Parts[int]:
    return Parts(range(size))


def shout() -> None:
    """Print, as plug-ins may."""
    print("this is no answer", flush=True)
