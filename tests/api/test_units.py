"""Test that a request takes one reading unit and always gives it back."""

import asyncio

import pytest

from tests.fixtures.api import Api, order_to_cash

_VERSION = 'node(id: "order-to-cash@1") { ... on Version { %s } }'
BREAKS = [
    _VERSION % "elements(first: 0) { totalCount } model { name builds { totalCount } }",
    _VERSION % 'elements(after: "x") { totalCount } findings { nodes { element { id } } } source { content }',
    'impact(of: "nothing") { totalCount } models { nodes { current { source { content } elements { totalCount } } } }',
    'search(text: "o", after: "x") { totalCount } builds { nodes { id artefacts { nodes { content } } } }',
]


@pytest.mark.parametrize("part", BREAKS, ids=range(len(BREAKS)))
async def test_an_answer_that_fails_half_way_holds_nothing(api: Api, part: str) -> None:
    await api.bring_in(order_to_cash())
    await api.generate("order-to-cash")
    api.counting.units = 0
    body = await api.post(f"{{ {part} rest: models {{ nodes {{ name versions {{ nodes {{ id }} }} }} }} }}")
    assert body["errors"]
    await asyncio.sleep(0.1)
    assert api.counting.open == 0
    assert api.counting.units == 1


async def test_many_at_once_each_get_their_own(api: Api) -> None:
    await api.bring_in(order_to_cash())
    api.counting.units = 0
    ask = '{ impact(of: "order-to-cash") { totalCount vertices { nodes { id } } } models { nodes { name } } }'
    answers = await asyncio.gather(*(api.ask(ask) for _ in range(30)))
    assert all(answer == answers[0] for answer in answers)
    assert (api.counting.units, api.counting.open) == (30, 0)


async def test_imports_at_once_take_turns(api: Api) -> None:
    made = await asyncio.gather(*(api.bring_in(order_to_cash(f"Ship {n}")) for n in range(6)))
    assert sorted(made) == [f"order-to-cash@{n}" for n in range(1, 7)]
