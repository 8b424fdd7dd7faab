"""Test `ameide waive`, and the withdrawal of waivers."""

from tests.cli import documents


def test_an_error_is_accepted_and_counts_again(ameide, tmp_path):
    (tmp_path / "stray.bpmn").write_bytes(documents.dangling())
    [file] = ameide.json("import", "stray.bpmn")["files"]
    [error] = [found for found in file["findings"] if found["severity"] == "error"]
    made = ameide.json("waive", error["id"], "--reason", "It is being drawn.", "--until", "2099-12-31")["waiver"]
    assert (made["rule"], made["about"], made["until"]) == ("dangling-flow", "stray#Order_2", "2099-12-31")
    again = ameide.json("waive", "stray#Order_2", "--rule", "dangling-flow", "--reason", "Again.", status=1)
    assert [problem["code"] for problem in again["problems"]] == ["ALREADY_WAIVED"]
    told = ameide("waive", made["id"], "--withdraw").stdout
    assert told.startswith(f"{made['id']}  dangling-flow on stray#Order_2: withdrawn at 20")


def test_a_waiver_has_a_reason(ameide):
    assert ameide("waive", "order#Ship", "--rule", "label-required", status=2).stderr.startswith(
        "error: Missing option --reason"
    )


def test_what_is_no_finding_needs_a_rule(ameide):
    assert "--rule" in ameide("waive", "order#Ship", "--reason", "x", status=2).stderr


def test_no_day_is_a_wrong_question(ameide):
    ameide("waive", "order#Ship", "--rule", "label-required", "--reason", "x", "--until", "tomorrow", status=2)
