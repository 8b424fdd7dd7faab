"""Test hostile queries: they are refused quickly, with a code, and never cause an internal error."""

import time
from typing import Any

import pytest
from graphql import get_introspection_query

from tests.fixtures.api import Api, order_to_cash

DEEP = "{ models { nodes {" + "current { model { " * 7 + "id" + "} }" * 7 + "} } }"


def fragments(count: int) -> str:
    """Make fragments with twice as many spreads at each level: 2**count fields in a short text."""
    parts = [f"fragment F{n} on Model {{ ...F{n + 1} ...F{n + 1} }}" for n in range(count)]
    return "{ models { nodes { ...F0 } } } " + " ".join(parts) + f" fragment F{count} on Model {{ id }}"


def doubled(count: int) -> str:
    both = "a: current {{ model {{ ...F{0} }} }} b: current {{ model {{ ...F{0} }} }}"
    parts = [f"fragment F{n} on Model {{ {both.format(n + 1)} }}" for n in range(count)]
    return "{ models { nodes { ...F0 } } } " + " ".join(parts) + f" fragment F{count} on Model {{ id }}"


REFUSED: list[tuple[str, str, str]] = [
    ("deep", DEEP, "QUERY_TOO_LARGE"),
    ("aliases", "{" + " ".join(f"a{n}: viewer {{ tenant }}" for n in range(300)) + "}", "QUERY_TOO_LARGE"),
    ("tokens", "{" + "viewer { tenant } " * 2000 + "}", "INVALID_QUERY"),
    ("same field", "{ viewer {" + "tenant " * 1500 + "} }", "QUERY_TOO_LARGE"),
    ("fragments", fragments(60), "QUERY_TOO_LARGE"),
    ("doubled fragments", doubled(40), "QUERY_TOO_LARGE"),
    ("cycle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { tenant } }", "INVALID_QUERY"),
    ("nesting", "{" * 900, "INVALID_QUERY"),
    ("inline nesting", "{" + "...{" * 480 + "viewer { tenant }" + "}" * 481, "INVALID_QUERY"),
    ("list nesting", "{ search(text: " + "[" * 900 + "]" * 900 + ") { totalCount } }", "INVALID_QUERY"),
    ("directives", "{ viewer " + "@skip(if: false) " * 300 + "{ tenant } }", "INVALID_QUERY"),
    ("first", "{ models(first: 1001) { totalCount } }", "BAD_FIRST"),
    ("no first", "{ models(first: 0) { totalCount } }", "BAD_FIRST"),
    ("negative first", "{ builds(first: -1) { totalCount } }", "BAD_FIRST"),
    ("negative depth", '{ impact(of: "order-to-cash", depth: -1) { totalCount } }', "BAD_DEPTH"),
    ("cursor", '{ models(after: "x") { totalCount } }', "BAD_CURSOR"),
    ("nul in a cursor", '{ models(after: "WyJtb2RlbHMiLCJcdTAwMDAiXQ") { totalCount } }', "BAD_CURSOR"),
    ("nul in a text", '{ search(text: "\\u0000") { totalCount } }', "BAD_TEXT"),
    ("nul in a filter", '{ models(filter: {text: "\\u0000"}) { totalCount } }', "BAD_TEXT"),
    ("nul in a kind", '{ impact(of: "order-to-cash", kinds: ["\\u0000"]) { totalCount } }', "BAD_TEXT"),
    ("nul in an id", '{ impact(of: "order-to-cash#\\u0000") { totalCount } }', "UNKNOWN_ID"),
    ("no time", '{ impact(of: "order-to-cash", asOf: "now") { totalCount } }', "INVALID_QUERY"),
]


@pytest.mark.parametrize(("query", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
async def test_refused_quickly_by_code(api: Api, query: str, code: str) -> None:
    await api.bring_in(order_to_cash())
    began = time.perf_counter()
    body = await api.post(query)
    assert time.perf_counter() - began < 20
    assert {error["extensions"]["code"] for error in body["errors"]} == {code}


TEXTS = ["'; DROP TABLE x; --", "$$", "$c$ RETURN 1 $c$", '"""', "__import__('os')", "../../etc/passwd", "${{ }}",
         "%", "_", "\\", "{", "MATCH (n) RETURN n", "\u202e", "\U0001f600" * 50, "a" * 5000,
         "%s %(x)s", "\ud7ff"]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
async def test_text_stays_text(api: Api, text: str) -> None:
    await api.bring_in(order_to_cash(ship=text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")))
    asked: dict[str, Any] = await api.ask(
        """query($text: String!, $id: ID!) {
          search(text: $text) { totalCount nodes { ... on Element { name } } }
          node(id: $id) { id } models(filter: {text: $text}) { totalCount } }""",
        text=text,
        id=text,
    )
    if text.strip() == text:
        assert {"name": text} in asked["search"]["nodes"]
    assert (asked["node"], asked["models"]["totalCount"]) == (None, 0)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
async def test_a_name_that_nothing_has_is_refused_as_it_is(api: Api, text: str) -> None:
    await api.bring_in(order_to_cash())
    body = await api.post(
        """query($text: String!) {
          models(filter: {kind: $text}) { totalCount } findings(filter: {rule: $text}) { totalCount } }""",
        text=text,
    )
    codes = {(*error["path"], error["extensions"]["code"]) for error in body["errors"]}
    assert codes == {("models", "UNKNOWN_FORMAT"), ("findings", "UNKNOWN_RULE")}
    assert max(len(error["message"]) for error in body["errors"]) < 1000


async def test_an_answer_has_a_size(api: Api) -> None:
    """Refuse a node that is read once but shown for every node that leads to it."""
    await api.bring_in(order_to_cash(more="".join(f'<task id="T{n}" name="t"/>' for n in range(400))))
    inner = "elements(first: %d) { nodes { id kind name line path digest } }"
    squared = f"elements(first: %d) {{ nodes {{ version {{ {inner} }} }} }}"
    asked = f'{{ node(id: "order-to-cash@1") {{ ... on Version {{ {squared} }} }} }}'
    assert await api.code(asked % (200, 400)) == "TOO_MUCH"
    assert await api.code(asked % (1000, 1000)) == "TOO_MUCH"


async def test_introspection_is_open(api: Api) -> None:
    found = await api.ask(get_introspection_query(input_value_deprecation=True))
    assert found["__schema"]["queryType"]["name"] == "Query"
