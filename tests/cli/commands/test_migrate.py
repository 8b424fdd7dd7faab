"""Test `ameide migrate`: the plan, the migration, and refusals."""

import psycopg
import pytest

import migrations
from graph.tenants.names import graph_name

HEAD = migrations.head("tenant")


@pytest.fixture
def change(store_logins, tenant):
    """Run a statement in the tenant's schema."""

    def changing(statement):
        with psycopg.connect(store_logins.admin) as connection:
            connection.execute(f'SET search_path = "{graph_name(tenant)}", ag_catalog')
            connection.execute(statement)

    return changing


def test_a_store_of_this_release_needs_nothing(ameide):
    found = ameide.json("migrate", "--plan")
    assert found["planned"]
    assert found["steps"] == []
    assert "The store is at release" in ameide("migrate").stderr


def test_what_would_be_done_is_told_then_done(ameide, change, tenant):
    change("UPDATE ameide_derived SET digest = 'older' WHERE name = 'functions'")
    step = {"server": "main", "tenant": tenant, "from": HEAD, "to": HEAD, "madeAnew": ["functions"]}
    assert ameide.json("migrate", "--plan")["steps"] == [step]
    shown = ameide("migrate", "--plan")
    assert tenant in shown.stdout
    assert "1 schema would be brought to release" in shown.stderr
    done = ameide("migrate")
    assert f"{tenant}: functions" in done.stderr
    assert "1 schema brought to release" in done.stderr
    assert ameide.json("migrate") | {"release": ""} == {"release": "", "planned": False, "steps": []}


@pytest.mark.parametrize("command", [["migrate"], ["migrate", "--plan"], ["search", "order"], ["tenants", "list"]])
def test_a_store_that_a_newer_release_has_changed_is_refused(ameide, change, command):
    change("UPDATE ameide_version SET version_num = '9999'")
    error = ameide.json(*command, status=3)["error"]
    assert error["code"] == "STORE_NEWER"
    assert f"at 9999, this release at {HEAD}" in error["message"]
    assert "ameide --version" in error["hint"]
    change(f"UPDATE ameide_version SET version_num = '{HEAD}'")


def test_serve_does_not_start_on_a_newer_store(ameide, change):
    change("UPDATE ameide_version SET version_num = '9999'")
    refused = ameide("serve", "--port", "0", status=3)
    assert "Run that release" in refused.stderr
    assert "Traceback" not in refused.output
    change(f"UPDATE ameide_version SET version_num = '{HEAD}'")


def test_a_server_is_not_asked_to_migrate(ameide):
    refused = ameide.json("migrate", "--url", "http://127.0.0.1:1", status=2)
    assert "without --url" in refused["error"]["hint"]
