"""Test the law of erasure: no table has anything of the model, and other models answer as before."""

import itertools
from collections.abc import Iterator, Sequence

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from graph.logins import Logins
from graph.records import EDGE_KINDS
from graph.store import Direction, Graphs, ReachQuery
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from pipeline.operations.erase import erase
from pipeline.operations.generate import generate
from pipeline.operations.import_ import import_document
from tests.fixtures.laws import examples
from tests.pipeline.documents import caller, document, order
from tests.pipeline.operations.asking import ACTOR, TARGET

MARK = "zirkonium"
_OWN = frozenset(EDGE_KINDS) - {"RESOLVES_TO"}
_NUMBERS = itertools.count(1)
_STEPS = st.lists(
    st.tuples(st.sampled_from(["marked", "other"]), st.sampled_from(["order", "call", "build"])), min_size=1, max_size=5
)


def holding(logins: Logins, tenant: str, text: str) -> Iterator[str]:
    """Yield the tables of a tenant with a row that contains the text, also as bytes."""
    schema = graph_name(tenant)
    with psycopg.connect(logins.admin) as connection:
        connection.execute("SET bytea_output = 'hex'")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
        for (table,) in tables:
            rows = sql.SQL("SELECT FROM {} AS held WHERE lower(held::text) LIKE ANY (%s) LIMIT 1")
            wanted = [f"%{text}%", f"%{text.encode().hex()}%"]
            if connection.execute(rows.format(sql.Identifier(schema, table)), [wanted]).rowcount:
                yield table


async def _play(graphs: Graphs, tenant: str, steps: Sequence[tuple[str, str]]) -> None:
    known = set()
    for number, (model, what) in enumerate(steps):
        name = f"{MARK} {number}" if model == "marked" else f"Ship {number}"
        if what == "build":
            await generate(model, TARGET, {}, graphs, tenant, ACTOR)
            continue
        content = order(name) if what == "order" else caller("Process_Order").replace(b"Have it shipped", name.encode())
        await import_document(
            document(content, model), graphs, tenant, ACTOR, new_version_of=model if model in known else None
        )
        known.add(model)


async def _own(graphs: Graphs, tenant: str) -> set[str]:
    """Return everything of the other model, builds and files included, without following references."""
    question = ReachQuery(start=("other",), direction=Direction.IMPACT, through=_OWN, first=1000)
    async with graphs.reading(tenant) as store:
        return {each.vertex["uid"] for each in (await store.reach(question)).page}


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
async def test_nothing_is_left(
    graphs: Graphs, tenants: Tenants, store_logins: Logins, steps: list[tuple[str, str]]
) -> None:
    tenant = f"erasure-{next(_NUMBERS)}"
    await tenants.create(tenant)
    try:
        await _play(graphs, tenant, [("marked", "order"), ("other", "call"), *steps, ("other", "order")])
        assert {"ameide_content", "ameide_search", "ameide_words", "Element"} <= set(
            holding(store_logins, tenant, MARK)
        )
        before = await _own(graphs, tenant)
        erased = await erase("marked", "", graphs, tenant, ACTOR)
        assert erased.problems == ()
        assert set(holding(store_logins, tenant, MARK)) == set()
        assert set(holding(store_logins, tenant, "marked@")) == set()
        after = await _own(graphs, tenant)
        assert after <= before
        assert all(uid.startswith("finding:") for uid in before - after)  # about both models: it holds no longer
    finally:
        await tenants.retire(tenant)
