"""Record the history that test_replay.py replays: `python -m tests.engines.record HOST:PORT`.

Needs a Temporal test server at that address.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.engines.scenario import run
from tests.fixtures.generated import EXAMPLES, generate, model_in, write
from tests.pipeline.targets.temporal_python.regen import GOLDEN

HISTORY = GOLDEN.parent / "histories" / "claims.json"
SCRIPT: list[list[Any]] = [
    ["signal", "Signal_Catastrophe", {"name": "flood"}],
    ["rest"],
    ["update", "Task_Opinion", {"opinion": "pay"}],
    ["rest"],
    ["time", 31 * 86_400],
]
VARIABLES = {"amount": 20_000, "injured": True, "experts": ["a", "b"], "covered": True}


def main(address: str) -> None:
    """Record a claim with a signal, an update, a parallel activity, and a timer that interrupts a sub-process."""
    HISTORY.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = write(generate(model_in(EXAMPLES / "claims.bpmn"), stubs="pass"), Path(folder))
        run(address, project, "Process_Claim", SCRIPT, [VARIABLES], history=str(HISTORY))


if __name__ == "__main__":
    main(sys.argv[1])
