"""Count the slips between two words, and find similar words in a long list."""

from typing import Final

from rapidfuzz.distance import OSA

FEWEST: Final = 3
"""Letters that a word must have for a slip to be forgiven, and the word that it may mean."""
_ANYWHERE: Final = 4
"""Letters from which on a slip is forgiven anywhere; in shorter words the first letter is right."""
_TWO: Final = 8


def slips(word: str) -> int:
    """Return how many slips are forgiven; none where there are digits: another number is another thing."""
    if len(word) < FEWEST or not word.isalpha():
        return 0
    return 1 if len(word) < _TWO else 2


def apart(one: str, other: str, most: int) -> int | None:
    """Return how many letters were added, left out, mistaken or swapped with their neighbour; None for over `most`."""
    edits = OSA.distance(one, other, score_cutoff=most)
    return edits if edits <= most else None


def meant(word: str, other: str) -> int | None:
    """Return by how many slips a word may mean another one; None where it does not."""
    if len(other) < FEWEST or (len(word) < _ANYWHERE and word[0] != other[0]):
        return None
    return apart(word, other, slips(word))


def grams(word: str) -> tuple[str, ...]:
    """Return the word's runs of three letters, with marked ends.

    Words that differ by forgiven slips share at least one.
    """
    marked = f"^^{word}$"
    return tuple(dict.fromkeys(marked[start : start + 3] for start in range(len(marked) - 2)))
