"""List the elements that viewpoints of ArchiMate 3.2 show (its appendix C), of those that show few."""

from collections.abc import Mapping
from typing import Final

from pipeline.ir.architecture import LAYERS

_MOTIVATION: Final = frozenset(LAYERS["motivation"])
_APPLICATION: Final = frozenset(LAYERS["application"])
_TECHNOLOGY: Final = frozenset(LAYERS["technology"])
ALWAYS: Final = frozenset({"Grouping", "AndJunction", "OrJunction"})
"""Shown in every view."""
ELEMENTS: Final[Mapping[str, frozenset[str]]] = {
    "Organization": frozenset(
        {"BusinessActor", "BusinessRole", "BusinessCollaboration", "BusinessInterface", "Location"}
    ),
    "Application Structure": frozenset(
        {"ApplicationComponent", "ApplicationCollaboration", "ApplicationInterface", "DataObject"}
    ),
    "Application Cooperation": _APPLICATION | {"Location"},
    "Information Structure": frozenset({"BusinessObject", "Representation", "DataObject", "Artifact", "Meaning"}),
    "Technology": _TECHNOLOGY | {"Location"},
    "Technology Usage": _TECHNOLOGY | _APPLICATION,
    "Physical": frozenset(LAYERS["physical"]) | {"Location", "Node", "Device", "Path", "CommunicationNetwork"},
    "Motivation": _MOTIVATION,
    "Goal Realization": frozenset({"Goal", "Outcome", "Principle", "Requirement", "Constraint"}),
    "Strategy": frozenset(LAYERS["strategy"]) | {"Outcome"},
    "Capability Map": frozenset({"Capability", "Outcome", "Resource"}),
    "Resource Map": frozenset({"Resource", "Capability", "WorkPackage"}),
    "Migration": frozenset({"Plateau", "Gap"}),
}
