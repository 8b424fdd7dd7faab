"""Define the tables by which a notation tells compare how to pair elements, and what differs."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from pydantic import JsonValue

from pipeline.ir.model import Element, Model

M = TypeVar("M", bound=Model)

PARENT = "parent"


class Meaning(Protocol):
    """The meaning of an id, in words that both models understand."""

    def of(self, id_: str) -> str: ...

    def meant(self, stated: str) -> str:
        """Return the word for the element that a document means by an id; else the id."""
        ...


Kept = Callable[[Any, Any, tuple[Meaning, Meaning], Collection[str]], tuple[JsonValue, JsonValue] | None]
"""What two elements keep verbatim and differs, given the meaning of ids on either side and the properties of which it
is known that they differ; None where nothing is left to say."""


def name_only(element: Element) -> str:
    return element.name


def same_kind(one: str, other: str) -> float:
    return float(one == other)


def as_text(one: Element, other: Element, _meanings: tuple[Meaning, Meaning], _said: Collection[str]) -> Any:
    return None if one.folded == other.folded else (one.folded, other.folded)


@dataclass(frozen=True, kw_only=True)
class Comparison(Generic[M]):
    """The rules of a notation for comparing. Defaults compare elements by what every notation has."""

    connectors: frozenset[str] = frozenset()
    """Kinds that are little more than their two ends."""
    family: Callable[[str], str] = str
    """What a kind can turn into others of; by itself, only into itself."""
    kinship: Callable[[str, str], float] = same_kind
    """1 for the same kind, less where an editor lets one become the other, 0 where it does not."""
    wording: Callable[[Any], str] = name_only
    """What people read of an element: its name, or a text that it is."""
    drawings: Callable[[M], Mapping[str, Sequence[str]]] = lambda _: {}
    """How elements are drawn, by their ids, in a spelling in which only what can be seen counts."""
    stated: Callable[[str, Mapping[str, str]], Mapping[str, str]] = lambda _, attributes: attributes
    """Of the attributes of a kind, those that say something: none that only spell out a default."""
    ties: Mapping[str, str] = field(default_factory=dict)
    """Further fields that hold an element's id, and their roles; `parent`, `source` and `target` are known."""
    flowing: frozenset[str] = frozenset({"sourceRef", "targetRef"})
    """Roles that say what comes before and after, or where; the others only sort elements into groups."""
    values: tuple[str, ...] = ()
    """Further fields that are compared."""
    behaviour: Callable[[Any], Mapping[str, Any]] = lambda _: {}
    """What an element does, ids left out."""
    meant: Callable[[Any, Meaning], Mapping[str, JsonValue]] = lambda _, __: {}
    """Those of `values` in which ids stand, with what the ids mean."""
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Roles and attributes that only repeat a field."""
    elaborates: Callable[[str], str | None] = lambda _: None
    """The property of its parent that an element of a kind says in more words, such as the events of an event."""
    parts: Callable[[str, JsonValue], Iterable[tuple[str, str]]] = lambda _, __: ()
    """Return the named parts of a property's value; nothing if it is one text."""
    kept: Kept = as_text
    fragment: Callable[[str], str] = str
    """What an extension says, in a spelling of which only its meaning is left."""
