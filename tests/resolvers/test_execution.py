"""Test that direct reading gives the answers of graphql-core, including errors."""

import asyncio
from collections.abc import Awaitable
from enum import Enum
from typing import Any

import pytest
import strawberry
from hypothesis import example, given
from hypothesis import strategies as st
from strawberry.extensions import SchemaExtension
from strawberry.scalars import JSON
from strawberry.types import Info

from resolvers import execution
from resolvers.execution import Execution, execution_context


@strawberry.enum
class Colour(Enum):
    RED = "red"
    BLUE = strawberry.enum_value("blue", name="NAVY")


@strawberry.interface
class Thing:
    id: strawberry.ID


@strawberry.type
class Leaf(Thing):
    size: int
    flag: bool | None
    colour: Colour | None
    more: JSON | None


@strawberry.type
class Tree(Thing):
    name: str | None
    leaves: list[Leaf]
    things: list[Thing | None] | None
    numbers: list[int | None]

    @strawberry.field
    def loud(self) -> str | None:
        return self.name.upper() if self.name else None

    @strawberry.field
    async def slow(self) -> int:
        return len(self.leaves)


@strawberry.type
class Query:
    @strawberry.field
    def tree(self, info: Info) -> Tree | None:
        found: Tree | None = info.context
        return found

    @strawberry.field
    async def trees(self, info: Info) -> list[Thing]:
        return [info.context, info.context]


class Loud(SchemaExtension):
    """Sees every field."""

    def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
        found = _next(root, info, *args, **kwargs)
        return found.upper() if isinstance(found, str) else found


OURS = strawberry.Schema(Query, types=[Leaf, Tree], execution_context_class=Execution)
THEIRS = strawberry.Schema(Query, types=[Leaf, Tree])
_LEAF = "__typename id size flag colour more"
QUERIES = [
    "{ tree { id name numbers } }",
    f"{{ tree {{ leaves {{ {_LEAF} }} other: leaves {{ n: size }} }} }}",
    f"{{ tree {{ things {{ id ... on Leaf {{ {_LEAF} }} ... on Tree {{ name loud }} }} }} }}",
    "{ trees { __typename id ... on Tree { slow leaves { size } things { id __typename } } } }",
    "query($no: Boolean = false) { tree { id @skip(if: true) name @include(if: $no) leaves { ...F } } } "
    "fragment F on Leaf { size more flag }",
    "query null($no: Boolean = false) { tree { id things { id @skip(if: $no) } leaves { size @include(if: $no) } } }",
    "{ tree { things { __typename ... on Tree { things { ... on Tree { numbers name } } } } } }",
]

# What a field may hold that it should not, beside what it should.
odd: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", "a text", 0, True, 2**31, -(2**31), 1.0, 1.5, [], {}, b"", ValueError("kept"), Colour.RED]
)
leaves = st.builds(
    Leaf,
    id=st.one_of(st.text(max_size=3), odd),
    size=st.one_of(st.integers(), odd),
    flag=st.one_of(st.none(), st.booleans(), odd),
    colour=st.one_of(st.sampled_from(Colour), st.sampled_from(["red", "NAVY"]), odd),
    more=st.one_of(st.dictionaries(st.text(max_size=2), st.integers()), odd),
)
trees: st.SearchStrategy[Tree] = st.deferred(
    lambda: st.builds(
        Tree,
        id=st.just("t"),
        name=st.one_of(st.none(), st.text(max_size=3), odd),
        leaves=st.one_of(st.lists(leaves, max_size=3), odd, st.lists(st.one_of(leaves, odd), max_size=2)),
        things=st.one_of(st.none(), odd, st.lists(st.one_of(leaves, trees, odd), max_size=3)),
        numbers=st.one_of(st.lists(st.one_of(st.integers(-9, 9), odd), max_size=3), st.tuples(st.integers(0, 9))),
    )
)


def leaf(name: str, size: Any, colour: Colour | None = None, more: Any = None) -> Leaf:
    return Leaf(id=strawberry.ID(name), size=size, flag=None, colour=colour, more=more)


def tree_of(*leaves: Leaf, things: list[Thing | None] | None = None) -> Tree:
    return Tree(id=strawberry.ID("t"), name="n", leaves=list(leaves), things=things, numbers=[1, None])


def said(schema: strawberry.Schema, query: str, tree: Any) -> tuple[Any, list[Any]]:
    # null for a variable that may not be null is found out only where it is used
    given = {"no": None} if "null" in query else {}
    result = asyncio.run(schema.execute(query, given, context_value=tree))
    return result.data, sorted((error.formatted for error in result.errors or ()), key=str)


@pytest.mark.parametrize("query", QUERIES)
@given(tree=trees)
@example(tree=tree_of(leaf("a", 1, Colour.BLUE, {"k": [1]}), things=[leaf("b", 2), None]))
def test_it_says_what_graphql_core_says(query: str, tree: Tree) -> None:
    assert said(OURS, query, tree) == said(THEIRS, query, tree)


def test_what_has_to_be_waited_for_is() -> None:
    async def later() -> int:
        return 7

    waiting: Awaitable[int] = later()
    tree = tree_of(leaf("a", waiting))
    assert said(OURS, "{ tree { leaves { size } } }", tree) == ({"tree": {"leaves": [{"size": 7}]}}, [])


def test_who_wants_to_see_every_field_does() -> None:
    schema = strawberry.Schema(Query, types=[Leaf, Tree], execution_context_class=Execution, extensions=[Loud])
    assert said(schema, "{ tree { id name } }", tree_of())[0] == {"tree": {"id": "T", "name": "N"}}


def test_plain_data_never_reach_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = []
    above: Any = Execution.__mro__[1]
    whole = above.execute_field

    def noted(self: Any, parent: Any, source: Any, details: Any, *more: Any) -> Any:
        slow.append(f"{parent.name}.{details[0].node.name.value}")
        return whole(self, parent, source, details, *more)

    monkeypatch.setattr(above, "execute_field", noted, raising=False)
    tree = tree_of(*(leaf(str(n), n, Colour.RED, n) for n in range(9)), things=[])
    data, errors = said(OURS, f"{{ tree {{ name leaves {{ {_LEAF} }} things {{ id }} }} }}", tree)
    assert len(data["tree"]["leaves"]) == 9
    assert not errors
    assert slow == ["Query.tree"]


def test_it_is_used_beside_the_releases_that_it_was_tested_with_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert execution_context() is Execution, "a new release: run these tests on it, and add it to TESTED"
    monkeypatch.setattr(execution, "version", lambda _: "99.0")
    assert execution_context() is None
    schema = strawberry.Schema(Query, types=[Leaf, Tree], execution_context_class=execution_context())
    assert said(schema, "{ tree { id name } }", tree_of()) == ({"tree": {"id": "t", "name": "n"}}, [])
