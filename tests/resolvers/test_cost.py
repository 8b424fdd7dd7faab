"""Test estimates of what queries cost, on the real schema, and the count of what they did cost."""

from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError, parse

from resolvers.cost import LIMIT, REACH, SCHEMA, UNPAGED, WORK, Cost, estimate, values, work
from resolvers.errors import Refused
from resolvers.schema import SCHEMA as OWN
from schema.importing import ImportModelInput

ROOT = Path(__file__).parents[2]
QUERIES = [
    *sorted((ROOT / "ui" / "queries").glob("*.graphql")),
    *sorted((ROOT / "client/operations").glob("*.graphql")),
]
FRAGMENTS = "\n".join(path.read_text() for path in (ROOT / "client/operations/fragments").iterdir())


def cost(query: str, operation: str | None = None, **variables: Any) -> int:
    return estimate(OWN.core, parse(query), operation, variables)


@pytest.mark.parametrize(
    ("query", "variables", "points"),
    [
        ("{ viewer { tenant subject } }", {}, 2),
        ("{ models(first: 20) { totalCount nodes { id name } } }", {}, 1 + 20 * 2),
        ("{ models { nodes { id } } }", {}, 50),
        ("{ models(first: null) { nodes { id } } }", {}, 100),
        ("query($n: Int) { models(first: $n) { nodes { id } } }", {"n": 7}, 7),
        ("query($n: Int = 8) { models(first: $n) { nodes { id } } }", {}, 8),
        ("query($n: Int) { models(first: $n) { nodes { id } } }", {"n": 10**6}, 1000),
        ("query($n: Int) { models(first: $n) { nodes { id } } }", {"n": "many"}, 100),
        ("{ models(first: 9) { edges { node { versions(first: 5) { nodes { id number } } } } } }", {}, 9 * 5 * 2),
        ("{ models(first: 9) { ...A } } fragment A on ModelConnection { nodes { ... on Model { id } } }", {}, 9),
        ('{ node(id: "a") { id ... on Model { id name } ... on Version { id number recordedAt } } }', {}, 1 + 3),
        ("{ rules { id } }", {}, UNPAGED),
        ('{ impact(of: "a") { totalCount vertices(first: 30) { edges { hop node { id } } } } }', {}, REACH + 1 + 60),
        ('{ a: impact(of: "a") { totalCount } b: impact(of: "b") { totalCount } }', {}, 2 * (REACH + 1)),
        ("{ __schema { types { fields { args { name } } } } }", {}, SCHEMA),
        ("{ __typename }", {}, 1),
    ],
)
def test_pages_multiply_and_work_is_added(query: str, variables: dict[str, Any], points: int) -> None:
    assert cost(query, **variables) == points


def test_the_operation_that_is_named_counts() -> None:
    two = "query A { models(first: 900) { nodes { id } } } query B { viewer { tenant } }"
    assert (cost(two, "A"), cost(two, "B"), cost(two)) == (900, 1, 900)


def test_documents_cost_by_their_length_however_they_are_sent() -> None:
    text = "x" * 1024 * 1024
    change = "mutation($input: ImportModelInput!) { importModel(input: $input) { unchanged } }"
    sent = cost(change, input={"content": text})
    assert sent == cost(change, input={"content": ""}) + 1024 * WORK["Mutation.importModel"].each_kib
    stated = f'mutation {{ importModel(input: {{content: "{text}"}}) {{ unchanged }} }}'
    assert cost(stated) == sent
    assert work("Mutation.importModel", {"input": ImportModelInput(content=text)}) == sent - 1


def test_pages_of_pages_are_refused_with_what_they_cost_and_may() -> None:
    deep = "{ models(first: 1000) { nodes { versions(first: 1000) { nodes { elements(first: 1000) { nodes { id"
    with pytest.raises(GraphQLError, match="may cost 1,000,000,000 points; at most 50,000,000") as refused:
        cost(deep + " } } } } } } }")
    assert refused.value.extensions == {"code": "TOO_COSTLY", "cost": 10**9, "limit": LIMIT}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_own_queries_are_far_from_the_limit(path: Path) -> None:
    assert cost(path.read_text() + FRAGMENTS) < LIMIT / 5


def test_every_change_has_a_price() -> None:
    named = {f"Mutation.{name}" for name in OWN.core.mutation_type.fields}
    assert {name for name in WORK if name.startswith("Mutation.")} == named
    for name in WORK:
        type_, _, field = name.partition(".")
        assert field in OWN.core.type_map[type_].fields


def test_values_are_counted() -> None:
    assert values(None) == 0
    assert values({"a": [1, None, {"b": "c", "d": []}], "e": False}) == 3


def test_who_has_spent_too_much_is_refused() -> None:
    spending = Cost(estimated=5)
    spending.charge(LIMIT)
    assert spending.told({"a": 1}) == {"estimated": 5, "actual": LIMIT + 1, "limit": LIMIT}
    with pytest.raises(Refused) as refused:
        spending.charge(1)
    assert refused.value.code == "TOO_COSTLY"
