"""Test that a broken plug-in is named and breaks nothing else."""

import logging
from importlib.metadata import EntryPoint

import pytest

from pipeline.ir import plugins

GROUP = "ameide.test"
HERE = "tests.pipeline.ir.test_plugins"
GOOD = "good"


@pytest.fixture(autouse=True)
def none_broken(monkeypatch):
    monkeypatch.setattr(plugins, "_broken", {})


def offered(name, value=f"{HERE}:GOOD"):
    return EntryPoint(name, value, GROUP)


def accept(entry, found):
    if found != GOOD:
        raise plugins.PluginInvalid(f"{entry.value} is not good")
    return found


def load(*entries, taken=()):
    return plugins.load(GROUP, accept, taken, entries)


def test_good_ones_are_rows_by_name():
    assert load(offered("b"), offered("a")) == {"a": GOOD, "b": GOOD}
    assert plugins.broken() == ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("nowhere.at.all:X", "nowhere.at.all:X cannot be loaded (ModuleNotFoundError: No module named 'nowhere')"),
        (f"{HERE}:MISSING", f"{HERE}:MISSING cannot be loaded (AttributeError: "),
        ("not an entry point", "not an entry point cannot be loaded ("),
        (f"{HERE}:GROUP", f"{HERE}:GROUP is not good"),
    ],
)
def test_a_broken_one_is_named_and_the_others_work(value, reason):
    assert load(offered("bad", value), offered("fine")) == {"fine": GOOD}
    (found,) = plugins.broken()
    assert (found.group, found.name) == (GROUP, "bad")
    assert found.reason.startswith(reason)


def test_whatever_is_raised_when_it_is_accepted_makes_it_broken():
    def crash(entry, found):
        raise KeyError(entry.name)

    assert plugins.load(GROUP, crash, offered=[offered("bad")]) == {}
    assert plugins.broken() == ((GROUP, "bad", "KeyError: 'bad'"),)


def test_one_that_ends_the_interpreter_ends_only_itself(tmp_path, monkeypatch):
    (tmp_path / "ends_everything.py").write_text("raise SystemExit(3)")
    monkeypatch.syspath_prepend(tmp_path)
    assert load(offered("bad", "ends_everything:X"), offered("fine")) == {"fine": GOOD}
    assert plugins.broken() == ((GROUP, "bad", "ends_everything:X cannot be loaded (SystemExit: 3)"),)


def test_a_name_is_taken_once():
    assert load(offered("own"), offered("a", f"{HERE}:GROUP"), offered("b"), offered("b"), taken=["own"]) == {"b": GOOD}
    taken = f"{HERE}:GOOD is left out: the name is taken"
    assert plugins.broken() == (
        (GROUP, "a", f"{HERE}:GROUP is not good"), (GROUP, "b", taken), (GROUP, "own", taken)
    )  # fmt: skip


def test_it_is_logged_once(caplog):
    with caplog.at_level(logging.ERROR, logger="pipeline.ir.plugins"):
        for _ in range(3):
            load(offered("bad", f"{HERE}:GROUP"))
    (record,) = caplog.records
    assert record.getMessage() == f"the plug-in bad of {GROUP} is left out: {HERE}:GROUP is not good"
