"""Define models of architecture: concepts, the relationships between them, and the views that show them."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pipeline.ir.frozen import Frozen
from pipeline.ir.model import Element, Model

LAYERS: Final = {
    "strategy": ("Resource", "Capability", "ValueStream", "CourseOfAction"),
    "business": (
        "BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessInterface", "BusinessProcess",
        "BusinessFunction", "BusinessInteraction", "BusinessEvent", "BusinessService", "BusinessObject", "Contract",
        "Representation", "Product",
    ),
    "application": (
        "ApplicationComponent", "ApplicationCollaboration", "ApplicationInterface", "ApplicationFunction",
        "ApplicationInteraction", "ApplicationProcess", "ApplicationEvent", "ApplicationService", "DataObject",
    ),
    "technology": (
        "Node", "Device", "SystemSoftware", "TechnologyCollaboration", "TechnologyInterface", "Path",
        "CommunicationNetwork", "TechnologyFunction", "TechnologyProcess", "TechnologyInteraction", "TechnologyEvent",
        "TechnologyService", "Artifact",
    ),
    "physical": ("Equipment", "Facility", "DistributionNetwork", "Material"),
    "motivation": (
        "Stakeholder", "Driver", "Assessment", "Goal", "Outcome", "Principle", "Requirement", "Constraint", "Meaning",
        "Value",
    ),
    "implementation": ("WorkPackage", "Deliverable", "ImplementationEvent", "Plateau", "Gap"),
    "composite": ("Grouping", "Location"),
}  # fmt: skip
"""The 60 types of element of ArchiMate 3.2, by layer."""
ELEMENTS: Final = frozenset(kind for kinds in LAYERS.values() for kind in kinds)
JUNCTIONS: Final = frozenset({"AndJunction", "OrJunction"})
RELATIONSHIPS: Final = frozenset(
    {
        "Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access", "Influence", "Association",
        "Triggering", "Flow", "Specialization",
    }
)  # fmt: skip


class Text(Frozen):
    """A text and its language, empty where none is stated."""

    text: str
    language: str = ""


class Property(Frozen):
    """A value that a model gives to a key of its own choice."""

    key: str
    """The name of its definition; the id of it where there is no such definition."""
    values: tuple[Text, ...] = ()


class ArchitectureElement(Element):
    """A concept, a relationship, a view or a part of one."""

    names: tuple[Text, ...] = ()
    """All of them as written, where there are several, or where a language or blanks around a text are stated."""
    documentations: tuple[Text, ...] = ()
    """Likewise."""
    properties: tuple[Property, ...] = ()
    specializations: tuple[str, ...] = ()
    """Names of the profiles that make it a kind of its own."""


class ArchitectureModel(Model):
    """The content of a document about architecture."""

    elements: tuple[ArchitectureElement, ...]

    if TYPE_CHECKING:  # the same as of any model, only that these elements have what architecture adds

        @cached_property
        def by_id(self) -> Mapping[str, ArchitectureElement]: ...

        @cached_property
        def children(self) -> Mapping[str, tuple[ArchitectureElement, ...]]: ...

        def of_kind(self, *kinds: str) -> tuple[ArchitectureElement, ...]: ...

    @cached_property
    def relationships(self) -> tuple[ArchitectureElement, ...]:
        """Return the relationships in document order; an element of unknown type with two ends is none."""
        return tuple(element for element in self.elements if element.kind in RELATIONSHIPS)

    @cached_property
    def concepts(self) -> tuple[ArchitectureElement, ...]:
        """Return the elements of ArchiMate and junctions, in document order."""
        return tuple(element for element in self.elements if element.kind in ELEMENTS or element.kind in JUNCTIONS)
