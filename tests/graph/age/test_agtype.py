"""Compare the codec, value by value, with Apache AGE's own Python driver."""

import json
import math
import timeit
from decimal import Decimal
from typing import Any

import orjson
import psycopg
import pytest
from age import models
from age.builder import parseAgeValue
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.age.agtype import Edge, Path, Vertex, parse, plain
from graph.logins import Logins
from graph.records import Batch
from graph.records import Edge as Edge_
from graph.records import Vertex as Vertex_
from graph.store import Graphs
from graph.tenants.names import graph_name
from tests.fixtures.laws import examples

# The driver hands out escapes as they stand in the text, so it is an oracle only for strings without any.
_ESCAPED = '"\\' + "".join(map(chr, range(32)))
_STRINGS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=_ESCAPED), max_size=12) | (
    st.sampled_from(["::vertex", "}::edge", "::path", "1::numeric", "NaN", "-Infinity", "[{", "]}::path", "é::"])
)
_NUMBERS = st.one_of(
    st.integers(-(2**63), 2**63 - 1).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda value: f"{value!r}"),
    st.sampled_from(["NaN", "Infinity", "-Infinity"]),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
        lambda value: f"{value}::numeric"
    ),
)
_SCALARS = st.one_of(
    _STRINGS.map(lambda text: orjson.dumps(text).decode()), _NUMBERS, st.sampled_from(["true", "null"])
)


def _map(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.dictionaries(_STRINGS, values, max_size=3)
    return pairs.map(lambda found: "{" + ", ".join(f"{orjson.dumps(k).decode()}: {v}" for k, v in found.items()) + "}")


_PROPERTIES = _map(_SCALARS | st.lists(_SCALARS, max_size=3).map(lambda found: "[" + ", ".join(found) + "]"))
_VERTICES = st.builds(
    lambda number, properties: f'{{"id": {number}, "label": "Element", "properties": {properties}}}::vertex',
    st.integers(1, 2**62),
    _PROPERTIES,
)
_EDGES = st.builds(
    lambda number, properties: (
        f'{{"id": {number}, "label": "BY", "end_id": 2, "start_id": 1, "properties": {properties}}}::edge'
    ),
    st.integers(1, 2**62),
    _PROPERTIES,
)
_PATHS = st.builds(lambda a, e, b: f"[{a}, {e}, {b}]::path", _VERTICES, _EDGES, _VERTICES)
_VALUES = st.recursive(
    _SCALARS | _VERTICES | _EDGES | _PATHS,
    lambda values: st.lists(values, max_size=3).map(lambda found: "[" + ", ".join(found) + "]") | _map(values),
    max_leaves=6,
)


def _same(ours: Any, theirs: Any) -> bool:
    match ours, theirs:
        case Vertex(), models.Vertex():
            pairs = [(ours.id, theirs.id), (ours.label, theirs.label), (ours.properties, theirs.properties)]
            return all(_same(*pair) for pair in pairs)
        case Edge(), models.Edge():
            ends = (ours.id, ours.start_id, ours.end_id) == (theirs.id, theirs.start_id, theirs.end_id)
            return ends and ours.label == theirs.label and _same(ours.properties, theirs.properties)
        case Path(), models.Path():
            return _same(list(ours.steps), list(theirs.entities))
        case list(), list():
            return len(ours) == len(theirs) and all(map(_same, ours, theirs))
        case dict(), dict():
            return ours.keys() == theirs.keys() and all(_same(ours[key], theirs[key]) for key in ours)
        case float(), float() if math.isnan(ours):
            return math.isnan(theirs)
    return type(ours) is type(theirs) and bool(ours == theirs)


@settings(max_examples=examples(400), deadline=None)
@given(text=_VALUES)
def test_every_value_is_the_drivers(text: str) -> None:
    assert _same(parse(text.encode()), parseAgeValue(text)), text


_PLAIN = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]))
    ),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=4) | st.just("::vertex"), values),
)


@given(value=_PLAIN.filter(lambda value: "\\u0000" not in json.dumps(value)))
def test_escapes_are_those_of_json(value: Any) -> None:
    assert parse(orjson.dumps(value)) == value
    nested = f'[{json.dumps(value)}, {{"id": 1, "label": "A", "properties": {{"a": NaN}}}}::vertex]'
    assert parse(nested.encode())[0] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"::vertex"', "::vertex"),
        ('"{}::vertex"', "{}::vertex"),
        ('"a\\\\"', "a\\"),
        ("1.50::numeric", Decimal("1.50")),
        ("-Infinity", -math.inf),
        ('{"a": [Infinity]}', {"a": [math.inf]}),
        ('{"id": 1, "label": "A", "properties": {"n": 1.5::numeric}}::vertex', Vertex(1, "A", {"n": Decimal("1.5")})),
        ('{"id": 1, "label": "A", "properties": {"n": Infinity}}::vertex', Vertex(1, "A", {"n": math.inf})),
        ('{"a": {"id": 1, "label": "A", "properties": {}}::vertex}', {"a": Vertex(1, "A", {})}),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert parse(text.encode()) == value


def test_not_a_number() -> None:
    assert math.isnan(parse(b"NaN"))
    assert parse(b"NaN::numeric").is_nan()


def test_plain_values_have_no_ids() -> None:
    vertex, edge = Vertex(1, "A", {"uid": "a"}), Edge(3, "E", 1, 2, {"k": 1})
    flat = [{"uid": "a", "label": "A"}, {"k": 1, "label": "E"}]
    assert plain([Path((vertex, edge)), {"x": vertex}, 1]) == [flat, {"x": flat[0]}, 1]


_ASKED = """
    MATCH path = (a:Element)-[e:CONTAINS]->(b:Element)
    RETURN [path, {a: a, e: [e]}, 1.5::numeric, 10.0 ^ 400, -(10.0 ^ 400), 0.1, 9223372036854775807, '::edge', null]
"""


async def test_what_the_database_says_is_read_as_the_driver_reads_it(
    graphs: Graphs, tenant: str, store_logins: Logins
) -> None:
    async with graphs.writing(tenant) as store:
        vertices = (Vertex_("Element", "m@1#a", {"name": "::vertex"}), Vertex_("Element", "m@1#b"))
        await store.write(Batch(vertices, (Edge_("CONTAINS", "m@1#a", "m@1#b", {"evidence": ["x"]}),)))
    with psycopg.connect(store_logins.admin) as connection:
        connection.execute("SET search_path = ag_catalog")
        found = connection.execute(
            f"SELECT * FROM cypher('{graph_name(tenant)}', $$ {_ASKED} $$) AS (x agtype)"
        ).fetchone()
    assert found
    assert "::path" in found[0]
    assert "Infinity" in found[0]
    assert _same(parse(found[0].encode()), parseAgeValue(found[0]))


async def test_it_is_far_faster_than_the_driver() -> None:
    text = '{"id": 1, "label": "Element", "properties": {"name": "Ship", "line": 3, "uid": "m@1#a"}}::vertex'
    ours = min(timeit.repeat(lambda: parse(text.encode()), number=100, repeat=5))
    theirs = min(timeit.repeat(lambda: parseAgeValue(text), number=10, repeat=3)) * 10
    assert ours * 20 < theirs
