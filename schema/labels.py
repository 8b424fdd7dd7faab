"""Show the labels and edge kinds of the graph in GraphQL."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

import strawberry

from schema.actor import Actor
from schema.anchor import Anchor
from schema.artefact import Artefact
from schema.build import Build
from schema.context import Row
from schema.element import Element
from schema.finding import Finding
from schema.link import Link
from schema.model import Model
from schema.node import Node
from schema.package import Package
from schema.region import Region
from schema.source import Source
from schema.tombstone import Tombstone
from schema.version import Version
from schema.waiver import Waiver

TYPES: Final[Mapping[str, type[Node]]] = {
    type_.__name__: type_
    for type_ in (
        *(Model, Version, Element, Anchor, Source, Finding, Waiver, Link),
        *(Build, Artefact, Region, Package, Actor, Tombstone),
    )
}


def node(row: Row) -> Node:
    """Return a vertex as its GraphQL type."""
    return TYPES[row["label"]].from_row(row)


@strawberry.enum(description="The label of a vertex.")
class Label(Enum):
    """The labels that have a GraphQL type."""

    MODEL = strawberry.enum_value("Model", description="What one document describes, over all its versions.")
    VERSION = strawberry.enum_value("Version", description="One immutable state of a model.")
    ELEMENT = strawberry.enum_value("Element", description="One part of one version.")
    ANCHOR = strawberry.enum_value("Anchor", description="A target of references by id or name.")
    SOURCE = strawberry.enum_value("Source", description="A document as it was received.")
    FINDING = strawberry.enum_value("Finding", description="One result of a rule.")
    WAIVER = strawberry.enum_value("Waiver", description="A decision to accept a finding.")
    LINK = strawberry.enum_value("Link", description="A decision that two elements belong together.")
    BUILD = strawberry.enum_value("Build", description="One run of code generation.")
    ARTEFACT = strawberry.enum_value("Artefact", description="One generated file.")
    REGION = strawberry.enum_value("Region", description="Lines of a file that came from one element.")
    PACKAGE = strawberry.enum_value("Package", description="A dependency of generated code.")
    ACTOR = strawberry.enum_value("Actor", description="A person or service that did something.")
    TOMBSTONE = strawberry.enum_value("Tombstone", description="The trace of an erasure.")


@strawberry.enum(description="The kind of an edge, from the dependent to the dependency.")
class EdgeKind(Enum):
    """The edge table of graph/records.py."""

    PARSED_FROM = strawberry.enum_value("PARSED_FROM", description="Version → Source: the document that was read.")
    VERSION_OF = strawberry.enum_value("VERSION_OF", description="Version → Model: the model that it is a version of.")
    STATED_IN = strawberry.enum_value(
        "STATED_IN", description="Element → Version: the version that states the element."
    )
    CONTAINS = strawberry.enum_value("CONTAINS", description="Element → Element: the whole depends on its parts.")
    REFERS_TO = strawberry.enum_value("REFERS_TO", description="Element → Anchor: a reference.")
    RESOLVES_TO = strawberry.enum_value(
        "RESOLVES_TO", description="Anchor → Element: the current target of references."
    )
    ABOUT = strawberry.enum_value("ABOUT", description="Finding → Element: the element that the finding is about.")
    FOUND_IN = strawberry.enum_value("FOUND_IN", description="Finding → Version: the version that the finding is in.")
    WAIVES = strawberry.enum_value(
        "WAIVES", description="Waiver → Anchor: the element or model whose finding is accepted."
    )
    USED = strawberry.enum_value("USED", description="Build → Version: the version that code was generated from.")
    DEPENDS_ON = strawberry.enum_value("DEPENDS_ON", description="Build → Package: a package that the code pins.")
    GENERATED_BY = strawberry.enum_value(
        "GENERATED_BY", description="Artefact, Region → Build: the build that generated it."
    )
    HAS_REGION = strawberry.enum_value("HAS_REGION", description="Artefact → Region: the file depends on its lines.")
    GENERATED_FROM = strawberry.enum_value(
        "GENERATED_FROM", description="Region → Element: the element that the lines came from."
    )
    RELIES_ON = strawberry.enum_value(
        "RELIES_ON", description="Element → Element: a dependency by a relation, while that is stated."
    )
    MADE_FROM = strawberry.enum_value(
        "MADE_FROM", description="Build → Element: an element that lines of the build came from."
    )
    BY = strawberry.enum_value(
        "BY", description="Version, Build, Waiver, Tombstone, Link → Actor: the person or service that made it."
    )
    LINKS = strawberry.enum_value("LINKS", description="Link → Anchor: an end of the link, in every version.")
    FLOWS_TO = strawberry.enum_value(
        "FLOWS_TO", description="Element → Element: order of execution. Only followed with includeFlow."
    )
    REVISES = strawberry.enum_value(
        "REVISES", description="Version → Version: newer to older. Only followed with includeHistory."
    )
    KNOWN_AS = strawberry.enum_value(
        "KNOWN_AS", description="Element → Anchor: a name or id by which links find it. Only followed if named."
    )
