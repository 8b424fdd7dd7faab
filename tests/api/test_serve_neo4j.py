"""Test the service on Neo4j as a process: it needs only a URL, and finds its data again."""

import os
import signal
from pathlib import Path

import httpx

from settings import Settings
from tests.api.test_serve import PATIENCE, ended, running
from tests.fixtures.api import IMPORT, order_to_cash


def test_it_starts_serves_stops_and_starts_again(neo4j_settings: Settings, tmp_path: Path) -> None:
    url, password = neo4j_settings.neo4j_url, neo4j_settings.neo4j_password
    assert url is not None
    given = {
        "AMEIDE_STORE": "neo4j",
        "AMEIDE_NEO4J_URL": url.get_secret_value(),
        "AMEIDE_TENANT": f"serve-{os.getpid()}",
    }
    if neo4j_settings.neo4j_user and password:
        given |= {"AMEIDE_NEO4J_USER": neo4j_settings.neo4j_user, "AMEIDE_NEO4J_PASSWORD": password.get_secret_value()}
    with running(tmp_path, **given) as (process, address):
        ready = httpx.get(f"{address}/readyz", timeout=PATIENCE)
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        assert set(ready.json()["checks"]) == {"database", "neo4j", "migrations"}
        wanted = {"input": {"name": "order-to-cash", "content": order_to_cash()}}
        made = httpx.post(f"{address}/graphql", json={"query": IMPORT, "variables": wanted}, timeout=PATIENCE)
        assert "errors" not in made.json(), made.text
        assert made.json()["data"]["importModel"]["version"]["id"] == "order-to-cash@1"
        ended(process, signal.SIGINT)
    with running(tmp_path, **given) as (process, address):
        asked = {"query": "{ models { totalCount nodes { id } } }"}
        answer = httpx.post(f"{address}/graphql", json=asked, timeout=PATIENCE)
        assert answer.json()["data"]["models"] == {"totalCount": 1, "nodes": [{"id": "order-to-cash"}]}
        ended(process, signal.SIGTERM)
