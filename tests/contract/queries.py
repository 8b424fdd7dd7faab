"""Queries that only tests use."""

from pathlib import Path

import cypher
from cypher import Query


def query(text: str, params: str, returns: str) -> Query:
    header = f"// A test asks.\n// params: {params}\n// returns: {returns}\n"
    return cypher.parse("test.query", Path("test.cypher"), header + text)


ELEMENT = query("MATCH (e:Element) WHERE e.uid = $uid AND e.tenant = $tenant RETURN e", "uid", "element")
ELEMENTS = query("MATCH (e:Element) WHERE e.tenant = $tenant RETURN e.uid ORDER BY e.uid", "", "uid")
MANY = query(
    "UNWIND $uids AS u MATCH (e:Element) WHERE e.uid = u AND e.tenant = $tenant RETURN u, e", "uids", "uid element"
)
RESOLUTIONS = query(
    "MATCH (a:Anchor)-[r:RESOLVES_TO]->(e:Element) WHERE a.tenant = $tenant RETURN a.uid, r, e.uid, r.until",
    "",
    "anchor edge element until",
)
COUNT = query("MATCH (e:Element) WHERE e.tenant = $tenant RETURN count(e), collect(e)", "", "number elements")
TENANTS = query("MATCH (e:Element) WHERE e.tenant = $tenant RETURN e.tenant", "", "tenant")
