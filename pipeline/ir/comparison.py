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
"""Compare the verbatim parts of two elements, given the meaning of ids on either side and the properties that are
already known to differ; None if nothing else differs."""


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
    """Return the family of a kind, whose kinds can turn into each other; by default the kind itself."""
    kinship: Callable[[str, str], float] = same_kind
    """1 for the same kind, less where an editor lets one become the other, 0 where it does not."""
    wording: Callable[[Any], str] = name_only
    """Return the text of an element that people read: its name, or its content."""
    drawings: Callable[[M], Mapping[str, Sequence[str]]] = lambda _: {}
    """Return the drawings of elements by id, normalised so that only visible differences remain."""
    stated: Callable[[str, Mapping[str, str]], Mapping[str, str]] = lambda _, attributes: attributes
    """Return the attributes of a kind without those that state a default."""
    ties: Mapping[str, str] = field(default_factory=dict)
    """Further fields that hold an element's id, and their roles; `parent`, `source` and `target` are known."""
    flowing: frozenset[str] = frozenset({"sourceRef", "targetRef"})
    """Roles that say what comes before and after, or where; the others only sort elements into groups."""
    values: tuple[str, ...] = ()
    """Further fields that are compared."""
    behaviour: Callable[[Any], Mapping[str, Any]] = lambda _: {}
    """Return the behaviour of an element, without ids."""
    meant: Callable[[Any, Meaning], Mapping[str, JsonValue]] = lambda _, __: {}
    """Return the values that contain ids, with the meaning of the ids."""
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Roles and attributes that only repeat a field."""
    elaborates: Callable[[str], str | None] = lambda _: None
    """The property of its parent that an element of a kind says in more words, such as the events of an event."""
    parts: Callable[[str, JsonValue], Iterable[tuple[str, str]]] = lambda _, __: ()
    """Return the named parts of a property's value; nothing if it is one text."""
    kept: Kept = as_text
    fragment: Callable[[str], str] = str
    """Normalise the text of an extension so that only its meaning remains."""
