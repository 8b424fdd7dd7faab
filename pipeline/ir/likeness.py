"""Compare names as people do: without differences of case, blanks, endings of words, and words that say nothing."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

MOST: Final = 200
"""Longest name that is compared."""
ENOUGH: Final = 80
"""Similarity in percent from which two names are taken to be alike."""
_STEM: Final = 4
_MOST_WORDS: Final = 6
_FEWEST: Final = 3
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+|[A-Z]+|[^\W\d_]+")
_EMPTY: Final = frozenset(
    {"a", "an", "the", "of", "for", "to", "and", "in", "on", "by", "with", "from", "at", "der", "die", "das", "des",
     "und", "von", "zu", "im", "process", "service", "application", "app", "component", "system", "delegate", "handler",
     "worker", "task", "activity", "impl", "bean", "job"}
)  # fmt: skip
"""Words that say nothing about what a name means."""


def plain(name: str) -> str:
    """Return a name as exact comparison sees it; empty where it is too long to compare."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return text if len(text) <= MOST else ""


@lru_cache(4096)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name or technical name that mean something, in their order."""
    text = unicodedata.normalize("NFKD", name[:MOST])
    bare = "".join(char for char in text if not unicodedata.combining(char))
    found = [word.casefold() for word in _WORD.findall(bare)]
    return tuple(word for word in found if word not in _EMPTY) or tuple(found)


def blocks(name: str) -> Iterator[str]:
    """Yield the keys that similar names share: the beginnings of all words, and of all but one of several."""
    stems = sorted({word if word.isdigit() else word[:_STEM] for word in words(name)})[:_MOST_WORDS]
    if stems:
        yield " ".join(stems)
    if len(stems) >= _FEWEST:
        for some in combinations(stems, len(stems) - 1):
            yield " ".join(some)


def likeness(one: str, other: str) -> int:
    """Return how alike two names are, in percent; the order of words does not matter."""
    from rapidfuzz import fuzz  # only where names are compared

    return round(fuzz.token_sort_ratio(" ".join(words(one)), " ".join(words(other))))
