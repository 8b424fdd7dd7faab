"""Test targets of installed packages: they are accepted or left out by name, and their crashes are isolated."""

from dataclasses import replace
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from pipeline.ir import plugins
from pipeline.ir.generated import Draft
from pipeline.ir.target import Option, Target, TargetCrashed, Unsupported
from pipeline.targets.loading import accepted
from tests.fixtures.processes import model

HERE = "tests.pipeline.targets.test_loading"


def transform(model, options):
    return [element.id for element in model.elements]


def generate(made, options):
    yield Draft(path="all.txt", content="\n".join(made), media_type="text/plain")


TOY = Target(
    name="toy",
    title="Toy",
    description="A list.",
    takes=("bpmn",),
    options=(Option(name="width", description="", default=1, minimum=1),),
    support={"task": "a line"},
    transform=transform,
    generate=generate,
)


def crash(*given):
    raise RuntimeError("secret")


def entry(attribute="TOY", name="toy"):
    return EntryPoint(name, f"{HERE}:{attribute}", "ameide.targets")


def test_one_that_is_sound_becomes_a_row():
    row = accepted(entry(), TOY)
    made = model('<task id="a"/><startEvent id="s"/>')
    (draft,) = row.generate(row.transform(made, {}), {})
    assert isinstance(draft, Draft)
    assert [element.id for element, _ in row.lacking(made) if element] == ["s"]


def test_without_a_digest_of_its_own_its_files_decide():
    digests = accepted(entry(), TOY).digests()
    assert "tests/pipeline/targets/test_loading.py" in digests
    assert not [path for path in digests if path.endswith(".pyc")]
    assert all(len(digest) == 64 for digest in digests.values())
    assert accepted(entry(), replace(TOY, digest=lambda: {"x": "1"})).digests() == {"x": "1"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "other"}, "is not its name"),
        ({"takes": ()}, "what it takes"),
        ({"takes": "bpmn"}, "what it takes"),
        ({"support": {}}, "what it can run"),
        ({"support": {"task": 1}}, "no text"),
        ({"title": None}, "no text"),
        ({"digest": dict}, "no digest"),
    ],
)
def test_one_that_states_nonsense_is_refused(wrong, said):
    with pytest.raises(plugins.PluginInvalid, match=said):
        accepted(entry(), replace(TOY, **wrong))


@pytest.mark.parametrize("found", [None, object(), Target, crash, {"name": "toy"}])
def test_what_is_no_target_is_refused(found):
    with pytest.raises(plugins.PluginInvalid, match="is no pipeline"):
        accepted(entry(), found)


UNDIGESTED = replace(TOY, digest=crash)


def test_one_whose_digest_cannot_be_had_is_broken(monkeypatch):
    monkeypatch.setattr(plugins, "_broken", {})
    assert plugins.load("ameide.targets", accepted, offered=[entry("UNDIGESTED")]) == {}
    assert plugins.broken() == (("ameide.targets", "toy", "RuntimeError: secret"),)


def test_one_whose_digest_cannot_be_had_any_more_crashes():
    answers = iter([{"x": "1"}])
    row = accepted(entry(), replace(TOY, digest=lambda: next(answers)))
    with pytest.raises(TargetCrashed):
        row.digests()


@pytest.mark.parametrize("part", ["transform", "generate", "unsupported"])
def test_a_crash_says_whose_it_is_and_keeps_its_secrets(part, caplog):
    parts: dict[str, Any] = {part: crash}
    row = accepted(entry(), replace(TOY, **parts))
    ask = {"transform": lambda: row.transform(model(""), {}), "generate": lambda: row.generate([], {})}
    with pytest.raises(TargetCrashed, match=r"^The target toy crashed \(RuntimeError\)") as caught:
        ask.get(part, lambda: row.lacking(model("")))()
    assert "secret" not in str(caught.value)
    assert "the target toy crashed" in caplog.text


def test_what_it_yields_late_is_asked_for_at_once():
    def lacking(model):
        yield Unsupported(None, "Nothing runs.")
        crash()

    with pytest.raises(TargetCrashed):
        accepted(entry(), replace(TOY, unsupported=lacking)).lacking(model(""))
