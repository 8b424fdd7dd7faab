"""Define the tables by which a notation tells records how models meet, and which way relations point."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

from pipeline.ir.model import Element, Model, Reference

M = TypeVar("M", bound=Model)

Depends = Literal["source", "target", "both"]
"""End of a relation that depends on the other end."""
Stated = str | bool | list[str]


@dataclass(frozen=True, kw_only=True)
class ByValue:
    """The end of a relation that depends on the other, by the value of an attribute."""

    attribute: str
    ends: Mapping[str, Depends | None]
    """Dependent ends by value; None if the relation then makes no dependency."""
    otherwise: Depends | None
    """Dependent end for every other value, and without one."""
    assumed: frozenset[str] = frozenset()
    """Values that do not say which end depends: the edges are then marked as assumed, as with `otherwise`."""

    def of(self, relation: Element) -> tuple[Depends | None, bool]:
        """Return the end of a relation that depends on the other, and whether that is assumed."""
        value = relation.attributes.get(self.attribute, "")
        if value in self.ends:
            return self.ends[value], value in self.assumed
        return self.otherwise, True


class Root(NamedTuple):
    """An element that other documents may refer to by its id alone."""

    element: Element
    type: str
    target: str
    namespace: str = ""
    """The namespace of the document, where it has one: others may name it too."""


class Import(NamedTuple):
    """A document that another one imports."""

    element: Element
    """The element that states the import."""
    namespace: str
    location: str
    """The path of the imported file, relative to the importing one."""


class Exchange(NamedTuple):
    """The part of an element in an exchange between models, under a name that both know."""

    element: Element
    side: str
    """`throws`, `catches`, …: the kind of its reference."""
    type: str
    """Type of the name: `messageName`, …"""
    target: str
    """The name."""
    stated: Mapping[str, Stated] = {}
    """Further properties of the reference."""
    offers: bool = False
    """The element is what the name means, and others refer to it: who catches a message depends on who throws it."""
    inside: bool = False
    """The name means nothing beyond the document."""


@dataclass(frozen=True, kw_only=True)
class Meetings(Generic[M]):
    """The meeting points of a model, which the graph records beside its elements, references and findings."""

    roots: Callable[[M], Iterable[Root]] = lambda _: ()
    imports: Callable[[M], Iterable[Import]] = lambda _: ()
    namespace: Callable[[M], str] = lambda _: ""
    """The namespace of what a document defines."""
    exchanges: Callable[[M], Iterable[Exchange]] = lambda _: ()
    implied: Callable[[M, Any], Iterable[Reference]] = lambda _, __: ()
    """References that an element has in other words than the notation's own, such as an engine's."""
    verbs: Mapping[str, str] = field(default_factory=dict)
    """Kind of REFERS_TO by the role of a reference; elsewhere it is the role, without `Ref` at its end."""
    container: Callable[[M, Any], Element | None] = lambda _, __: None
    """The root that something stands in which `calls` another."""
    flows: frozenset[str] = frozenset()
    """Kinds of connector whose two ends are FLOWS_TO; neither end is a reference too."""
    relations: Mapping[str, Depends | ByValue] = field(default_factory=dict)
    """Kinds of element that are relations, and which end depends on the other: dependent, relation and dependency are
    tied by RELIES_ON, so a changed relation reaches what depends through it. A kind that is not listed ties nothing."""
    agreed: Callable[[M, Any], Mapping[str, Stated]] = lambda _, __: {}
    """Further properties of an element that rules about several models ask for."""


def listed(relations: Mapping[str, Depends | ByValue]) -> list[tuple[str, str]]:
    """Return each kind of relation with the end that depends, kinds by name; one row for each value that tells."""
    rows: list[tuple[str, str]] = []
    for kind, depends in sorted(relations.items()):
        if isinstance(depends, ByValue):
            for value, end in depends.ends.items():
                rows.append((f"{kind} {depends.attribute}={value}", end or "neither"))
            rows.append((f"{kind} otherwise", depends.otherwise or "neither"))
        else:
            rows.append((kind, depends))
    return rows


ENDS: Final = frozenset({"sourceRef", "targetRef"})
"""Roles of references that state the two ends of a connector."""
