"""Run `ameide …` many times in one process: read argument lists from stdin, a JSON array a line, and answer each.

A test starts this module with the interpreter and the path that hold the plug-ins it is about.
"""

import json
import sys

from typer.testing import CliRunner

from cli.main import app


def main() -> None:
    """Answer each line with the exit status, stdout and stderr of that command."""
    runner = CliRunner()
    for line in sys.stdin:
        done = runner.invoke(app, json.loads(line))
        sys.stdout.write(json.dumps([done.exit_code, done.stdout, done.stderr]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
