"""Test that the number of statements stays small however many nodes a page has."""

from collections import Counter

import pytest
import pytest_asyncio

from tests.fixtures.api import Api, order_to_cash

PAGES = {
    "elements": """labels: [ELEMENT], kinds: ["serviceTask"]) { vertices(first: $first) { edges { hop node { id
      ... on Element { name kind folded version { id number model { id name current { id } } source { size } }
        parents { nodes { id kind } } children(first: 3) { totalCount nodes { id name } }
        references { totalCount nodes { id resolvesTo { nodes { id } } } }
        findings { totalCount nodes { rule element { id } } }
        regions(first: 5) { totalCount nodes { id spans { start end } artefact { path } } }
        currentRegions { id artefact { path stale } } } } } } } }""",
    "regions": """labels: [REGION]) { vertices(first: $first) { edges { hop node { id
      ... on Region { spans { start } element { name version { id } }
        build { target actors { nodes { id } } stale staleReasons { kind message } }
        artefact { path content build { id } regions(first: 2) { totalCount nodes { element { name } } } } } } } }
    } }""",
    "versions": """labels: [VERSION]) { vertices(first: $first) { nodes { ... on Version {
      elements(first: $first) { nodes { id children { totalCount } parents { totalCount } version { id } } } } } } }
    }""",
}
ASK = 'query($first: Int) { impact(of: "order-to-cash", depth: 50, '


@pytest_asyncio.fixture(scope="module")
async def large(shared_api: Api) -> Api:
    api = shared_api
    more = "".join(
        f'<sequenceFlow id="F{n}" sourceRef="{"Task_Bill" if n == 1 else f"T{n - 1}"}" targetRef="T{n}"/>'
        f'<serviceTask id="T{n}" name="{"" if n == 1 else f"Step {n}"}"/>'  # the first page has a finding too
        for n in range(1, 121)
    )
    version = await api.bring_in(order_to_cash(more=more))
    await api.generate(version)
    return api


async def statements(api: Api, query: str, **variables: object) -> Counter[str]:
    api.counting.statements.clear()
    api.counting.units = 0
    await api.ask(query, **variables)
    assert api.counting.units == 1
    return Counter(api.counting.statements)


@pytest.mark.parametrize("page", sorted(PAGES))
async def test_a_page_of_a_hundred_costs_as_much_as_a_page_of_ten(large: Api, page: str) -> None:
    ten = await statements(large, ASK + PAGES[page], first=10)
    hundred = await statements(large, ASK + PAGES[page], first=100)
    assert hundred == ten
    assert hundred.total() <= 25
    assert max(hundred.values()) <= 3


async def test_a_simple_question_is_a_handful_of_statements(large: Api) -> None:
    asked = '{ impact(of: "order-to-cash@1#T7"%s) { start { id } totalCount vertices { nodes { id } } } }'
    assert await statements(large, asked % "") == {"reach": 1}
    # where the answer does not show what it begins with, that is looked up
    assert await statements(large, asked % ", labels: [MODEL]") == {"reach": 1, "element.by_id": 1}


async def test_what_needs_no_store_opens_none(api: Api) -> None:
    await api.ask("{ viewer { tenant } targets { name } rules { id } }")
    await api.ask("{ __schema { queryType { name } } }")
    assert (api.counting.units, api.counting.statements) == (0, [])
