"""Measure the time that the service adds to the store's own: `lineage` through GraphQL, and other queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

from app import create_app
from benchmarks.database import Database
from benchmarks.graphs import Question
from benchmarks.interleaved import Times, Way, interleaved, median_ms
from benchmarks.stored import Stored

VIEWER: Final = "viewer"
UNKNOWN: Final = "unknown id"
PAGE: Final = "lineage"
_URL: Final = "http://127.0.0.1:8000"
_VIEWER: Final = "{ viewer { tenant subject roles } }"
LINEAGE: Final = """query($of: ID!, $depth: Int) { lineage(of: $of, depth: $depth) {
  complete totalCount countsByLabel { label count } countsByKind { kind count } countsByHop { hop count }
  vertices(first: 100) { totalCount pageInfo { hasNextPage endCursor } edges { hop node { id __typename } } } } }"""
_SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Served:
    """Times of one question through GraphQL and through the store, in seconds."""

    graph: str
    reached: int
    times: Times


async def served(stored: Stored, database: Database, question: Question) -> Served:
    """Measure in one process, from the request as JSON to the answer as JSON.

    Raises ValueError where an answer is wrong.
    """
    settings = database.settings.model_copy(update={"tenant": stored.tenant})
    app = create_app(settings, database.graphs, database.tenants)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=_URL) as client:
        reached = await _checked(client, stored, question)
        ways = _ways(client, stored, question)
        return Served(stored.graph.name, reached, await interleaved(ways, seconds=_SECONDS, most=300, warm=10))


def _ways(client: httpx.AsyncClient, stored: Stored, question: Question) -> Mapping[str, Way]:
    unknown = {"of": stored.uid(question.start) + "_unknown", "depth": question.depth}
    return {
        VIEWER: lambda: post(client, _VIEWER, {}),
        UNKNOWN: lambda: post(client, LINEAGE, unknown),
        PAGE: lambda: _lineage(client, stored, question),
        stored.name: lambda: stored.ask(question),
    }


async def _checked(client: httpx.AsyncClient, stored: Stored, question: Question) -> int:
    """Return the number of vertices reached, after checking that both agree."""
    unknown = await _ways(client, stored, question)[UNKNOWN]()
    if [each["extensions"]["code"] for each in unknown.get("errors", ())] != ["UNKNOWN_ID"]:
        raise ValueError(f"an unknown id is answered with {unknown}")
    answer: dict[str, Any] = (await _lineage(client, stored, question))["data"]["lineage"]
    found = await stored.ask(question)
    if {each["hop"]: each["count"] for each in answer["countsByHop"]} != found.by_hop:
        raise ValueError(f"GraphQL says {answer['countsByHop']}, the store {found.by_hop}")
    return found.total


async def _lineage(client: httpx.AsyncClient, stored: Stored, question: Question) -> Any:
    return await post(client, LINEAGE, {"of": stored.uid(question.start), "depth": question.depth})


async def post(client: httpx.AsyncClient, query: str, variables: Mapping[str, Any]) -> Any:
    return (await client.post("/graphql", json={"query": query, "variables": variables})).json()


def beyond_store(times: Times) -> float:
    """Return how many times the cost of `viewer` the page takes on top of the store's time.

    It uses medians: turn by turn, the difference of two long times would drown in their noise.
    """
    return (median_ms(times, PAGE) - median_ms(times, Stored.name)) / median_ms(times, VIEWER)
