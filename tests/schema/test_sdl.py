"""Test that the committed schema is current, fully described, and consistent with the graph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
)

from graph.records import EDGE_KINDS, LABELS
from graph.store import Direction, PathMode, Truncation
from pipeline.ir.finding import Severity
from resolvers.schema import SCHEMA, sdl
from schema import finding, paths, reach
from schema.labels import TYPES, EdgeKind, Label

COMMITTED = Path(__file__).parents[2] / "schema.graphql"


def named() -> Iterator[GraphQLNamedType]:
    for name, type_ in SCHEMA.core.type_map.items():
        if not name.startswith("__") and name not in {"String", "Int", "Float", "Boolean", "ID"}:
            yield type_


def explained() -> Iterator[tuple[str, str | None]]:
    for type_ in named():
        yield type_.name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{type_.name}.{name}", value.description) for name, value in type_.values.items())
        elif isinstance(type_, GraphQLInputObjectType):
            yield from ((f"{type_.name}.{name}", field.description) for name, field in type_.fields.items())
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", field.description
                yield from ((f"{type_.name}.{name}({arg})", it.description) for arg, it in field.args.items())


def values(enum: Any) -> set[str]:
    return {str(member.value) for member in enum}


def test_the_committed_schema_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == sdl(), "run `make regen`"


def test_everything_is_explained() -> None:
    everything = dict(explained())
    assert len(everything) > 300
    assert [name for name, text in everything.items() if not text] == []


def test_explanations_are_sentences_for_people() -> None:
    assert [name for name, text in explained() if text and not text.endswith((".", "…", "`"))] == []


def test_every_label_is_a_type_with_an_id() -> None:
    assert set(TYPES) == values(Label) == LABELS
    for name in TYPES:
        type_ = SCHEMA.core.type_map[name]
        assert isinstance(type_, GraphQLObjectType)
        assert [interface.name for interface in type_.interfaces] == ["Node"]


def test_enums_are_those_of_the_graph() -> None:
    assert values(EdgeKind) == set(EDGE_KINDS)
    assert values(reach.Truncation) == {truncation.value for truncation in Truncation}
    assert values(paths.PathMode) == {mode.value for mode in PathMode}
    assert values(paths.Direction) == {*(direction.value for direction in Direction), "any"}
    assert values(finding.Severity) == {severity.value for severity in Severity}


def test_every_connection_has_the_same_parts() -> None:
    connections = [type_ for type_ in named() if type_.name.endswith("Connection")]
    assert len(connections) > 10
    for type_ in connections:
        assert isinstance(type_, GraphQLObjectType)
        assert {"totalCount", "pageInfo", "edges", "nodes"} <= set(type_.fields)
        edge = SCHEMA.core.type_map[str(type_.fields["edges"].type).strip("[]!")]
        assert {"cursor", "node"} <= set(edge.fields)


def test_every_list_field_takes_first_and_after() -> None:
    for type_ in named():
        if isinstance(type_, GraphQLObjectType):
            for name, field in type_.fields.items():
                if str(field.type).rstrip("!").endswith("Connection"):
                    assert {"first", "after"} <= set(field.args), f"{type_.name}.{name}"
