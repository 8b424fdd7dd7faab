"""Plan every named query on Neo4j: one that it cannot read is found, whichever test asks it."""

import re

import pytest

from cypher import QUERIES
from graph.neo4j.dialect import bound
from graph.neo4j.graphs import Neo4jGraphs


@pytest.mark.parametrize("name", QUERIES)
async def test_it_can_be_planned(neo4j_graphs: Neo4jGraphs, name: str) -> None:
    counts = dict.fromkeys(re.findall(r"(?:LIMIT |SKIP |\.\.)\$(\w+)", QUERIES[name].text), 1)
    given = dict.fromkeys((*QUERIES[name].params, "tenant", "_now")) | counts
    planned = await neo4j_graphs._driver.execute_query("EXPLAIN " + bound(QUERIES[name]), given)
    assert planned.summary.plan
