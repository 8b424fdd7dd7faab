"""Record the history that test_replay.py replays: `python -m tests.engines.record HOST:PORT`.

Needs a Temporal test server at that address, and the golden output to be current.
"""

import sys
from typing import Any

from tests.engines.scenario import run
from tests.fixtures.generated import EXAMPLES
from tests.pipeline.targets.temporal_python.regen import GOLDEN

HISTORY = GOLDEN.parent / "histories" / "claims.json"
SCRIPT: list[list[Any]] = [
    ["signal", "Catastrophe declared", {"name": "flood"}],
    ["rest"],
    ["update", "complete_give_opinion", {"opinion": "pay"}],
    ["rest"],
    ["time", 31 * 86_400],
]
VARIABLES = {"amount": 20_000, "injured": True, "experts": ["a", "b"], "covered": True}


def main(address: str) -> None:
    """Record a claim with a signal, an update, a parallel activity, and a timer that interrupts a sub-process."""
    HISTORY.parent.mkdir(parents=True, exist_ok=True)
    project = GOLDEN / (EXAMPLES / "claims.bpmn").stem
    run(address, project, "Process_Claim", SCRIPT, [VARIABLES], history=str(HISTORY))


if __name__ == "__main__":
    main(sys.argv[1])
