"""Words that are nearly the same: how many slips apart, and how to find them in a long list."""

from typing import Final

FEWEST: Final = 4
"""Letters that a word must have for a slip to be forgiven."""
_TWO: Final = 8


def slips(word: str) -> int:
    """How many are forgiven; none where there are digits: another number is another thing."""
    if len(word) < FEWEST or not word.isalpha():
        return 0
    return 1 if len(word) < _TWO else 2


def apart(one: str, other: str, most: int) -> int | None:
    """How many letters were added, left out, mistaken or swapped with their neighbour; None for more than `most`."""
    return next((edits for edits in range(most + 1) if _within(one, other, edits)), None)


def grams(word: str) -> tuple[str, ...]:
    """Its runs of three letters, the ends marked. Words that differ by forgiven slips share at least one."""
    marked = f"^^{word}$"
    return tuple(dict.fromkeys(marked[start : start + 3] for start in range(len(marked) - 2)))


def _within(one: str, other: str, edits: int) -> bool:
    if abs(len(one) - len(other)) > edits:
        return False
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    one, other = one[same:], other[same:]
    if not edits or not one or not other:
        return len(one) + len(other) <= edits
    return (
        _within(one[1:], other[1:], edits - 1)
        or _within(one, other[1:], edits - 1)
        or _within(one[1:], other, edits - 1)
        or (one[:2] == other[1::-1] and _within(one[2:], other[2:], edits - 1))
    )
