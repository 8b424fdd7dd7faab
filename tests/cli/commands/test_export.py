"""Test export and import-graph, also with a process that dies half-way."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest

from graph.tenants.names import graph_name
from tests.cli.runs import ROOT

_RECORDS = 20_000


@pytest.fixture
def away(ameide):
    """Return a tenant's name that is released after the test."""
    yield "away"
    if "away" in {each["name"] for each in ameide.json("tenants", "list")["tenants"]}:
        ameide("tenants", "retire", "away", "--yes")


def test_a_tenant_goes_and_comes_back(ameide, tenant, tmp_path, away):
    told = ameide.json("export", tenant, "--out", "a.ndjson")
    content = (tmp_path / "a.ndjson").read_bytes()
    assert (told["tenant"], told["file"], told["lines"]) == (tenant, "a.ndjson", content.count(b"\n"))
    assert (tmp_path / "a.ndjson").stat().st_mode & 0o777 == 0o600
    made = ameide.json("import-graph", "a.ndjson", "--tenant", away)
    assert made == {key: value for key, value in told.items() if key != "file"} | {
        "tenant": away,
        "exportedFrom": tenant,
    }
    again = ameide("export", away).stdout.encode().splitlines()
    assert again[1:-1] == content.splitlines()[1:-1]


def test_what_is_no_export_is_refused(ameide, tenant, tmp_path, away):
    ameide("export", tenant, "--out", "a.ndjson")
    lines = (tmp_path / "a.ndjson").read_bytes().splitlines(keepends=True)
    (tmp_path / "b.ndjson").write_bytes(b"".join(lines[:7]))
    error = ameide.json("import-graph", "b.ndjson", "--tenant", away, status=1)["error"]
    assert error["code"] == "EXPORT_REFUSED"
    assert "line 7" in error["message"]
    assert away not in {each["name"] for each in ameide.json("tenants", "list")["tenants"]}


def test_nothing_is_overwritten(ameide, tenant, tmp_path):
    ameide("export", tenant, "--out", "a.ndjson")
    assert ameide.json("import-graph", "a.ndjson", status=1)["error"]["code"] == "TENANT_EXISTS"
    assert ameide.json("export", "nobody", "--out", "a.ndjson", status=3)["error"]["code"] == "TENANT_UNKNOWN"
    assert json.loads((tmp_path / "a.ndjson").read_bytes().splitlines()[0])["tenant"] == tenant
    assert [each.name for each in tmp_path.glob(".a*")] == []


def test_only_here(ameide, tenant):
    ameide("export", tenant, "--url", "http://127.0.0.1:9", status=2)
    ameide("export", tenant, "--json", status=2)


def test_what_was_killed_half_way_goes_on(ameide, store_logins, tmp_path, away):
    whole = _large(away)
    (tmp_path / "large.ndjson").write_bytes(whole)
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "import-graph", "large.ndjson"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    _wait_until_half_way(store_logins.admin, away, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    state, mark = _clock(store_logins.admin, away)
    assert state == "restoring"
    assert 0 < int(mark.partition(" ")[0]) < _RECORDS
    assert ameide.json("export", away, "--out", "half.ndjson")["vertices"] < _RECORDS
    ameide("import-graph", "large.ndjson")
    ameide("export", away, "--out", "again.ndjson")
    assert (tmp_path / "again.ndjson").read_bytes() == whole


def _large(tenant: str) -> bytes:
    """Return an export with so many elements."""
    moment = "2026-01-01T00:00:00.000000Z"
    counts = {"contents": 0, "vertices": {"Element": _RECORDS}, "edges": {}}
    header: dict[str, object] = {
        "export": 1,
        "tenant": tenant,
        "moment": moment,
        "ameide": _release(),
        "counts": counts,
    }
    elements: Iterator[dict[str, object]] = (
        {"vertex": "Element", "uid": f"m@1#{number:06}", "properties": {"name": "é", "recordedAt": moment}}
        for number in range(_RECORDS)
    )
    above = b"".join(_text(line) for line in (header, *elements))
    return above + _text({"lines": _RECORDS + 1, "sha256": hashlib.sha256(above).hexdigest()})


def _text(line: dict[str, object]) -> bytes:
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _release() -> str:
    from pipeline.provenance.builder import release

    return release()


def _wait_until_half_way(admin: str, tenant: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        if _clock(admin, tenant)[1]:
            return
        time.sleep(0.01)
    pytest.fail("it ended before it could be killed")


def _clock(admin: str, tenant: str) -> tuple[str, str]:
    with psycopg.connect(admin) as connection:
        try:
            found = connection.execute(f"SELECT state, mark FROM {graph_name(tenant)}.ameide_clock").fetchone()
        except psycopg.errors.UndefinedTable:
            return "", ""
    return found or ("", "")
