"""Import, and ask what an answer holds."""

from typing import Any

from graph.store import Direction, Graphs, Reach, ReachQuery
from pipeline.ir.document import Actor
from pipeline.operations.import_ import import_document
from tests.pipeline.documents import document

ACTOR = Actor(issuer="ameide", subject="tests")
TARGET = "temporal-python"


async def imported(graphs: Graphs, tenant: str, content: bytes, name: str | None = "order", **more: Any) -> str:
    outcome = await import_document(document(content, name), graphs, tenant, ACTOR, **more)
    assert outcome.version is not None, outcome.problems
    return outcome.version


async def reach(graphs: Graphs, tenant: str, uid: str, direction: Direction, as_of: str | None = None) -> Reach:
    async with graphs.reading(tenant) as store:
        return await store.reach(ReachQuery(start=(uid,), direction=direction, as_of=as_of, first=1000))


async def moment(graphs: Graphs, tenant: str) -> str:
    async with graphs.reading(tenant) as store:
        return store.now


def uids(answer: Reach) -> set[str]:
    return {reached.vertex["uid"] for reached in answer.page}
