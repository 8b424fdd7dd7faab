"""Our findings beside those of bpmnlint on the same documents: they agree, but for what is listed with its reason.

bpmnlint is an independent reader of the same rules and not the truth.
"""

from collections import Counter

import pytest

from tests.fixtures.corpus import needs_corpus
from tests.pipeline.formats.bpmn.rules.bpmnlint_differences import INTENDED, WITHOUT_ID
from tests.pipeline.formats.bpmn.rules.bpmnlint_observed import Case, differences, findings, observed, read, shared

pytestmark = needs_corpus


def reasons(rule: str, ours: bool, case: Case) -> list[str]:
    return [known.why for known in INTENDED if (known.rule, known.ours) == (rule, ours) and known.about(case)]


def test_there_is_something_to_compare() -> None:
    assert len(read()) > 130
    assert len(shared()) == 28


@pytest.mark.parametrize("rule", sorted(shared()))
def test_every_difference_has_one_reason(rule: str) -> None:
    unexplained = [
        (case.file, case.element.source_id, "ours" if ours else "theirs")
        for name, ours, case in differences()
        if name == rule and len(reasons(name, ours, case)) != 1
    ]
    assert unexplained == []


def test_every_reason_explains_as_many_elements_as_it_says() -> None:
    counted = Counter((rule, why) for rule, ours, case in differences() for why in reasons(rule, ours, case))
    assert counted == Counter({(known.rule, known.why): known.elements for known in INTENDED})


def test_elements_without_an_id_are_found_as_often() -> None:
    """Compare numbers only: bpmnlint reports these elements as null."""
    for file, model in read().items():
        seen = observed()[file]["findings"]
        theirs = {rule: seen[rule].count(None) for rule in shared() if None in seen.get(rule, ())}
        nameless = {element.id for element in model.elements if element.source_id is None}
        about = {(found.rule, found.element) for found in findings(file) if found.element in nameless}
        ours = Counter(name for name, rules in shared().items() for rule, _ in about if rule in rules)
        for (end, rule), count in WITHOUT_ID.items():
            ours[rule] += count if file.endswith(end) else 0
        assert {rule: ours[rule] for rule in theirs} == theirs
