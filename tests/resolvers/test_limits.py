"""Measuring a query takes time linear in its length, whatever its fragments multiply to."""

import time

from graphql import parse

from resolvers.limits import MOST_FIELDS, _measure, prepared
from resolvers.schema import SCHEMA


def measured(query: str) -> tuple[int, int]:
    return _measure(parse(query))


def test_depth_and_fields() -> None:
    assert measured("{ viewer { tenant } }") == (2, 2)
    assert measured("{ a: viewer { ...F } b: viewer { ...F } } fragment F on Viewer { tenant subject }") == (2, 6)
    assert measured("{ viewer { ... on Viewer { tenant } } __schema { types { name } } }") == (2, 2)
    assert measured("query A { viewer { tenant } } query B { models { nodes { id } } }") == (3, 3)


def test_fragments_that_double_are_counted_and_not_walked() -> None:
    doubling = " ".join(f"fragment F{n} on Viewer {{ ...F{n + 1} ...F{n + 1} }}" for n in range(200))
    began = time.perf_counter()
    _, fields = measured("{ viewer { ...F0 } } " + doubling + " fragment F200 on Viewer { tenant }")
    assert fields == 1 + 2**200
    assert time.perf_counter() - began < 5


def test_a_cycle_ends() -> None:
    query = prepared(SCHEMA.core, (), "{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }")
    assert query.fields <= MOST_FIELDS


def test_short_queries_are_prepared_once_and_long_ones_not_kept() -> None:
    short, long = "{ viewer { tenant } }", "{ viewer { tenant } } #" + "x" * 20_000
    assert prepared(SCHEMA.core, (), short) is prepared(SCHEMA.core, (), short)
    assert prepared(SCHEMA.core, (), long) is not prepared(SCHEMA.core, (), long)
