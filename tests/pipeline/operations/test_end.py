"""Test retirement and erasure: history stays or is gone, and references are resolved again."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from cypher import QUERIES
from graph import errors
from graph.store import Direction, Graphs
from pipeline.ir.document import Actor
from pipeline.operations.erase import erase
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from pipeline.operations.prune import prune
from pipeline.operations.retire import retire
from tests.contract.queries import query
from tests.pipeline.documents import caller, document, order
from tests.pipeline.operations.asking import ACTOR, TARGET, imported, moment, reach, uids
from tests.resolvers.canned import Counting

ANCHOR = "anchor:bpmn:process:Process_Order"
DOUBTS = query(
    "MATCH (f:Finding)-[:ABOUT]->(e:Element) WHERE f.tenant = $tenant AND f.rule = 'ambiguous-reference'"
    " RETURN e.uid, f.message, f.until ORDER BY e.uid, f.recordedAt",
    "",
    "element message until",
)
EVERYTHING = query(
    "MATCH (a:Anchor)-[r:RESOLVES_TO]->(e:Element) WHERE a.tenant = $tenant AND a.uid = $anchor"
    " RETURN e.uid, r.ambiguous, r.until ORDER BY e.uid, r.recordedAt",
    "anchor",
    "element ambiguous until",
)


@dataclass
class Graph:
    """The resolution of the order process's anchor in a tenant, and its open findings."""

    graphs: Graphs
    tenant: str
    actor: Actor = field(default=ACTOR)

    async def add(self, name: str, content: bytes, **more: str) -> str:
        return await imported(self.graphs, self.tenant, content, name, **more)

    async def rows(self, query: Any, **wanted: object) -> Any:
        async with self.graphs.reading(self.tenant) as store:
            return await store.rows(query, **wanted)

    async def meant(self) -> dict[str, bool]:
        """Return for each element whether it is one of several."""
        rows = await self.rows(QUERIES["reference.open"], anchors=[ANCHOR])
        return {row["element"]: bool(row["ambiguous"]) for row in rows}

    async def doubts(self) -> dict[str, str]:
        """Return the open findings by element."""
        return {row["element"]: row["message"] for row in await self.rows(DOUBTS) if row["until"] is None}

    async def called(self, as_of: str | None = None) -> set[str]:
        """Return the vertices that the call reaches."""
        return uids(await reach(self.graphs, self.tenant, "caller@1#Call", Direction.LINEAGE, as_of))

    async def now(self) -> str:
        return await moment(self.graphs, self.tenant)

    async def retire(self, model: str, reason: str = "") -> Any:
        return await retire(model, reason, self.graphs, self.tenant, self.actor)

    async def erase(self, model: str, reason: str = "") -> Any:
        return await erase(model, reason, self.graphs, self.tenant, self.actor)

    async def prune(self, keep: int | None = None, before: str | None = None, **more: bool) -> Any:
        return await prune(keep, before, "", self.graphs, self.tenant, self.actor, **more)

    async def build(self, version: str) -> str:
        made = await generate(version, TARGET, {}, self.graphs, self.tenant, self.actor)
        assert made.build is not None, made.problems
        return made.build


@pytest.fixture
def graph(graphs: Graphs, tenant: str) -> Graph:
    return Graph(graphs, tenant)


@pytest.mark.parametrize("first", ["caller", "order"])
async def test_the_order_of_imports_does_not_matter(graph: Graph, first: str):
    documents = {"caller": caller("Process_Order"), "order": order()}
    for name in sorted(documents, key=lambda name: name != first):
        await graph.add(name, documents[name])
    assert await graph.meant() == {"order@1#Process_Order": False}
    assert "order@1#Process_Order" in await graph.called()
    assert await graph.doubts() == {}


async def test_a_new_version_is_meant_from_then_on(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    before = await graph.now()
    await graph.add("order", order("Send"))
    assert await graph.meant() == {"order@2#Process_Order": False}
    assert "order@2#Process_Order" in await graph.called()
    assert "order@1#Process_Order" in await graph.called(before)


async def test_what_two_models_offer_is_ambiguous_and_said_so(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    before = await graph.now()
    await graph.add("other", order())
    assert await graph.meant() == {"order@1#Process_Order": True, "other@1#Process_Order": True}
    doubts = await graph.doubts()
    assert list(doubts) == ["caller@1#Call"]
    assert "order, other" in doubts["caller@1#Call"]
    assert "other@1#Process_Order" not in await graph.called(before)
    assert {"order@1#Process_Order", "other@1#Process_Order"} <= await graph.called()
    await graph.add("other", order("Send"))
    assert await graph.meant() == {"order@1#Process_Order": True, "other@2#Process_Order": True}
    assert await graph.doubts() == doubts


async def test_who_comes_later_is_told_at_once(graph: Graph):
    await graph.add("order", order())
    await graph.add("other", order())
    outcome = await import_document(
        document(caller("Process_Order"), "caller"), graph.graphs, graph.tenant, graph.actor
    )
    (found,) = (row for row in await graph.rows(DOUBTS) if row["until"] is None)
    assert found["element"] == "caller@1#Call"
    rows = await graph.rows(QUERIES["finding.by_id"], uids=list(outcome.findings))
    assert "ambiguous-reference" in {row["node"]["rule"] for row in rows}


async def test_the_doubt_ends_with_the_last_rival_and_may_come_back(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    await graph.add("other", order())
    await graph.add("other", order().replace(b"Process_Order", b"Process_New"), new_version_of="other")
    assert await graph.meant() == {"order@1#Process_Order": False}
    assert await graph.doubts() == {}
    await graph.add("other", order("Again"), new_version_of="other")
    assert list(await graph.doubts()) == ["caller@1#Call"]
    assert [row["until"] is None for row in await graph.rows(DOUBTS)] == [False, True]


async def test_a_retired_model_is_meant_no_more_and_its_history_stays(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    await graph.add("other", order())
    build = await graph.build("order")
    before = await graph.now()
    then = {as_of: await graph.called(as_of) for as_of in (before,)}
    impact = uids(await reach(graph.graphs, graph.tenant, "order@1#Task_Ship", Direction.IMPACT, before))
    assert (await graph.retire("order", "replaced")).problems == ()
    assert await graph.meant() == {"other@1#Process_Order": False}
    assert await graph.doubts() == {}
    assert "order@1#Process_Order" not in await graph.called()
    assert {before: await graph.called(before)} == then
    assert uids(await reach(graph.graphs, graph.tenant, "order@1#Task_Ship", Direction.IMPACT, before)) == impact
    assert build in uids(await reach(graph.graphs, graph.tenant, "order", Direction.IMPACT))
    rows = await graph.rows(QUERIES["run.findings"], version="order@1")
    found = await graph.rows(QUERIES["finding.by_id"], uids=[row["finding"] for row in rows])
    assert "Retired by tests: replaced" in {row["node"]["message"] for row in found}


async def test_retiring_the_only_one_leaves_the_reference_without_a_target(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    await graph.retire("order")
    assert await graph.meant() == {}
    assert ANCHOR in await graph.called()


async def test_nothing_is_added_to_a_retired_model(graph: Graph):
    await graph.add("order", order())
    await graph.retire("order")
    outcome = await import_document(document(order("Send")), graph.graphs, graph.tenant, graph.actor)
    assert [problem.code for problem in outcome.problems] == ["MODEL_RETIRED"]
    made = await generate("order@1", TARGET, {}, graph.graphs, graph.tenant, graph.actor)
    assert [problem.code for problem in made.problems] == ["MODEL_RETIRED"]
    assert [problem.code for problem in (await graph.retire("order")).problems] == ["MODEL_RETIRED"]
    assert [problem.code for problem in (await graph.retire("nothing")).problems] == ["UNKNOWN_ID"]


async def test_an_erased_model_leaves_a_tombstone_and_nothing_else(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    await graph.add("order", order("Send"))
    await graph.add("other", order())
    build = await graph.build("order")
    erased = await graph.erase("order", "asked to")
    assert erased.problems == ()
    assert erased.counts["Version"] == 2
    assert {"Element", "Build", "Artefact", "Region", "Package", "Source", "Model"} <= erased.counts.keys()
    for uid in ("order", "order@1", "order@2#Task_Ship", build):
        with pytest.raises(errors.VertexUnknown):
            await reach(graph.graphs, graph.tenant, uid, Direction.LINEAGE)
    (row,) = await graph.rows(QUERIES["tombstone.by_id"], uids=[erased.tombstone])
    stone = row["node"]
    assert (stone["kind"], stone["subject"], stone["reason"], stone["last"]) == ("model", "order", "asked to", 2)
    assert stone["builds"] == [build]
    assert await graph.meant() == {"other@1#Process_Order": False}
    assert await graph.doubts() == {}
    assert [problem.code for problem in (await graph.erase("order")).problems] == ["ERASED"]


async def test_an_anchor_stays_as_long_as_anyone_mentions_it(graph: Graph):
    await graph.add("caller", caller("Process_Order"))
    await graph.add("order", order())
    await graph.erase("order")
    assert ANCHOR in await graph.called()
    assert await graph.meant() == {}
    await graph.erase("caller")
    with pytest.raises(errors.VertexUnknown):
        await reach(graph.graphs, graph.tenant, ANCHOR, Direction.LINEAGE)


async def test_what_is_shared_stays(graph: Graph):
    """Keep a document that has two names, and files that two builds share."""
    for name in ("one", "two"):
        await graph.add(name, order())
    builds = {name: await graph.build(name) for name in ("one", "two")}
    await graph.erase("one")
    reached = uids(await reach(graph.graphs, graph.tenant, builds["two"], Direction.LINEAGE))
    assert {"two@1", "two"} < reached
    assert any(uid.startswith("source:") for uid in reached)
    assert any(uid.startswith("package:") for uid in reached)
    artefacts = await graph.rows(QUERIES["build.artefacts"], parents=[builds["two"]], key="", uid="", limit=1000)
    files = await graph.rows(QUERIES["artefact.by_id"], uids=[uid for _, uid in artefacts[0]["page"]])
    async with graph.graphs.reading(graph.tenant) as store:
        digests = {row["node"]["digest"] for row in files}
        assert (await store.content.get(sorted(digests))).keys() == digests


async def test_an_id_that_was_erased_never_means_anything_else(graph: Graph):
    await graph.add("order", order())
    await graph.add("order", order("Send"))
    await graph.erase("order")
    assert await graph.add("order", order("New")) == "order@3"
    assert await graph.add("order", order("Newer")) == "order@4"
    await graph.erase("order")
    assert await graph.add("order", order()) == "order@5"


async def test_old_builds_are_pruned_and_current_ones_never(graph: Graph):
    builds = []
    for task in ("a", "b", "c"):
        builds.append(await graph.build(await graph.add("order", order(task))))
    other = await graph.build(await graph.add("other", order()))
    dry = await graph.prune(keep=1, dry=True)
    assert [build.uid for build in dry.builds] == [builds[1], builds[0]]
    assert (dry.kept, dry.tombstone) == (2, None)
    assert [build.uid for build in (await graph.prune(keep=2, dry=True)).builds] == [builds[0]]
    assert (await graph.prune(before="2020-01-01T00:00:00.000000Z")).builds == ()
    pruned = await graph.prune(before=await graph.now())
    assert (pruned.builds, pruned.counts) == (dry.builds, dry.counts)
    assert pruned.tombstone is not None
    rows = await graph.rows(QUERIES["ending.builds"])
    assert {row["build"] for row in rows} == {builds[2], other}
    assert (await graph.prune(keep=1)).tombstone is None
    assert uids(await reach(graph.graphs, graph.tenant, "order@1", Direction.LINEAGE)) >= {"order"}


async def test_as_many_statements_for_many_versions_as_for_one(graph: Graph, graphs: Graphs):
    counting = Counting(graphs)
    used = []
    for name, tasks in {"one": "a", "three": "abc"}.items():
        for task in tasks:
            await graph.build(await graph.add(name, order(task)))
        counting.statements.clear()
        await erase(name, "", counting, graph.tenant, graph.actor)
        used.append(list(counting.statements))
    assert used[0] == used[1]
    assert len(used[0]) > 10
