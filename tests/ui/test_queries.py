"""Test that each saved query states its purpose and fits the schema."""

from pathlib import Path

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate

ROOT = Path(__file__).parents[2]
QUERIES = sorted((ROOT / "ui" / "queries").glob("*.graphql"))


def heading(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
    return [line for line in said if not line.startswith("$")]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_saved_query_is_valid(path: Path, schema: GraphQLSchema) -> None:
    assert [error.message for error in validate(schema, parse(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_saved_query_has_a_title_and_says_what_it_is_for(path: Path) -> None:
    title, *about = heading(path)
    assert 3 < len(title) <= 40
    assert about
    assert all(about)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_saved_query_is_one_operation_with_a_name(path: Path) -> None:
    definitions = parse(path.read_text(encoding="utf-8")).definitions
    assert [isinstance(each, OperationDefinitionNode) and each.name is not None for each in definitions] == [True]


def test_titles_differ() -> None:
    titles = [heading(path)[0] for path in QUERIES]
    assert len(titles) == len(set(titles)) >= 6
