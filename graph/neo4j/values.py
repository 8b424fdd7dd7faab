"""Convert values to and from Neo4j, and refuse those that PostgreSQL refuses."""

from collections.abc import Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship

from graph import errors


def check(value: Any) -> None:
    """Raise BatchRefused for text that not every store accepts: with NUL, or half of a pair of surrogates."""
    match value:
        case str():
            if "\0" in value or not _encodes(value):
                raise errors.BatchRefused(f"not text that can be stored: {value[:80]!a}")
        case Mapping():
            for key, one in value.items():
                check(key)
                check(one)
        case list() | tuple():
            for one in value:
                check(one)


def plain(value: Any) -> Any:
    """Return the value without Neo4j's own ids: a vertex or edge is its properties, with `label` added."""
    match value:
        case Node():
            (label,) = value.labels
            return {**value, "label": label}
        case Relationship():
            return {**value, "label": value.type}
        case Path():
            steps: list[Any] = [value.start_node]
            for edge, vertex in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [edge, vertex]
            return [plain(step) for step in steps]
        case list():
            return [plain(one) for one in value]
        case dict():
            return {key: plain(one) for key, one in value.items()}
    return value


def known_at(value: Any, moment: str) -> Any:
    """Return the value as it was known at a moment: an end that had not come yet is left out."""
    match value:
        case list():
            return [known_at(one, moment) for one in value]
        case dict():
            return {name: known_at(one, moment) for name, one in value.items() if not _later(name, one, moment)}
    return value


def _later(name: str, value: Any, moment: str) -> bool:
    return name == "until" and isinstance(value, str) and value > moment


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
