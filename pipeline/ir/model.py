"""Define what models of every notation have: elements in document order, and their references."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from pipeline.ir.document import Problem
from pipeline.ir.frozen import Frozen

_Found = TypeVar("_Found")


class Reference(Frozen):
    """A mention of something else by its id."""

    role: str
    """Attribute or element that holds the mention: `calledElement`, `messageRef`, `attachedToRef`, …"""
    target: str
    """The id as written, without a namespace prefix."""
    type: str
    """Type of the target: `process`, `message`, `error`, …, or `element` if the role does not tell."""
    element: str | None = None
    """Element of this document that it means; None when the document has none."""
    namespace: str | None = None
    """Namespace of the prefix, if it is that of another document."""
    notation: str | None = None
    """The notation whose ids these are; None for the document's own."""


class Extension(Frozen):
    """The content of one foreign namespace in an element, verbatim."""

    attributes: dict[str, str] = {}
    elements: tuple[str, ...] = ()


class Element(Frozen):
    """One element of the document, and its place there."""

    id: str
    """Unique in the model and safe in a uid (pipeline/ir/ids.py)."""
    source_id: str | None = None
    """The id as the document states it."""
    kind: str
    name: str = ""
    documentation: str = ""
    parent: str | None = None
    line: int
    path: str
    """Place in the document: an XPath, a JSON pointer or an RDF subject."""
    attributes: dict[str, str] = {}
    """The notation's own attributes as written; id and name only where they are stated and empty."""
    references: tuple[Reference, ...] = ()
    source: str | None = None
    """Element that a connector or relation leaves; None when it dangles."""
    target: str | None = None
    extensions: dict[str, Extension] = {}
    """Extensions by namespace URI. An attribute of a folded element has the names of both:
    `multiInstanceLoopCharacteristics/collection`."""
    folded: str = ""
    """Verbatim, all that has no vertex of its own and this element as its nearest ancestor."""
    folded_count: int = 0
    """Parts of the document that are kept with this element: in XML, its elements."""

    PLACEMENT: ClassVar[frozenset[str]] = frozenset({"line", "path", "folded_count"})
    """Fields that say where and how an element is written: another value changes nothing of what it says."""

    @property
    def label(self) -> str:
        """Return the name for people: name, else id as written, else id."""
        return self.name.strip() or self.source_id or self.id

    @property
    def verbatim(self) -> str:
        """Return all verbatim text of the element."""
        return self.folded


class Model(Frozen):
    """The content of one document."""

    format: str
    parser: str
    """Parser and its version, `bpmn/1`: part of what makes an import new."""
    name: str = ""
    elements: tuple[Element, ...]
    parts: int
    """Parts of the document, in XML its elements; equals vertices + folded + reported."""
    reported: int = 0
    """Parts that could be neither an element nor folded; each has a problem or finding."""
    content_digest: str
    """SHA-256 of all but positions and drawings: equal when only layout changed."""

    def __getstate__(self) -> dict[Any, Any]:
        """Pickle the fields alone, not what was found out about them: it is as large, and quickly found again."""
        state = super().__getstate__()
        own = {name: value for name, value in state["__dict__"].items() if name in type(self).model_fields}
        return state | {"__dict__": own}

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Return elements by their id."""
        return {element.id: element for element in self.elements}

    @cached_property
    def by_source_id(self) -> Mapping[str, Element]:
        """Return elements by the id that the document states; the first if several state the same."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if element.source_id is not None:
                found.setdefault(element.source_id, element)
        return found

    @cached_property
    def children(self) -> Mapping[str, tuple[Element, ...]]:
        """Return elements by the id of their container, in document order."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            if element.parent is not None:
                found.setdefault(element.parent, []).append(element)
        return {parent: tuple(elements) for parent, elements in found.items()}

    @cached_property
    def details(self) -> Mapping[str, tuple[str, ...]]:
        """Return, by element, the elements that only elaborate it.

        Code that is generated from it is generated from them too.
        """
        return {}

    def of_kind(self, *kinds: str) -> tuple[Element, ...]:
        """Return the elements of these kinds, in document order; the result is cached for all rules."""
        return self.remembered(kinds, lambda: self._of_kinds(set(kinds)))

    def _of_kinds(self, kinds: Iterable[str]) -> tuple[Element, ...]:
        places = sorted(place for kind in kinds for place in self._places.get(kind, ()))
        return tuple(self.elements[place] for place in places)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Return the places of elements in the document by their kind."""
        found: dict[str, list[int]] = {}
        for place, element in enumerate(self.elements):
            found.setdefault(element.kind, []).append(place)
        return found

    def remembered(self, key: Hashable, work: Callable[[], _Found]) -> _Found:
        """Do some work on this model the first time that its key is given, and return what it found."""
        if key not in self.memory:
            self.memory[key] = work()
        return cast("_Found", self.memory[key])

    @cached_property
    def memory(self) -> dict[Hashable, Any]:
        """Return the results of `remembered`, by key."""
        return {}


class Parsed(Frozen):
    """Result of a parser: a model, or the problems that prevented one."""

    model: Model | None = None
    problems: tuple[Problem, ...] = ()
    """Problems; beside a model, those that the parser resolved by a choice (duplicate ids, dangling references)."""
