"""Generate a project, run a scenario on it, and read the history."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLAY = Path(__file__).parent / "play.py"

Play = Callable[..., "Happened"]


@dataclass(frozen=True)
class Happened:
    """The end of a workflow, and the activities it ran in the order in which it scheduled them."""

    activities: list[str]
    result: dict[str, Any] = field(default_factory=dict)
    failure: str | None = None
    message: str = ""


def run(
    address: str, project: Path, process: str, script: list[list[Any]], args: list[Any], **answers: Any
) -> Happened:
    """Play a script against a project; the replay of its history has to agree.

    `history` and `waiting` are paths to keep the history: of the whole run, or as far as the first wait.
    """
    history = answers.pop("history", None)
    waiting = answers.pop("waiting", None)
    scenario = {
        "process": process, "script": script, "args": args, "answers": answers, "history": history, "waiting": waiting,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(PLAY)],
        input=json.dumps(scenario),
        cwd=project,
        env={**os.environ, "TEMPORAL_ADDRESS": address},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return Happened(**json.loads(done.stdout.splitlines()[-1]))
