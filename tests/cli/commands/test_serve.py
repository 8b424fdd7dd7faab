"""Test `ameide serve` as a process, and the command against it over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.cli import documents
from tests.cli.runs import ROOT, run

PATIENCE = 60


def environment(home):
    own = {name: value for name, value in os.environ.items() if not name.startswith("AMEIDE_")}
    return own | {"PYTHONPATH": str(ROOT), "AMEIDE_HOME": str(home)}


def plugged_in(folder):
    """Install a target whose module does not exist, and return the path to import from."""
    metadata = folder / "ameide_lost-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: ameide-lost\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[ameide.targets]\nlost = nowhere_at_all:TARGET\n")
    return f"{ROOT}{os.pathsep}{folder}"


@pytest.fixture(scope="module")
def server(tmp_path_factory, store_settings, store_logins):
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "serve", "--port", "0", "--json"],
            cwd=folder,
            env=environment(store_settings.home) | {"AMEIDE_TENANT": "served", "PYTHONPATH": plugged_in(folder)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        yield process, json.loads("".join(iter(process.stdout.readline, "}\n")) + "}"), folder / "log"
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


@pytest.fixture
def ameide(server, tmp_path):
    (tmp_path / "order.bpmn").write_bytes(documents.process())

    def ameide(*arguments, **given):
        return run(*arguments, cwd=tmp_path, AMEIDE_URL=server[1]["url"], **given)

    return ameide


def test_the_whole_way_over_http(ameide, tmp_path):
    assert ameide("import", "order.bpmn").returncode == 0
    made = ameide("generate", "order", "--target", "temporal-python", "--out", "out")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "out" / "workflow.py").is_file()
    touched = json.loads(ameide("impact", "order#Ship", "--label", "Artefact", "--json").stdout)
    assert touched["complete"]
    assert "workflow.py" in {each["name"] for each in touched["vertices"]}


def test_a_broken_plug_in_is_logged_once(server):
    *_, log = server
    told = [line for line in log.read_text().splitlines() if "ameide.targets" in line]
    assert len(told) == 1
    assert "the plug-in lost of ameide.targets is left out" in json.loads(told[0])["message"]


def test_a_pipe_gets_no_escapes_and_no_progress(ameide):
    told = ameide("import", "order.bpmn")
    assert "\x1b" not in told.stdout + told.stderr
    assert told.stderr.startswith("Next: ")
    assert told.stderr.count("\n") == 1
    assert ameide("import", "order.bpmn", "--quiet").stderr == ""


def test_ids_complete_where_a_server_is_named(ameide):
    ameide("import", "order.bpmn")
    asked = {"_AMEIDE_COMPLETE": "complete_bash", "COMP_WORDS": "ameide impact ord", "COMP_CWORD": "2"}
    assert ameide(**asked).stdout.split() == ["order"]
    asked |= {"COMP_WORDS": "ameide impact order#Sh"}
    assert ameide(**asked).stdout.split() == ["order#Ship"]


def test_a_taken_port_is_one_clear_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, cwd=tmp_path)
    assert result.returncode == 3
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: Cannot listen on 127.0.0.1:{port}: Address already in use")
    assert line.endswith("set AMEIDE_HOST or AMEIDE_PORT.")
    assert result.stdout == ""


def test_the_network_needs_keys(tmp_path):
    result = run("serve", "--host", "0.0.0.0", "--port", "0", cwd=tmp_path)
    assert result.returncode == 3
    assert "AMEIDE_AUTH_KEYS" in result.stderr


def test_the_demo_signs_in_by_itself_or_not_at_all(tmp_path):
    result = run("serve", "--demo", cwd=tmp_path, AMEIDE_AUTH_KEYS=str(tmp_path))
    assert result.returncode == 2
    assert "AMEIDE_AUTH_KEYS" in result.stderr


def test_ctrl_c_ends_it_without_a_word(tmp_path, store_settings, store_logins):
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "serve", "--port", "0"],
        cwd=tmp_path,
        env=environment(store_settings.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(2)]
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert told[0].startswith("GraphiQL")
    assert "Traceback" not in errors
    assert process.returncode == 0
