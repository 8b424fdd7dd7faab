"""Run processes on a real Temporal server."""

from pathlib import Path
from typing import Any

import pytest

from tests.engines.scenario import Happened, Play, run
from tests.fixtures.generated import generate, write
from tests.fixtures.processes import model


@pytest.fixture
def play(temporal_address: str, tmp_path: Path) -> Play:
    """Generate the process `P` from its nodes and flows, and play a script."""

    def played(
        inside: str, script: list[list[Any]] | None = None, variables: dict[str, Any] | None = None, /, *,
        roots: str = "", more: list[Any] | None = None, **answers: Any,
    ) -> Happened:  # fmt: skip
        project = write(generate(model(inside, roots=roots), stubs="pass"), tmp_path / "project")
        return run(temporal_address, project, "P", script or [], [variables or {}, *(more or [])], **answers)

    return played
