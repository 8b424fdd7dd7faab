"""Test what the command does only on a terminal."""

import os
import pty
import subprocess
import sys

import pytest

from tests.cli import documents
from tests.cli.runs import ROOT


def on_a_terminal(folder, *arguments, **environment):
    """Run the command on a terminal of 80 columns and return all of its output."""
    ours, theirs = pty.openpty()
    own = {name: value for name, value in os.environ.items() if not name.startswith("AMEIDE_") and name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=folder,
        env=own | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80"} | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while chunk := _read(ours):
        seen += chunk
    os.close(ours)
    process.wait(60)
    return seen.decode().replace("\r\n", "\n")


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    return tmp_path


def test_progress_and_colour(folder):
    seen = on_a_terminal(folder, "validate", "dangling.bpmn")
    assert "Checking" in seen
    assert "\x1b[1;31merror" in seen


def test_no_colour_where_none_is_wanted(folder):
    seen = on_a_terminal(folder, "validate", "dangling.bpmn", NO_COLOR="1")
    assert "\x1b[1;31m" not in seen
    assert "dangling.bpmn:8" in seen


def test_a_line_is_left_whole_for_who_copies_it(folder):
    seen = on_a_terminal(folder, "validate", "dangling.bpmn", NO_COLOR="1")
    assert any("Order_2" in line and "[dangling-flow]" in line for line in seen.splitlines())


def test_json_is_not_coloured(folder):
    seen = on_a_terminal(folder, "validate", "dangling.bpmn", "--json", "--rule", "dangling-flow")
    answer = seen[seen.index("{\n") :]
    assert "\x1b" not in answer
