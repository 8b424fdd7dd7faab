"""Replace what only a running workflow has: a fixed clock, and no server."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from temporalio import workflow

from pipeline.targets.temporal_python.runtime import flow
from tests.pipeline.targets.temporal_python.runtime.steps import wait_condition

NOW = datetime(2024, 1, 31, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def temporal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the workflow context only; decorators and errors are the SDK's."""
    told = SimpleNamespace(workflow_id="order-7")
    running = {"now": lambda: NOW, "info": lambda: told, "wait_condition": wait_condition, "wait": workflow.wait}
    monkeypatch.setattr(flow, "workflow", SimpleNamespace(**running))
