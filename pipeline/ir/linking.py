"""Define what a notation tells about links: which elements can have counterparts in other models, and their keys.

An element takes part in links in a role, such as `process` or `application`. Its keys are the ids and names by which it
is found, and those by which its document names a counterpart. A matcher says which roles belong together, and which of
the two depends on the other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen
from pipeline.ir.model import Element, Model

M = TypeVar("M", bound=Model)


class Space(StrEnum):
    """The kind of a key: keys of different kinds never meet."""

    ID = "id"
    """An id, or a technical name such as a topic."""
    NAME = "name"
    """A name as people read it, without differences of case and blanks."""
    SIMILAR = "similar"
    """Words that similar names share."""


class Key(NamedTuple):
    """One id or name of an element, or of its counterpart."""

    space: Space
    value: str
    said: str
    """The origin of the key, as evidence says it: `id`, `name`, `property bpmn:process`."""
    own: bool = True
    """False if the key names the counterpart. Two keys of which neither is the element's own prove nothing."""
    certain: bool = True
    """False for ids that editors give by themselves: only a document that names one means it."""


@dataclass(frozen=True, slots=True)
class End:
    """An element that can have a counterpart in another model."""

    element: Element
    role: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """Two roles that belong together, and the kind of the links between them."""

    name: str
    """The kind of its links, as a verb: the dependent `describes` the dependency."""
    dependent: str
    """Role of the elements that depend on the others."""
    dependency: str
    description: str
    single: bool = False
    """True if a dependency has one dependent only: the same name in two of them is then ambiguous."""


@dataclass(frozen=True, kw_only=True)
class Linking(Generic[M]):
    """The part of a notation in links."""

    ends: Callable[[M], Iterable[End]] = lambda _: ()
    matchers: Sequence[Matcher] = ()
    """Matchers for roles that only this notation knows, beside those of pipeline/tenant/matchers."""


class Status(StrEnum):
    """The state of a link."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class How(StrEnum):
    """The way in which a link came to be, the surest last."""

    SIMILAR = "similar"
    NAME = "name"
    ID = "id"
    PERSON = "person"
    FILE = "file"


DECIDED: Final = frozenset({How.PERSON, How.FILE})
"""Links that a person made, and matchers leave alone."""


class Linked(Frozen):
    """One state of a link between two elements, each as `model#element`."""

    kind: str
    dependent: str
    dependency: str
    status: Status
    how: How
    confidence: float
    evidence: tuple[str, ...]
    reason: str = ""
    actor: str = ""
    """Name of the person who decided; empty for a matcher."""
    source: str = ""
    """Name of the file that states it."""
    previous: str = ""
    """Uid of the state that this one replaced."""

    @property
    def pair(self) -> tuple[str, str, str]:
        """Return kind and both ends, by which links are told apart."""
        return self.kind, self.dependent, self.dependency

    @property
    def decided(self) -> bool:
        """Return true if a person decided it."""
        return self.how in DECIDED


class Decided(Frozen):
    """The links that a decision made or ended, and what prevented others."""

    links: tuple[str, ...] = ()
    """Uids, in the order of what was decided."""
    problems: tuple[Problem, ...] = ()


class Reasons(Frozen):
    """The reasons why two elements are linked or not."""

    linked: bool
    links: tuple[str, ...] = ()
    """Uids of all links of the pair, the newest first, also of those that ended."""
    reasons: tuple[str, ...] = ()


def ends_of(linking: Linking[Any], model: Model) -> tuple[End, ...]:
    """Return the elements of a model that can have counterparts and have keys."""
    return tuple(end for end in linking.ends(model) if end.keys)
