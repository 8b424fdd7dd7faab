"""Test that no value of any argument is an internal error, or comes back whole: times, numbers, texts and ids."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolvers.schema import SCHEMA
from tests.fixtures.api import Api
from tests.fixtures.laws import examples

_TIMES: Final = (
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z"),
    *("2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00+99:99", "2026-12-31T23:59:60Z"),
    *("2026-W01", "-1", "", "\0", "9" * 5_000),
)
_TEXTS: Final = (
    "\0",
    "a\0b",
    "",
    " ",
    "x" * 20_000,
    "\u202e",
    "\ufffe",
    "%00",
    "a@9" + "9" * 4_000,
    "#",
    "a@-1",
    "'\"\\",
)
_NUMBERS: Final = (-1, 0, 2**31 - 1, 2**31, 2**63, -(2**63) - 1, 10**400)
_FLOATS: Final = ("1e400", "-1e400", "1e308", "0.0", "-0.0", "5e-324", "1" * 4_301)
_ODD: Final[Mapping[str, Sequence[str]]] = {
    "DateTime": [*map(json.dumps, _TIMES), *map(str, _NUMBERS)],
    "Date": [*map(json.dumps, _TIMES), *map(str, _NUMBERS)],
    "Int": [*map(str, _NUMBERS), *_FLOATS, '"1"'],
    "Float": [*map(str, _NUMBERS), *_FLOATS],
    "ID": [*map(json.dumps, _TEXTS), *map(str, _NUMBERS)],
    "String": [*map(json.dumps, _TEXTS)],
    "JSON": [*_FLOATS, *map(str, _NUMBERS), '{a: "\\u0000"}', "[[[[[]]]]]", "{__proto__: 1}"],
    "Boolean": ["null", "1", '"true"'],
}
"""Literals by the scalar that they stand for."""
_ELSEWHERE: Final = ("Tenant", "Webhook")
"""Mutations about more than the tenant of the test."""


class Case(NamedTuple):
    """A query with one odd value."""

    about: str
    query: str


def cases() -> Iterator[Case]:
    """Yield a query for each argument, at any depth, and each odd value of its type."""
    schema = SCHEMA.core
    for operation, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        assert root is not None
        for name, field in root.fields.items():
            if any(word in name for word in _ELSEWHERE):
                continue
            plain = isinstance(get_named_type(field.type), GraphQLScalarType | GraphQLEnumType)
            inside = "" if plain else " { __typename }"
            for place, scalar in _places(field.args):
                for odd in _ODD.get(scalar, ()):
                    said = ", ".join(_filled(field.args, place, odd))
                    yield Case(f"{name} {place} {odd[:40]}", f"{operation} {{ {name}({said}){inside} }}")


def _places(given: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, each in given.items():
        type_ = get_named_type(each.type)
        if isinstance(type_, GraphQLScalarType):
            yield (name,), type_.name
        elif isinstance(type_, GraphQLInputObjectType) and depth < 3:
            yield from (((name, *place), scalar) for place, scalar in _places(type_.fields, depth + 1))


def _filled(given: Mapping[str, Any], place: Sequence[str], odd: str) -> Iterator[str]:
    """Yield the required arguments, and the one at a place with its odd value."""
    for name, each in given.items():
        if place and place[0] == name:
            yield f"{name}: {_value(each.type, place[1:], odd)}"
        elif isinstance(each.type, GraphQLNonNull):
            yield f"{name}: {_value(each.type, (), None)}"


def _value(type_: Any, place: Sequence[str], odd: str | None) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _value(type_.of_type, place, odd)
    if isinstance(type_, GraphQLList):
        return f"[{_value(type_.of_type, place, odd)}]"
    if isinstance(type_, GraphQLInputObjectType):
        return f"{{{', '.join(_filled(type_.fields, place, odd or '1'))}}}"
    if odd is not None:
        return odd
    if isinstance(type_, GraphQLEnumType):
        return str(next(iter(type_.values)))
    return {"Int": "1", "Float": "1.0", "Boolean": "true", "JSON": "{}"}.get(type_.name, '"order-to-cash"')


CASES: Final = list(cases())


async def check(api: Api, case: Case) -> None:
    answer = await api.post(case.query)
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert "INTERNAL" not in codes, (case.about, answer)
    assert len(json.dumps(answer)) < 64 * 1024, case.about


@pytest.mark.parametrize("scalar", ["DateTime", "Int", "ID"])
def test_arguments_of_all_kinds_are_found(scalar: str) -> None:
    found = [place for field in SCHEMA.core.query_type.fields.values() for place in _places(field.args)]
    assert len([place for place, name in found if name == scalar]) > 3


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(case=st.sampled_from(CASES))
async def test_no_value_is_an_internal_error(shared_api: Api, case: Case) -> None:
    await check(shared_api, case)
