"""Provide a fresh folder for the blocks of a page: the examples, the command, and the service with the demo."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.docs.blocks import Command
from tests.fixtures.service import PATIENCE, ROOT, address, begun, ended

STATED = "http://127.0.0.1:8000"
"""The address that documents name; here the service gets another port."""
_OF_THE_STORE = re.compile(r"ameide (export|import-graph|tenants|migrate) ")
"""Commands that no server answers: they take the store itself."""
_ENDED = "@@ended@@"


class Home:
    """A folder with the examples; the service is started when something asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._service: subprocess.Popen[str] | None = None
        self._url = ""
        (folder / "examples").symlink_to(ROOT / "examples")
        (folder / ".venv" / "bin").mkdir(parents=True)
        command = folder / ".venv" / "bin" / "ameide"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cli.main "$@"\n')
        command.chmod(0o755)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._service is not None:
            ended(self._service)

    @property
    def url(self) -> str:
        """Return the address of the service, with the demo loaded."""
        if self._service is None:
            self._service = begun(self.folder / ".ameide", self.folder)
            self._url = address(self._service)
        return self._url

    def run(self, given: list[Command]) -> list[tuple[int, str]]:
        """Run the commands in one shell and return the status and output of each."""
        script = "".join(
            f"{{ {self._told(each.line)}\n}} 2>&1 </dev/null\nprintf '\\n{_ENDED}%s\\n' $?\n" for each in given
        )
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=900,
        )
        assert done.returncode == 0, done.stderr
        outputs = re.findall(rf"(.*?)\n{_ENDED}(\d+)\n", done.stdout, re.S)
        return [(int(status), said) for said, status in outputs]

    def python(self, text: str) -> subprocess.CompletedProcess[str]:
        """Run a program."""
        return subprocess.run(
            [sys.executable, "-c", self._told(text)],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=300,
        )

    def help(self, command: str) -> str | None:
        """Return the help of a command; None if there is no such command."""
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", *command.split(), "--help"],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
            capture_output=True,
            text=True,
        )
        return done.stdout if done.returncode == 0 else None

    def targets(self) -> set[str]:
        """Return the targets that `make help` lists."""
        return set(re.findall(r"^([a-z][a-z0-9-]*):.*  ## ", (ROOT / "Makefile").read_text(), re.M))

    def ask(self, query: str) -> dict[str, Any]:
        """Return the whole answer of the API."""
        return dict(httpx.post(f"{self.url}/graphql", json={"query": query}, timeout=PATIENCE).json())

    def _told(self, text: str) -> str:
        if _OF_THE_STORE.match(text):
            text = f"env -u AMEIDE_URL {text}"
        return text.replace(STATED, self.url) if STATED in text else text

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("AMEIDE_", "_AMEIDE"))}
        path = f"{self.folder / '.venv' / 'bin'}{os.pathsep}{own['PATH']}"
        # a server saves each command the start of its own; without it the same answers come from the same store
        return own | {"PATH": path, "PYTHONPATH": str(ROOT), "AMEIDE_URL": self.url, "HOME": str(self.folder)}
