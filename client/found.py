"""What a search found, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from client.answers import Node, Page


@dataclass(frozen=True, slots=True)
class Hit:
    """How well a node fits, up to 1, and in which field with what text."""

    score: float
    field: str | None
    excerpt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Page[Node]):
    """A page of what was found, best first, and counts of all of it."""

    hits: tuple[Hit, ...]
    """One for each item."""
    by_label: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_model: Mapping[str, int]
    complete: bool
    truncated_by: str | None
    as_of: str
