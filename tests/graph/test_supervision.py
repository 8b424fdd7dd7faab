"""Test what is seen of a server from outside. That it is started again stands in test_embedded.py."""

from pathlib import Path

import pytest

from graph import embedded, errors, supervision
from graph.supervision import Supervisor


def test_the_reason_is_told_why_it_does_not_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with embedded.running(home):
        assert supervision.trouble(home) is None
        monkeypatch.setattr(supervision, "_LEAST_FREE", 1 << 60)
        assert isinstance(supervision.trouble(home), errors.StoreFull)
    monkeypatch.undo()
    assert "started again" in str(supervision.trouble(home))


class Failing:
    """A server that starts at the third attempt."""

    def __init__(self) -> None:
        self.attempts = 0

    def lives(self) -> bool:
        return self.attempts > 2

    def restart(self) -> None:
        self.attempts += 1
        if self.attempts == 1:
            raise errors.StoreUnreachable("processes of the old server are still there")
        if self.attempts == 2:
            raise OSError(28, "No space left on device")


def test_it_is_tried_again_until_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "_LOOKS_SECONDS", 0.001)
    monkeypatch.setattr(supervision, "_AGAIN_SECONDS", 0.001)
    server = Failing()
    supervisor = Supervisor(server)
    supervisor.start()
    while not server.lives():
        supervisor.join(0.001)
    assert supervisor.is_alive()
    supervisor.end()
    assert (supervisor.is_alive(), server.attempts) == (False, 3)
