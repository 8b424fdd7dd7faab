"""Test every rule on its own documents: <format>/rules/<rule>/ok_* and bad_*, which state the expected findings.

That of an engine's rule may say for which release: <!-- target: camunda-8@8.6 -->.
"""

import re
from pathlib import Path

import pytest

from pipeline.formats import parse
from pipeline.ir.document import Document
from pipeline.ir.finding import Finding, Rule
from pipeline.ir.ruleset import RuleSet, engine
from pipeline.operations.rules import MODEL_RULES as RULES
from pipeline.operations.rules import validated

FOLDER = Path(__file__).parent
CASES = sorted(path for path in FOLDER.glob("*/rules/*/*") if path.suffix in {".bpmn", ".xml", ".archimate"})
EXPECT = re.compile(r"<!-- expect: (.+?) -->")
TARGET = re.compile(r"<!-- target: (.+?) -->")


def case_name(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def found(case: Path) -> list[Finding]:
    model = parse(Document(content=case.read_bytes())).model
    assert model is not None
    rule, text = RULES[case.parent.name], case.read_text()
    engines = dict([engine(said[1])] if (said := TARGET.search(text)) else [(rule.target, ())] if rule.target else [])
    alone = dict.fromkeys(RULES, None) | {rule.id: rule.severity}
    return list(validated(model, RuleSet(severities=alone, engines=engines)))


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_a_rule_finds_what_its_document_expects(case: Path) -> None:
    expected = EXPECT.search(case.read_text())
    assert sorted(str(finding.element) for finding in found(case)) == sorted(expected[1].split() if expected else [])


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_what_a_document_expects_goes_with_its_name(case: Path) -> None:
    assert bool(EXPECT.search(case.read_text())) == case.name.startswith("bad_")


@pytest.mark.parametrize("case", [case for case in CASES if case.name.startswith("bad_")], ids=case_name)
def test_messages_name_the_place_and_what_to_do(case: Path) -> None:
    for finding in found(case):
        assert re.fullmatch(r"[A-Z].*“.+”.*\. [A-Z].*\.", finding.message)
        assert finding.line is not None


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_both_kinds_of_document(rule: str) -> None:
    assert {case.name.split("_")[0] for case in CASES if case.parent.name == rule} == {"ok", "bad"}


def test_no_documents_without_a_rule() -> None:
    assert {case.parent.name for case in CASES} <= set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_help_of_a_rule_says_why_how_and_shows(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.", rule.title)
    for part in ("**Why.** ", "**Fix.** ", "**Example.** ", "```xml"):
        assert part in rule.help
