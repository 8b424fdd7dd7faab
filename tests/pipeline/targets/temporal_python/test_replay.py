"""Replay recorded histories on the code generated now: running processes survive an upgrade."""

import subprocess
import sys
from pathlib import Path

from tests.fixtures.generated import EXAMPLES, generate, model_in, write
from tests.pipeline.targets.temporal_python.regen import GOLDEN

HISTORY = GOLDEN.parent / "histories" / "claims.json"
REPLAY = """
import asyncio, os, sys, traceback
from pathlib import Path
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
sys.path.insert(0, ".")
from worker import WORKFLOWS
history = WorkflowHistory.from_json("recorded", Path(sys.argv[1]).read_text())
try:
    asyncio.run(Replayer(workflows=WORKFLOWS).replay_workflow(history))
except BaseException:
    traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)
# threads of the SDK may still hold Python when it finalises, which ends the process with a core dump
os._exit(0)
"""


def replay(project: Path, history: Path = HISTORY) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", REPLAY, str(history)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def test_the_recorded_history_replays(tmp_path: Path) -> None:
    done = replay(write(generate(model_in(EXAMPLES / "claims.bpmn")), tmp_path))
    assert done.returncode == 0, done.stderr


def test_a_change_of_the_flow_is_seen(tmp_path: Path) -> None:
    project = write(generate(model_in(EXAMPLES / "claims.bpmn")), tmp_path)
    workflow = project / "workflow.py"
    text = workflow.read_text()
    workflow.write_text(text.replace("[to(self.classify_claim)]", "[to(self.get_medical_report)]"))
    assert workflow.read_text() != text
    done = replay(project)
    assert done.returncode != 0
    assert "Nondeterminism" in done.stderr
