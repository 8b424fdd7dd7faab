"""Test migrations: forwards, resumable, and with the same result from every starting point."""

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
from graph.tenants.plans import Plan
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
        assert [plan.tenant for plan in await tenants.plans()] == ["old-one"]
        await tenants.migrate()
        assert await tenants.plans() == []
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
        assert [plan.tenant for plan in await tenants.plans()] == [
            "resume-b"
        ]  # one that cannot be migrated stops no other
        await tenants.migrate()
        assert await tenants.plans() == []
    finally:
        for name in names:
            await tenants.retire(name)


async def test_many_processes_may_migrate_at_once(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    await _made_at_first(tenants, "crowd", monkeypatch)
    try:
        await asyncio.gather(*(tenants.migrate() for _ in range(4)))
        assert await tenants.plans() == []
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


async def test_it_is_told_what_would_be_done_and_what_is(
    tenants: Tenants, tenant: str, store_logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made_at_first(tenants, "told-a", monkeypatch)
    head = migrations.head("tenant")
    try:
        _set(store_logins, tenant, "UPDATE ameide_derived SET digest = 'older' WHERE name = 'functions'")
        plans = sorted(
            [Plan(tenant, head, head, ("functions",)), Plan("told-a", "0001", head, ("functions", "login", "search"))],
            key=lambda plan: str(plan.tenant),
        )
        assert await tenants.plans() == plans
        told: list[Plan] = []
        await tenants.migrate(told.append)
        assert sorted(told, key=lambda plan: str(plan.tenant)) == plans
        assert await tenants.plans() == []
    finally:
        await tenants.retire("told-a")


async def test_a_tenant_that_a_newer_release_has_changed_is_refused(
    tenants: Tenants, graphs: Graphs, tenant: str, store_logins: Logins
) -> None:
    _set(store_logins, tenant, "UPDATE ameide_version SET version_num = '9999'")
    for refused in (tenants.plans(), tenants.migrate()):
        with pytest.raises(errors.StoreNewer, match=f"{tenant} at 9999, this release at"):
            await refused
    with pytest.raises(errors.StoreNewer):
        async with graphs.reading(tenant):
            pass
    health = await graphs.health()
    assert not health.ready
    assert "A newer release" in str(health.checks["migrations"])
    assert health.checks["database"] is None
    _set(store_logins, tenant, f"UPDATE ameide_version SET version_num = '{migrations.head('tenant')}'")
    assert await tenants.plans() == []


async def test_control_tables_that_a_newer_release_has_changed_are_refused(
    tenants: Tenants, store_logins: Logins
) -> None:
    with psycopg.connect(store_logins.admin, autocommit=True) as connection:
        connection.execute("UPDATE ameide.ameide_version SET version_num = '9999'")
        try:
            with pytest.raises(errors.StoreNewer, match="control tables at 9999"):
                await tenants.migrate()
        finally:
            connection.execute("UPDATE ameide.ameide_version SET version_num = %s", [migrations.head("control")])


async def test_what_the_database_refuses_names_the_tenant_and_changes_nothing(
    tenants: Tenants, store_logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made_at_first(tenants, "odd-one", monkeypatch)
    try:
        _set(store_logins, "odd-one", "CREATE TABLE ameide_words (mine int)")
        with pytest.raises(errors.MigrationFailed, match=r"odd-one: .*ameide_words"):
            await tenants.migrate()
        assert [plan.revision for plan in await tenants.plans()] == ["0001"]
        _set(store_logins, "odd-one", "DROP TABLE ameide_words")
        await tenants.migrate()
        assert await tenants.plans() == []
    finally:
        await tenants.retire("odd-one")


def _set(logins: Logins, tenant: str, statement: str) -> None:
    with psycopg.connect(logins.admin) as connection:
        connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog'.encode())
        connection.execute(statement.encode())


def test_the_lines_have_heads() -> None:
    for line, head in (("control", "0004"), ("tenant", "0009")):
        assert migrations.head(line) >= head  # type: ignore[arg-type]
        assert migrations.head(line) in migrations.known(line)  # type: ignore[arg-type]
