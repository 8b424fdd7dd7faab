"""Test that every named query, as Neo4j receives it, is bound to one tenant and one moment."""

import re

import pytest

from cypher import QUERIES, Query
from graph.neo4j.dialect import bound
from tests.contract.queries import query


@pytest.mark.parametrize("name", QUERIES)
def test_every_pattern_is_tied_to_tenant_and_moment(name: str) -> None:
    text = bound(QUERIES[name])
    for variable, label in re.findall(r"\((\w+):(\w+)", text):
        tied = f"({variable}:{label} WHERE {variable}.tenant = $tenant AND {variable}.recordedAt <= $_now)"
        assert tied in text
    for variable, kind in re.findall(r"\[(\w+):(\w+)", text):
        assert f"[{variable}:{kind} WHERE {variable}.recordedAt <= $_now]" in text
    assert len(re.findall(r"\.until\b", text)) == 2 * len(re.findall(r"\.until\b", QUERIES[name].text))


def test_what_ends_later_has_not_ended() -> None:
    asked = query("MATCH (f:Finding) WHERE f.tenant = $tenant AND f.until IS NULL RETURN f.uid", "", "uid")
    assert "(CASE WHEN f.until <= $_now THEN f.until END) IS NULL" in bound(asked)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (e) WHERE e.tenant = $tenant RETURN e",
        "MATCH (e:Element)-->(v:Version) WHERE e.tenant = $tenant RETURN v",
        "MATCH (e:Element)-[r]->(v:Version) WHERE e.tenant = $tenant RETURN v",
        "MATCH (e:Element)-[:CONTAINS*1..3]->(v:Element) WHERE e.tenant = $tenant RETURN v",
        "MATCH (e:Element {uid: 'x'}) WHERE e.tenant = $tenant RETURN e",
        "MATCH (e:Element)-[:STATED_IN]->(v) WHERE e.tenant = $tenant RETURN v",
    ],
)
def test_a_pattern_that_could_reach_further_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"test\.query"):
        bound(Query("test.query", text, frozenset(), ("row",)))
