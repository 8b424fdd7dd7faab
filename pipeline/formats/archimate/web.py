"""See a model as a web: what leaves and enters each concept, and what its views show."""

from collections.abc import Mapping

from pipeline.ir.architecture import ArchitectureElement, ArchitectureModel

Ends = Mapping[str, tuple[ArchitectureElement, ...]]


def leaving(model: ArchitectureModel) -> Ends:
    """Return the relationships that have an element as their source, by its id."""
    return model.remembered("leaving", lambda: _by_end(model, "source"))


def entering(model: ArchitectureModel) -> Ends:
    """Return the relationships that have an element as their target, by its id."""
    return model.remembered("entering", lambda: _by_end(model, "target"))


def shown(model: ArchitectureModel) -> frozenset[str]:
    """Return the ids of concepts and relationships that a view shows."""
    return model.remembered("shown", lambda: _shown(model))


def subject(node: ArchitectureElement) -> str | None:
    """Return the id of the concept or relationship that a node or connection shows."""
    for reference in node.references:
        if reference.role in {"elementRef", "relationshipRef"}:
            return reference.element
    return None


def _by_end(model: ArchitectureModel, end: str) -> Ends:
    found: dict[str, list[ArchitectureElement]] = {}
    for relationship in model.relationships:
        if (id_ := getattr(relationship, end)) is not None:
            found.setdefault(id_, []).append(relationship)
    return {id_: tuple(relationships) for id_, relationships in found.items()}


def _shown(model: ArchitectureModel) -> frozenset[str]:
    subjects = (subject(each) for each in model.of_kind("node", "connection"))
    return frozenset(each for each in subjects if each is not None)
