"""Test that a query is measured in time linear in its length, whatever its fragments multiply to."""

import time
from pathlib import Path
from typing import Final

import pytest
from graphql import parse

from resolvers.limits import MOST_FIELDS, MOST_REPEATED, _measure, prepared
from resolvers.schema import SCHEMA

OPERATIONS: Final = Path(__file__).parents[2] / "client" / "operations"


def measured(query: str) -> tuple[int, int]:
    found = _measure(parse(query))
    return found.depth, found.fields


def code(query: str) -> str:
    """Return the code of the only error, before anything is executed."""
    (error,) = prepared(SCHEMA.core, (), query).errors
    return str((error.extensions or {})["code"])


def test_depth_and_fields() -> None:
    assert measured("{ viewer { tenant } }") == (2, 2)
    assert measured("{ a: viewer { ...F } b: viewer { ...F } } fragment F on Viewer { tenant subject }") == (2, 8)
    assert measured("{ viewer { ... on Viewer { tenant } } __typename }") == (2, 3)
    assert measured("{ __schema { types { fields { name } } } }") == (0, 4)
    assert measured("query A { viewer { tenant } } query B { models { nodes { id } } }") == (3, 3)


def repeated(query: str) -> int:
    return _measure(parse(query)).repeated


def test_fields_are_repeated_where_validation_compares_them() -> None:
    assert repeated("{ a: viewer { tenant } b: viewer { tenant } }") == 0
    assert repeated("{ viewer { tenant } viewer { tenant subject } }") == 2
    assert repeated("{ viewer { ...F ...F ... on Viewer { tenant } } } fragment F on Viewer { tenant }") == 2


@pytest.mark.parametrize(
    "query",
    [
        "{" + "viewer { __typename } " * 120 + "}",
        "{ viewer {" + "tenant " * 400 + "} }",
        "{" + ("viewer {" + "tenant " * 15 + "} ") * 8 + "}",
        "\n" * 3000 + "{ viewer { tenant } }",
        "\r" * 3000 + "{ viewer { tenant } }",
        "{ viewer { tenant } } #" + "x" * 70_000,
        "{ __schema { queryType { name } } viewer { tenant } }",
        "mutation {" + "".join(f"a{n}: retireModel(id: 1) {{ __typename }}" for n in range(11)) + "}",
    ],
    ids=["typenames", "one field", "merged", "lines", "old lines", "comment", "schema and more", "mutations"],
)
def test_refused_before_anything_is_compared(query: str) -> None:
    assert code(query) == "QUERY_TOO_LARGE"


def test_every_operation_of_the_client_is_far_below_the_limits() -> None:
    fragments = "".join(path.read_text() for path in OPERATIONS.glob("fragments/*.graphql"))
    for path in OPERATIONS.glob("*.graphql"):
        found = _measure(parse(path.read_text() + fragments))
        assert 2 * found.fields < MOST_FIELDS, path
        assert 2 * found.repeated < MOST_REPEATED, path


def test_fragments_that_double_are_counted_and_not_walked() -> None:
    doubling = " ".join(f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(200))
    began = time.perf_counter()
    depth, fields = measured("{ viewer { ...F0 } } " + doubling + " fragment F200 on Viewer { tenant }")
    assert (depth, fields) == (2, 1 + 3 * 2**200 - 1)
    assert time.perf_counter() - began < 5


def test_a_cycle_is_refused() -> None:
    cycle = "{ viewer { ...A } } fragment A on Viewer { ...B ...B } fragment B on Viewer { ...A }"
    assert "spreads itself" in prepared(SCHEMA.core, (), cycle).errors[0].message


def test_fragments_that_select_nothing_are_steps_too() -> None:
    doubling = " ".join(f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    assert code("{ viewer { ...F0 } } " + doubling) == "QUERY_TOO_LARGE"


def test_short_queries_are_prepared_once_and_long_ones_not_kept() -> None:
    short, long = "{ viewer { tenant } }", "{ viewer { tenant } } #" + "x" * 20_000
    assert prepared(SCHEMA.core, (), short) is prepared(SCHEMA.core, (), short)
    assert prepared(SCHEMA.core, (), long) is not prepared(SCHEMA.core, (), long)
