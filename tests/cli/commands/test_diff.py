"""Test `ameide diff`: files without a server, stored models, and the impact of a change."""

import json
import re

import pytest

from tests.cli import documents

TARGET = "temporal-python"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bpmn").write_bytes(documents.process())
    (tmp_path / "b.bpmn").write_bytes(documents.process(name="Send the goods"))
    (tmp_path / "dangling.bpmn").write_bytes(documents.dangling())
    (tmp_path / "broken.bpmn").write_bytes(documents.BROKEN)
    (tmp_path / "evil.bpmn").write_bytes(documents.process(name="`x` @all &#x202e;[bold]"))
    return tmp_path


def test_two_files(ameide, files):
    told = ameide("diff", "a.bpmn", "b.bpmn").stdout.splitlines()
    assert told == [
        "The meaning differs: 1 changed.",
        "~ serviceTask “Send the goods” (Ship, line 7): changed",
        "    name: Ship the goods → Send the goods",
    ]
    assert ameide("diff", "a.bpmn", "a.bpmn").stdout == "No difference.\n"


def test_for_a_pull_request_what_is_foreign_stands_in_code(ameide, files):
    told = ameide("diff", "a.bpmn", "evil.bpmn", "--markdown").stdout
    assert told.startswith("**The meaning differs: 1 changed.**\n\n- **changed** `serviceTask`")
    assert "`` `x` @all \\u202e[bold] ``" in told


def test_for_programs(ameide, files):
    answer = ameide.json("diff", "a.bpmn", "b.bpmn")
    assert (answer["from"], answer["to"], answer["impact"]) == ("a.bpmn", "b.bpmn", None)
    assert answer["difference"]["by_change"] == {"changed": 1}


def test_the_exit_status(ameide, files):
    ameide("diff", "a.bpmn", "b.bpmn", status=0)
    ameide("diff", "a.bpmn", "b.bpmn", "--exit-code", status=1)
    ameide("diff", "a.bpmn", "a.bpmn", "--exit-code", status=0)
    ameide("diff", "a.bpmn", "nowhere.bpmn", status=2)
    ameide("diff", "a.bpmn", "order", status=2)
    ameide("diff", "a.bpmn", "b.bpmn", "--impact", status=2)
    ameide("diff", "a.bpmn", "b.bpmn", "--json", "--markdown", status=2)
    ameide("diff", "order", "nothing", status=1)
    ameide("diff", "a.bpmn", "b.bpmn", "--as-of", "2026-11-22T10:00:00Z", status=2)


def test_a_file_that_cannot_be_read(ameide, files):
    assert "broken.bpmn:" in ameide("diff", "a.bpmn", "broken.bpmn", status=1).stdout
    (problem,) = ameide.json("diff", "a.bpmn", "broken.bpmn", status=1)["problems"]
    assert (problem["file"], problem["code"]) == ("broken.bpmn", "NOT_WELL_FORMED")


def test_versions_and_a_file_against_a_model(ameide, files):
    (files / "order.bpmn").write_bytes((files / "b.bpmn").read_bytes())
    ameide("import", "order.bpmn")
    stored = ameide("diff", "order@1", "order").stdout
    assert stored == ameide("diff", "a.bpmn", "b.bpmn").stdout
    assert ameide("diff", "order@1", "b.bpmn").stdout == stored
    drafted = ameide.json("diff", "order@1", "b.bpmn")["difference"]
    assert ameide.json("diff", "order@1", "order")["difference"] == drafted


def test_impact_for_people_pull_requests_and_programs(ameide, files):
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    told = ameide("diff", "order", "b.bpmn", "--impact").stdout
    assert "Impact:\n" in told
    assert "generated file" in told
    assert re.search(r"^    process(  “.*”)?  order@1#Order$", told, re.M)
    assert re.search(r"^    workflow\.py:\d+-\d+.*  from Ship$", told, re.M)
    assert told.splitlines()[-1].startswith("Complete, as of ")
    shown = ameide("diff", "order", "b.bpmn", "--impact", "--markdown").stdout
    assert "**Impact:**" in shown
    assert re.search(r"^  - `process(  “.*”)?  order@1#Order`$", shown, re.M)
    answer = ameide.json("diff", "order", "b.bpmn", "--impact")["impact"]
    assert (answer["noImpact"], answer["complete"], answer["startIds"]) == (False, True, ["order@1#Ship"])
    assert answer["artefacts"]["total"] == len(answer["artefacts"]["nodes"]) > 0
    assert answer["builds"]["total"] == 1


def test_the_threshold(ameide, files):
    told = ameide("diff", "order", "b.bpmn", "--fail-on", "any", status=0).stdout
    assert "No impact: nothing outside the model is touched, and no finding comes or goes." in told
    ameide("diff", "order", "dangling.bpmn", "--fail-on", "findings", status=1)
    ameide("diff", "order", "dangling.bpmn", "--fail-on", "any", status=1)
    ameide("diff", "order", "dangling.bpmn", "--fail-on", "artefacts", status=0)
    ameide("generate", "order", "--target", TARGET, "--out", "out")
    ameide("diff", "order", "b.bpmn", "--fail-on", "findings", status=0)
    over = ameide("diff", "order", "b.bpmn", "--fail-on", "artefacts", status=1)
    assert "over the threshold: --fail-on artefacts" in over.stderr
    ameide("diff", "order", "order", "--fail-on", "any", status=0)
    assert json.loads(ameide("diff", "order", "order", "--impact", "--json").stdout)["impact"]["noImpact"]


def test_what_was_current_then(ameide, files):
    then = ameide.json("impact", "order")["asOf"]
    (files / "order.bpmn").write_bytes((files / "b.bpmn").read_bytes())
    ameide("import", "order.bpmn")
    assert ameide("diff", "order@1", "order", "--as-of", then).stdout == "No difference.\n"
    told = ameide("diff", "order", "b.bpmn", "--impact", "--as-of", then).stdout
    assert told.startswith("The meaning differs: 1 changed.")
    assert "Not known: what would be found in several models together." in told
    assert ameide("diff", "order", "b.bpmn").stdout == "No difference.\n"


def test_what_would_be_found_in_other_models(ameide, files):
    (files / "caller.bpmn").write_bytes(documents.caller())
    ameide("import", "caller.bpmn")
    (files / "renamed.bpmn").write_bytes((files / "a.bpmn").read_bytes().replace(b'id="Order"', b'id="Renamed"'))
    told = ameide("diff", "order", "renamed.bpmn", "--impact").stdout
    assert "1 finding appears\n    warning: caller#Call: " in told
    assert "[unknown-call]" in told
    ameide("diff", "order", "renamed.bpmn", "--fail-on", "findings", status=1)
    answer = ameide.json("diff", "order", "renamed.bpmn", "--impact")["impact"]
    assert answer["findingsTogether"] is True
    assert [each["model"] for each in answer["findingsAppearing"]["findings"]] == ["caller"]
