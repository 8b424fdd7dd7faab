"""Test the names that others use for Ameide's rules, and the coverage of the standard's constraints."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.ir.finding import Rule
from pipeline.operations.catalogue import RULES

PAGE = (Path(__file__).parents[5] / "docs" / "rules.md").read_text()
CLAIMED = dict(re.findall(r"^\| (BPMNspector/EXT\.\d{3}) \| (.+) \|$", PAGE, re.M))
SECTION = re.compile(
    r"BPMN 2\.0\.2, \d{1,2}(\.\d{1,2}){1,2}(, \d{1,2}(\.\d{1,2}){1,2})*( and \d{1,2}(\.\d{1,2}){1,2})?"
)

# the constraints that BPMNspector checks beyond the schema, by the conformance class that they belong to
ANALYTIC = (
    57, 58, 59, 61, 62, 91, 92, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 122, 123, 124, 125, 126,
    136, 137, 138, 139, 140, 141, 142, 143, 144, 148, 149,
)  # fmt: skip
COMMON_EXECUTABLE = (
    11, 12, 13, 17, 18, 19, 20, 24, 35, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 63, 64, 65, 67, 68, 69, 70,
    85, 86, 87, 89, 90, 93, 94, 127, 128,
)  # fmt: skip


def covered() -> dict[str, list[Rule]]:
    found = defaultdict(list)
    for rule in RULES.values():
        for alias in rule.aliases:
            found[alias].append(rule)
    return found


@pytest.mark.parametrize("constraints", [ANALYTIC, COMMON_EXECUTABLE], ids=["analytic", "common executable"])
def test_every_constraint_of_a_class_has_a_rule(constraints: tuple[int, ...]) -> None:
    assert {f"BPMNspector/EXT.{number:03}" for number in constraints} <= covered().keys()


@pytest.mark.parametrize(
    ("others", "rules"), [("BPMNspector", 115), ("bpmnlint", 28), ("bpmn-to-code", 18), ("bpmn-analyzer", 4)]
)
def test_everything_that_others_check_has_a_rule(others: str, rules: int) -> None:
    assert len({alias for alias in covered() if alias.startswith(f"{others}/")}) == rules


def test_what_the_page_claims_is_covered() -> None:
    assert {
        alias: ", ".join(f"[{rule.id}](#{rule.id})" for rule in rules)
        for alias, rules in covered().items()
        if alias.startswith("BPMNspector/")
    } == CLAIMED


@pytest.mark.parametrize("alias", sorted(CLAIMED))
def test_every_rule_for_a_constraint_says_where_the_standard_states_it(alias: str) -> None:
    assert all(SECTION.fullmatch(rule.source) for rule in covered()[alias])


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES.values() if rule.group == "specification" and rule.format == "bpmn"],
    ids=lambda rule: rule.id,
)
def test_every_rule_of_the_standard_is_of_some_section(rule: Rule) -> None:
    assert SECTION.fullmatch(rule.source)


def test_names_elsewhere_are_well_formed() -> None:
    for rule in RULES.values():
        assert len(set(rule.aliases)) == len(rule.aliases)
        assert all(re.fullmatch(r"[\w-]+/[\w.-]+", alias) for alias in rule.aliases)
