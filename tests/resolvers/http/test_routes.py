"""Test that readiness follows from the store alone; other faults are named beside it."""

import asyncio
import json
from collections.abc import Mapping

import pytest
from starlette.requests import Request

from graph.store import Health
from pipeline.ir.plugins import Broken
from resolvers.http import routes
from tests.resolvers.canned import Unreachable

REQUEST = Request({"type": "http", "method": "GET", "path": "/readyz", "headers": []})


class Checked(Unreachable):
    """A store whose health is given."""

    def __init__(self, checks: Mapping[str, str | None]) -> None:
        super().__init__()
        self.checks = checks

    async def health(self) -> Health:
        return Health(self.checks)


class Silent(Unreachable):
    """A store that does not answer."""

    async def health(self) -> Health:
        await asyncio.sleep(60)
        raise AssertionError


@pytest.mark.parametrize(("wrong", "status"), [(None, 200), ("not migrated", 503)])
async def test_a_broken_plug_in_is_named_and_changes_nothing_else(wrong: str | None, status: int) -> None:
    readiness = routes.Readiness(Checked({"migrations": wrong}), [Broken("ameide.targets", "bad", "secret reason")])
    answer = await readiness.answer(REQUEST)
    assert answer.status_code == status
    assert json.loads(bytes(answer.body)) == {
        "ready": status == 200,
        "checks": {"migrations": wrong or "ok"},
        "brokenPlugins": [{"group": "ameide.targets", "name": "bad"}],
    }


async def test_a_store_that_does_not_answer_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "_READY_SECONDS", 0.01)
    answer = await routes.Readiness(Silent()).answer(REQUEST)
    assert answer.status_code == 503
    assert "no answer" in json.loads(bytes(answer.body))["checks"]["database"]
