"""Import models into a tenant and read the findings about them together."""

from dataclasses import dataclass
from typing import Any

from graph.store import Graphs
from pipeline.operations.erase import erase
from pipeline.operations.retire import retire
from pipeline.tenant.together import TENANT_RULES
from tests.contract.queries import query
from tests.pipeline.operations.asking import ACTOR, imported
from tests.pipeline.tenant.exchanging import Process

FINDINGS = query(
    "MATCH (f:Finding)-[:FOUND_IN]->(v:Version) WHERE f.tenant = $tenant"
    " RETURN f.uid, f.rule, f.element, f.version, v.uid, f.message, f.trace, f.recordedAt, f.until"
    " ORDER BY f.uid",
    "",
    "uid rule element stated version message trace since until",
)


@dataclass
class Models:
    """The models of a tenant, and the open findings about them together."""

    graphs: Graphs
    tenant: str

    async def add(self, name: str, content: Process | bytes) -> str:
        content = content if isinstance(content, bytes) else content.document()
        return await imported(self.graphs, self.tenant, content, name, **await self._known(name))

    async def retire(self, name: str) -> None:
        assert (await retire(name, "", self.graphs, self.tenant, ACTOR)).problems == ()

    async def erase(self, name: str) -> None:
        assert (await erase(name, "", self.graphs, self.tenant, ACTOR)).problems == ()

    async def rows(self, as_of: str | None = None) -> list[Any]:
        """Return the findings of the tenant's rules, open and ended."""
        async with self.graphs.reading(self.tenant) as store:
            rows = await store.rows(FINDINGS)
        assert all(row["stated"] == row["version"] for row in rows)
        return [row for row in rows if row["rule"] in TENANT_RULES and _open(row, as_of)]

    async def found(self, *rules: str, as_of: str | None = None) -> set[tuple[str, str]]:
        """Return (rule, element) of the open findings of these rules, or of all."""
        return {(row["rule"], row["element"]) for row in await self.rows(as_of) if not rules or row["rule"] in rules}

    async def now(self) -> str:
        async with self.graphs.reading(self.tenant) as store:
            return store.now

    async def _known(self, name: str) -> dict[str, str]:
        async with self.graphs.reading(self.tenant) as store:
            found = await store.rows(query("MATCH (m:Model) WHERE m.tenant = $tenant RETURN m.uid", "", "model"))
        return {"new_version_of": name} if name in {row["model"] for row in found} else {}


def _open(row: Any, as_of: str | None) -> bool:
    if as_of is None:
        return row["until"] is None
    return bool(row["since"] <= as_of and (row["until"] is None or row["until"] > as_of))
