"""Test what is said to break running instances: histories of one version are replayed on code of the next."""

from pathlib import Path

import pytest

from pipeline.targets.execution import memory
from tests.engines.scenario import run
from tests.fixtures.generated import generate, write
from tests.fixtures.processes import model, text
from tests.pipeline.targets.execution.test_shape import CHANGES, MESSAGE
from tests.pipeline.targets.temporal_python.test_replay import replay

pytestmark = pytest.mark.engines
FAILING = {
    "boundary event removed", "called process", "id changed", "process", "start", "task added before",
    "task becomes one of people", "task removed before",
}  # fmt: skip
"""Changes whose replay fails where the instance waits. Others that break it change its way without an error."""


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_replay_fails_only_where_a_break_was_said(temporal_address: str, tmp_path: Path, change: str) -> None:
    before, now, _ = CHANGES[change]
    old, history = generate(model(before, roots=MESSAGE), stubs="pass"), tmp_path / "history.json"
    lock = text(old, memory.PATH)
    run(temporal_address, write(old, tmp_path / "old"), "P", [], [{"n": 2}], waiting=str(history))
    new = generate(model(now, roots=MESSAGE), stubs="pass", **{memory.PATH: lock})
    done = replay(write(new, tmp_path / "new"), history)
    assert (done.returncode != 0) == (change in FAILING), done.stderr[-2000:]
    if change in FAILING:
        assert list(memory.breaking(lock, text(new, memory.PATH)))
