"""Test the connection to a server, and the messages beside the answer."""

import json
from importlib.metadata import version

import pytest

from ameide_client import versions


@pytest.fixture
def elder(monkeypatch):
    """Make the command state a very old release."""
    monkeypatch.setattr(versions, "own", lambda: "0.0.1")


def told(result):
    return [line for line in result.stderr.splitlines() if line.startswith("warning:")]


def test_a_server_of_another_release_is_told_of_once_and_not_in_the_answer(ameide, elder):
    result = ameide("query", "{ viewer { tenant } }")
    expected = f"warning: this command is 0.0.1, the server is {version('ameide')}; use the same release of both."
    assert told(result) == [expected]
    assert json.loads(result.stdout)["viewer"]


def test_it_is_told_where_the_question_fails_too(ameide, elder):
    assert len(told(ameide("impact", "nothing", status=1))) == 1


def test_nothing_is_said_where_both_are_of_one_release(ameide):
    assert told(ameide("query", "{ viewer { tenant } }")) == []
