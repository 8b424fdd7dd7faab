"""Define types, and match the content of an element with its type: names, repetitions, alternatives.

The pattern of a type becomes an automaton whose states are the names in it (Glushkov's). In a valid schema, no name
fits two states at once, so each child is looked up in the states that may follow.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Union

Meant = Union["Type", str, None]
"""The type of an element, its name, or None where that of the element itself is meant."""


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """An element, or any that may stand for it."""

    spoken: str
    types: Mapping[str, Meant]


@dataclass(frozen=True, eq=False, slots=True)
class Any:
    """An element of any other namespace; or any element at all."""

    anything: bool
    own: str

    def takes(self, tag: str) -> bool:
        """Return true if an element of that name may stand here."""
        return self.anything or (tag.startswith("{") and not tag.startswith(f"{{{self.own}}}"))


@dataclass(frozen=True, eq=False, slots=True)
class Sequence:
    """Patterns one after another."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """One of several patterns."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, eq=False, slots=True)
class Many:
    """A pattern several times; `most` is None for any number."""

    part: "Pattern"
    least: int
    most: int | None


Pattern = Name | Any | Sequence | Choice | Many
_States = tuple[int, ...]


class _Piece(NamedTuple):
    """An automaton for part of a pattern."""

    empty: bool
    """True if an empty sequence fits."""
    first: _States
    last: _States


class Content:
    """The content that a type allows in an element."""

    START = -1

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self._leaves: list[Name | Any] = []
        self._follow: dict[int, set[int]] = {self.START: set()}
        self._whole = self._piece(pattern)
        self._join((self.START,), self._whole.first)
        self._next = {state: dict(self._named(after)) for state, after in self._follow.items()}
        self._wild = {state: self._wildcard(after) for state, after in self._follow.items()}
        self.names = {tag: leaf for leaf in self._leaves if isinstance(leaf, Name) for tag in leaf.types}
        """The elements that may stand here at all, by every tag that they may have."""

    def after(self, state: int, tag: str) -> int | None:
        """Return the state to which an element of that name leads; None where it may not stand."""
        found = self._next[state].get(tag)
        if found is None and (wild := self._wild[state]) is not None:
            leaf = self._leaves[wild]
            return wild if isinstance(leaf, Any) and leaf.takes(tag) else None
        return found

    def is_free(self, state: int) -> bool:
        """Return true if the schema says nothing about the element that led to this state."""
        return isinstance(self._leaves[state], Any)

    def ends(self, state: int) -> bool:
        """Return true if nothing has to follow."""
        return self._whole.empty if state == self.START else state in self._whole.last

    def due(self, state: int) -> list[str]:
        """Return the names without which nothing that is allowed can follow; where there is a choice, all of it."""
        without = [name for name in self.order() if not self._can_end(state, name)]
        return without or list(dict.fromkeys(leaf.spoken for leaf in self._named_after(state)))

    def _can_end(self, state: int, without: str) -> bool:
        """Return true if content can end, from a state, although no element of that name comes."""
        waiting, seen = [state], {state}
        while waiting:
            if self.ends(at := waiting.pop()):
                return True
            after = {each for each in self._follow[at] - seen if not self._is(each, without)}
            seen |= after
            waiting.extend(after)
        return False

    def _is(self, state: int, name: str) -> bool:
        leaf = self._leaves[state]
        return isinstance(leaf, Name) and leaf.spoken == name

    def _named_after(self, state: int) -> Iterator[Name]:
        return (leaf for each in sorted(self._follow[state]) if isinstance(leaf := self._leaves[each], Name))

    def order(self) -> list[str]:
        """Return the names of what may stand here, in the order of the schema."""
        return list(dict.fromkeys(leaf.spoken for leaf in self._leaves if isinstance(leaf, Name)))

    def _named(self, states: set[int]) -> Iterator[tuple[str, int]]:
        for each in states:
            leaf = self._leaves[each]
            if isinstance(leaf, Name):
                yield from ((tag, each) for tag in leaf.types)

    def _wildcard(self, states: set[int]) -> int | None:
        return next((each for each in states if isinstance(self._leaves[each], Any)), None)

    def _piece(self, pattern: Pattern) -> _Piece:
        if isinstance(pattern, Sequence):
            return self._sequence([self._piece(part) for part in pattern.parts])
        if isinstance(pattern, Choice):
            pieces = [self._piece(part) for part in pattern.parts]
            return _Piece(
                any(each.empty for each in pieces),
                tuple(state for each in pieces for state in each.first),
                tuple(state for each in pieces for state in each.last),
            )
        if isinstance(pattern, Many):
            return self._many(pattern)
        state = len(self._leaves)
        self._leaves.append(pattern)
        self._follow[state] = set()
        return _Piece(False, (state,), (state,))

    def _many(self, pattern: Many) -> _Piece:
        copies = [self._piece(pattern.part) for _ in range(pattern.most or max(pattern.least, 1))]
        if pattern.most is None:
            self._join(copies[-1].last, copies[-1].first)
        return self._sequence(
            [each._replace(empty=each.empty or number >= pattern.least) for number, each in enumerate(copies)]
        )

    def _sequence(self, pieces: list[_Piece]) -> _Piece:
        whole = _Piece(True, (), ())
        for each in pieces:
            self._join(whole.last, each.first)
            whole = _Piece(
                whole.empty and each.empty,
                whole.first + each.first if whole.empty else whole.first,
                whole.last + each.last if each.empty else each.last,
            )
        return whole

    def _join(self, before: _States, after: _States) -> None:
        for state in before:
            self._follow[state].update(after)


@dataclass(frozen=True, slots=True)
class Value:
    """A simple type: one of XML Schema's by name, or `enumeration` with its words."""

    kind: str
    words: tuple[str, ...] = ()

    free: bool = False
    """True if every text is such a value."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that a type knows."""

    name: str
    value: Value
    required: bool = False
    default: str | None = None


@dataclass(slots=True)
class Type:
    """A complex type; or a simple one, which has neither attributes nor anything in it."""

    name: str
    value: Value | None = None
    """The values of a simple type; None for other types."""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    """Names of attributes that have to be there."""
    foreign: str | None = None
    """The namespace beside which attributes of every other may be added; None where none may."""
    mixed: bool = False
    abstract: bool = False
    bases: frozenset[str] = frozenset()
    """The names of the type and of those that it extends, in Clark notation."""
    content: Content = field(default_factory=lambda: Content(Sequence(())))
