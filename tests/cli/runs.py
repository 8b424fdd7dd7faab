"""The command as a process of its own, as users run it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments, cwd, stdin=None, **environment):
    """What `ameide …` says and answers; without the settings of whoever runs the tests."""
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
