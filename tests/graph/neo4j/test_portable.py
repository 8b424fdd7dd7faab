"""Test pages of an export, in an order that only Neo4j's indexes have."""

import pytest

from graph.neo4j import portable
from graph.neo4j.graphs import Neo4jGraphs
from graph.records import Batch, Vertex

# By UTF-16 the second would come first: a page that begins after it would give the first again.
_TEXTS = ["\ufb01", "\U0001f600"]


@pytest.mark.parametrize("others", [0, 300])
async def test_a_page_begins_where_the_last_one_ended(
    neo4j_graphs: Neo4jGraphs, tenant: str, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    """Test with any other data, which influences the planner."""
    vertices = [Vertex("Element", f"m@1#{text}") for text in [*map(str, range(others)), *_TEXTS]]
    async with neo4j_graphs.writing(tenant) as store:
        await store.write(Batch(tuple(vertices)))
    monkeypatch.setattr(portable, "_PAGE", 1 + others // 2)
    async with neo4j_graphs.exporting(tenant) as unit:
        found = [vertex.uid async for page in unit.vertices("Element") for vertex in page]
    assert found == sorted(vertex.uid for vertex in vertices)


async def test_pages_of_every_label_come_from_the_index(neo4j_graphs: Neo4jGraphs) -> None:
    text = "EXPLAIN " + portable._VERTICES.format(label="Anchor", found="true")
    asked = {"tenant": "none", "last": "", "_now": "", "page": 1}
    explained = await neo4j_graphs._driver.execute_query(text, asked)
    assert "uid > $last" in str(explained.summary.plan)
    assert "UNIQUE INDEX" in str(explained.summary.plan) or "UniqueIndexSeek" in str(explained.summary.plan)
