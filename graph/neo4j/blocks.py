"""Split rows into blocks, so that a statement neither takes long nor holds much."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_BLOCK: Final = 2_000  # rows
_ITEM = TypeVar("_ITEM")


def blocks(rows: Iterable[_ITEM], size: int = _BLOCK) -> Iterator[list[_ITEM]]:
    remaining = iter(rows)
    while block := list(itertools.islice(remaining, size)):
        yield block
