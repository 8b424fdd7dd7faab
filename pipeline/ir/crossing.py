"""Pass results between processes, so that the event loop between them unpickles nothing large at once."""

import asyncio
import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import Any, Final, Generic, TypeVar, cast

_Value = TypeVar("_Value")

_PART: Final = 250  # records; their unpacking takes some milliseconds
_numbers: Final = count()


class Sealed(Generic[_Value]):
    """A value that is passed on unopened. It is pickled once, in the process that made it."""

    def __init__(self, value: _Value) -> None:
        self._value: _Value | None = value
        self._packed: bytes | None = None
        self._made_by = ""

    def open(self) -> _Value:
        """Return the value. If another process sealed it, this takes time in proportion to its size."""
        if self._packed is not None:
            if _Kept.by == self._made_by:
                return cast("_Value", _Kept.value)
            return cast("_Value", pickle.loads(self._packed))  # noqa: S301  # packed by a worker of this service
        return cast("_Value", self._value)

    @property
    def size(self) -> int:
        """Return the bytes that are to be unpickled; 0 if this process sealed the value."""
        return 0 if self._packed is None else len(self._packed)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[bytes, str]]:
        if self._packed is None:
            self._made_by = _Kept.keep(self._value)
            self._packed = pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return _unopened, (self._packed, self._made_by)


class _Kept:
    """The last value that this process sealed; the value often comes back to the same process."""

    by = "-"
    value: object = None
    process = ""

    @classmethod
    def keep(cls, value: object) -> str:
        """Keep a value if this process has a name, and return the key of the value."""
        if not cls.process:
            return ""
        cls.by, cls.value = f"{cls.process}/{next(_numbers)}", value
        return cls.by


def remember(process: str) -> None:
    """Give this process a unique name, so that it recognises values that it sealed itself."""
    _Kept.process = process


def forget() -> None:
    """Forget the value that was sealed last."""
    _Kept.by, _Kept.value = "-", None


def _unopened(packed: bytes, made_by: str) -> Sealed[Any]:
    sealed: Sealed[Any] = Sealed(None)
    sealed._packed, sealed._made_by = packed, made_by
    return sealed


class Parts(Generic[_Value]):
    """A long sequence in sealed parts, so that an event loop can unpickle it in short steps."""

    def __init__(self, items: Iterable[_Value]) -> None:
        self._parts = tuple(Sealed(part) for part in _cut(items))

    async def whole(self) -> tuple[_Value, ...]:
        """Unpickle part by part, and let other tasks run in between."""
        found: list[_Value] = []
        for part in self._parts:
            found += part.open()
            await asyncio.sleep(0)
        return tuple(found)


def _cut(items: Iterable[_Value]) -> Iterator[tuple[_Value, ...]]:
    rest = iter(items)
    while part := tuple(islice(rest, _PART)):
        yield part
