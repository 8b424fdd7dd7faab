"""Run the command as a process of its own, as users do."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments, cwd, stdin=None, **environment):
    """Run `ameide …` without the settings of the caller's environment."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("AMEIDE_", "_AMEIDE", "FORCE_"))}
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *map(str, arguments)],
        cwd=cwd,
        env=own | {"PYTHONPATH": str(ROOT)} | environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
