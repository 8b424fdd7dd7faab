"""Let results pass from process to process without the event loop between them unpacking anything large."""

import asyncio
import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import Any, Final, Generic, TypeVar, cast

_Value = TypeVar("_Value")

_PART: Final = 250  # records; their unpacking takes some milliseconds
_numbers: Final = count()


class Sealed(Generic[_Value]):
    """A value that is passed on unopened. It is pickled once, where it leaves the process that made it."""

    def __init__(self, value: _Value) -> None:
        self._value: _Value | None = value
        self._packed: bytes | None = None
        self._made_by = ""

    def open(self) -> _Value:
        """Return the value. Takes as long as it is large, where another process sealed it."""
        if self._packed is not None:
            if _Kept.by == self._made_by:
                return cast("_Value", _Kept.value)
            return cast("_Value", pickle.loads(self._packed))  # noqa: S301  # packed by a worker of this service
        return cast("_Value", self._value)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[bytes, str]]:
        if self._packed is None:
            self._made_by = _Kept.keep(self._value)
            self._packed = pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return _unopened, (self._packed, self._made_by)


class _Kept:
    """The last value that this process sealed for another one: often it is the one that gets it back."""

    by = "-"
    value: object = None
    process = ""

    @classmethod
    def keep(cls, value: object) -> str:
        """Keep a value where the process has a name, and return what it is kept by."""
        if not cls.process:
            return ""
        cls.by, cls.value = f"{cls.process}/{next(_numbers)}", value
        return cls.by


def remember(process: str) -> None:
    """Give this process a name that no other has, so that it recognises what it sealed itself."""
    _Kept.process = process


def forget() -> None:
    """Let go of the value that was sealed last."""
    _Kept.by, _Kept.value = "-", None


def _unopened(packed: bytes, made_by: str) -> Sealed[Any]:
    sealed: Sealed[Any] = Sealed(None)
    sealed._packed, sealed._made_by = packed, made_by
    return sealed


class Parts(Generic[_Value]):
    """A long sequence in sealed parts, so that an event loop can unpack it without being kept from anything else."""

    def __init__(self, items: Iterable[_Value]) -> None:
        self._parts = tuple(Sealed(part) for part in _cut(items))

    async def whole(self) -> tuple[_Value, ...]:
        """Unpack part by part; others have their turn between two of them."""
        found: list[_Value] = []
        for part in self._parts:
            found += part.open()
            await asyncio.sleep(0)
        return tuple(found)


def _cut(items: Iterable[_Value]) -> Iterator[tuple[_Value, ...]]:
    rest = iter(items)
    while part := tuple(islice(rest, _PART)):
        yield part
