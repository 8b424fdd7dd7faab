"""Migrations: forward, resumable, and the same result whichever way a graph came to it."""

import asyncio
import functools

import psycopg
import pytest
from sqlalchemy import Connection

import migrations
from graph import errors
from graph.age import schema
from graph.logins import Logins
from graph.records import Batch, Vertex
from graph.store import Graphs, SearchQuery
from graph.tenants.administration import Tenants
from graph.tenants.names import graph_name
from tests.migrations.catalog import catalog


async def _made_at_first(tenants: Tenants, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "upgrade", functools.partial(schema.upgrade, revision="0001"))
        await tenants.create(name)


async def test_a_migrated_graph_is_a_fresh_one(
    tenants: Tenants, graphs: Graphs, tenant: str, store_logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made_at_first(tenants, "old-one", monkeypatch)
    try:
        assert catalog(store_logins.admin, "old-one") != catalog(store_logins.admin, tenant)
        assert await tenants.pending() == ["old-one"]
        await tenants.migrate()
        assert await tenants.pending() == []
        fresh, migrated = catalog(store_logins.admin, tenant), catalog(store_logins.admin, "old-one")
        assert all(fresh.values())
        assert migrated == fresh
    finally:
        await tenants.retire("old-one")


async def test_a_graph_that_is_behind_is_not_served(
    tenants: Tenants, graphs: Graphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made_at_first(tenants, "behind", monkeypatch)
    try:
        with pytest.raises(errors.TenantMigrating):
            async with graphs.reading("behind"):
                pass
        with pytest.raises(errors.TenantMigrating):
            async with graphs.writing("behind"):
                pass
        health = await graphs.health()
        assert not health.ready
        assert health.checks["migrations"] == "pending: behind"
        await tenants.migrate()
        async with graphs.writing("behind") as store:
            assert (await store.write(Batch((Vertex("Element", "m@1#a"),)))).vertices == 1
    finally:
        await tenants.retire("behind")


async def test_a_migration_that_broke_off_is_resumed(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["resume-a", "resume-b", "resume-c"]
    for name in names:
        await _made_at_first(tenants, name, monkeypatch)
    upgrade = schema.upgrade
    try:
        with monkeypatch.context() as patch:

            def failing(connection: Connection, graph: str, role: str) -> None:
                upgrade(connection, graph, role)
                if graph == graph_name("resume-b"):
                    raise ZeroDivisionError

            patch.setattr(schema, "upgrade", failing)
            with pytest.raises(ZeroDivisionError):
                await tenants.migrate()
        assert await tenants.pending() == ["resume-b"]  # one that cannot be migrated stops no other
        await tenants.migrate()
        assert await tenants.pending() == []
    finally:
        for name in names:
            await tenants.retire(name)


async def test_many_processes_may_migrate_at_once(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    await _made_at_first(tenants, "crowd", monkeypatch)
    try:
        await asyncio.gather(*(tenants.migrate() for _ in range(4)))
        assert await tenants.pending() == []
    finally:
        await tenants.retire("crowd")


async def test_what_was_stored_before_is_there_afterwards(
    tenants: Tenants, store_logins: Logins, graphs: Graphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made_at_first(tenants, "laden", monkeypatch)
    try:
        with psycopg.connect(store_logins.admin) as connection:
            connection.execute("SET search_path = t_laden, ag_catalog")
            connection.execute("""INSERT INTO "Element" (properties) VALUES ('{"uid": "m@1#a", "name": "kept"}')""")
        await tenants.migrate()
        async with graphs.reading("laden") as store:
            assert [hit.vertex["name"] for hit in (await store.search(SearchQuery("kept"))).page] == ["kept"]
    finally:
        await tenants.retire("laden")


async def test_control_tables_come_first(store_logins: Logins, tenants: Tenants) -> None:
    with psycopg.connect(store_logins.admin) as connection:
        connection.execute("UPDATE ameide.ameide_version SET version_num = 'older'")
        connection.commit()
        try:
            assert await tenants.pending() == ["control"]
        finally:
            connection.execute("UPDATE ameide.ameide_version SET version_num = %s", [migrations.head("control")])


def test_the_lines_have_heads() -> None:
    assert migrations.head("control") == "0002"
    assert migrations.head("tenant") >= "0002"
