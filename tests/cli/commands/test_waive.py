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


def test_waivers_are_listed_and_an_import_says_what_is_waived(ameide, tmp_path):
    (tmp_path / "unnamed.bpmn").write_bytes(documents.unnamed())
    assert "2 warnings" in ameide("import", "unnamed.bpmn").stdout
    assert ameide.json("waivers") == {"waivers": []}
    made = ameide.json("waive", "unnamed#Ship", "--rule", "label-required", "--reason", "Known.")["waiver"]
    (listed,) = ameide.json("waivers", "unnamed")["waivers"]
    assert (listed["id"], listed["rule"], listed["about"]) == (made["id"], "label-required", "unnamed#Ship")
    assert made["id"] in ameide("waivers").stdout
    again = ameide("import", "unnamed.bpmn").stdout
    assert "unchanged  1 warning, 1 waived" in again
    findings = ameide.json("import", "unnamed.bpmn")["files"][0]["findings"]
    told = {finding["rule"]: finding["waiver"] and finding["waiver"]["reason"] for finding in findings}
    assert (len(told), told["label-required"]) == (2, "Known.")
    shown = ameide("findings", "unnamed")
    assert "2 findings: 1 warning, 1 waived." in shown.stderr
    assert any(line.split()[1:3] == ["waived", "label-required"] for line in shown.stdout.splitlines())
    assert ameide("validate", "unnamed", "--fail-on", "warning", status=1).stdout.endswith(
        "1 model: 1 warning, 1 waived.\n"
    )
    (report,) = ameide.json("validate", "unnamed", "--rule", "label-required")["files"]
    assert [(each["element"], each["waiver"]["reason"]) for each in report["findings"]] == [("Ship", "Known.")]
    assert "are for files" in ameide("validate", "unnamed", "--fix", status=2).stderr
    ameide("validate", "nothing", status=1)
    ameide("waive", made["id"], "--withdraw")
    assert "No waiver is in force." in ameide("waivers").stderr
    ameide("waivers", "nothing", status=1)
