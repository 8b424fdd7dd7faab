"""Test that Tab and --help import nothing of the server."""

import subprocess
import sys

import pytest

from tests.cli import documents
from tests.cli.runs import ROOT, run

SERVER = {"strawberry", "psycopg", "uvicorn", "alembic", "sqlalchemy", "starlette", "graphql", "app", "resolvers"}
ALGORITHMS = {"rustworkx", "rapidfuzz", "numpy"}
"""Libraries that few documents need: imported where they are used."""
PROBE = """
import sys
from cli.main import app
try:
    app(sys.argv[1:], prog_name="ameide")
except SystemExit as done:
    print("status", done.code, file=sys.stderr)
print("modules", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    *_, status, modules = done.stderr.splitlines()
    assert status == "status 0", done.stderr
    return set(modules.split()[1:])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "order.bpmn").write_bytes(documents.process())
    return tmp_path


def test_help_imports_next_to_nothing(folder):
    assert not imported(folder, "--help") & (SERVER | ALGORITHMS | {"httpx", "pydantic", "lxml"})


@pytest.mark.parametrize(
    "arguments",
    [("validate", "order.bpmn"), ("generate", "order.bpmn", "--target", "temporal-python", "--out", "out")],
)
def test_files_need_no_server(folder, arguments):
    assert not imported(folder, *arguments) & (SERVER | ALGORITHMS | {"httpx"})


def test_the_command_runs_as_a_module(folder):
    assert run("--version", cwd=folder).stdout.startswith("ameide ")
