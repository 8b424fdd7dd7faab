"""Our findings beside those of bpmnlint on the same documents: they agree, but for what is listed here with its reason.

bpmnlint is an independent reader of the same rules and not the truth. What it reads differently throughout: it
follows `<incoming>` and `<outgoing>`, which are optional, where we follow the flows' own `sourceRef` and `targetRef`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest

from pipeline.ir.document import Document
from pipeline.ir.workflow import Element, WorkflowModel
from pipeline.parse import parse
from pipeline.validate import RULES, validate
from tests.fixtures.corpus import CORPUS, needs_corpus

pytestmark = needs_corpus


class Case(NamedTuple):
    """One element on which we and bpmnlint differ."""

    file: str
    model: WorkflowModel
    element: Element

    @property
    def ways_out(self) -> tuple[Element, ...]:
        return self.model.outgoing.get(self.element.id, ())

    @property
    def is_unreachable(self) -> bool:
        return any(
            (found.rule, found.element) == ("unreachable-node", self.element.id) for found in findings(self.file)
        )


class Difference(NamedTuple):
    """A kind of disagreement that we mean, and how many elements of the corpus it is about."""

    rule: str
    ours: bool
    """We report it and bpmnlint does not; else the other way round."""
    why: str
    elements: int
    about: Callable[[Case], bool]


INTENDED = [
    Difference(
        "start-event-required",
        ours=False,
        why="An empty process or collapsed sub-process has nothing to start; bpmnlint asks all the same.",
        elements=42,
        about=lambda case: not case.model.nodes(case.element.id),
    ),
    Difference(
        "end-event-required",
        ours=False,
        why="Nor has it anything to end.",
        elements=42,
        about=lambda case: not case.model.nodes(case.element.id),
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="A fork without any condition does not say how it decides; bpmnlint speaks up once there is one condition.",
        elements=72,
        about=lambda case: (
            case.element.kind in {"exclusiveGateway", "inclusiveGateway"}
            and not any(flow.condition for flow in case.ways_out)
        ),
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="An empty <conditionExpression/> states no condition; bpmnlint takes it for one.",
        elements=6,
        about=lambda case: case.file.endswith(("A.2.1.bpmn", "A.2.1-roundtrip.bpmn")),
    ),
    Difference(
        "conditional-flows",
        ours=True,
        why="The gateway does not list these flows as <outgoing>, so bpmnlint does not know them.",
        elements=4,
        about=lambda case: case.element.kind == "sequenceFlow" and not lists_its_flows(source(case), case.model),
    ),
    Difference(
        "label-required",
        ours=False,
        why="The same empty condition: a flow without a condition needs no name.",
        elements=18,
        about=lambda case: case.element.kind == "sequenceFlow" and case.element.condition is None,
    ),
    Difference(
        "label-required",
        ours=True,
        why="bpmn-moddle drops the whole process, because its id is used twice; we keep what the document holds.",
        elements=1,
        about=lambda case: case.model.by_id[case.element.parent or ""].id.endswith("~2"),
    ),
    Difference(
        "no-duplicate-sequence-flows",
        ours=False,
        why="bpmnlint reports the flow, its source and its target; we report the flow, which has to go.",
        elements=2,
        about=lambda case: case.element.kind != "sequenceFlow",
    ),
    Difference(
        "no-implicit-split",
        ours=True,
        why="The activity does not list its flows as <outgoing>.",
        elements=2,
        about=lambda case: not lists_its_flows(case.element, case.model),
    ),
    Difference(
        "fake-join",
        ours=True,
        why="The node does not list its flows as <incoming>, or is in the process that bpmn-moddle drops.",
        elements=9,
        about=lambda case: not lists_its_flows(case.element, case.model) or "SAP" in case.file,
    ),
    Difference(
        "superfluous-gateway",
        ours=False,
        why="The gateway lists fewer flows than there are: it does join or fork.",
        elements=3,
        about=lambda case: not lists_its_flows(case.element, case.model),
    ),
    Difference(
        "link-event",
        ours=False,
        why="A link that is caught but never thrown is unreachable, and we say so once, by that rule.",
        elements=3,
        about=lambda case: case.element.kind == "intermediateCatchEvent" and case.is_unreachable,
    ),
    Difference(
        "link-event",
        ours=False,
        why="The tool named the events and not their links, which is clear enough.",
        elements=2,
        about=lambda case: case.file.endswith("Modelio_3.5/B.2.0-roundtrip.bpmn"),
    ),
]


def lists_its_flows(node: Element, model: WorkflowModel) -> bool:
    """Its <incoming> and <outgoing> are as many as the flows that name it."""
    return all(
        len(re.findall(rf"</(?:\w+:)?{tag}>", node.folded)) == len(flows.get(node.id, ()))
        for tag, flows in (("incoming", model.incoming), ("outgoing", model.outgoing))
    )


def source(case: Case) -> Element:
    return case.model.by_id[case.element.source or ""]


@cache
def observed() -> dict[str, Any]:
    """bpmnlint's findings by file: rule to the ids of elements."""
    files: dict[str, Any] = json.loads((CORPUS / "expected" / "bpmnlint-observed-all-rules.json").read_text())["files"]
    return files


@cache
def read() -> dict[str, WorkflowModel]:
    """The documents that both can read."""
    readable = [file for file, seen in observed().items() if "error" not in seen]
    parsed = {file: parse(Document(content=(CORPUS / file).read_bytes())).model for file in readable}
    return {file: model for file, model in parsed.items() if model is not None}


@cache
def differences() -> tuple[tuple[str, bool, Case], ...]:
    """(rule, ours, case) for every element on which one of the two has a finding and the other has not."""
    return tuple(found for file, model in read().items() for rule in shared() for found in compared(file, model, rule))


def shared() -> list[str]:
    """Rules by the same name that bpmnlint was seen to apply."""
    return sorted(set(RULES) & {rule for seen in observed().values() for rule in seen.get("findings", {})})


def compared(file: str, model: WorkflowModel, rule: str) -> list[tuple[str, bool, Case]]:
    ours = {model.by_id[found.element].source_id for found in findings(file) if found.rule == rule and found.element}
    theirs = set(observed()[file]["findings"].get(rule, ()))
    return [
        (rule, name in ours, Case(file, model, model.by_source_id[name]))
        for name in sorted(filter(None, ours ^ theirs))
    ]


@cache
def findings(file: str) -> tuple[Any, ...]:
    return validate(read()[file])


def reasons(rule: str, ours: bool, case: Case) -> list[str]:
    return [known.why for known in INTENDED if (known.rule, known.ours) == (rule, ours) and known.about(case)]


def test_there_is_something_to_compare() -> None:
    assert len(read()) > 130
    assert len(shared()) >= 13


@pytest.mark.parametrize("rule", RULES)
def test_every_difference_has_one_reason(rule: str) -> None:
    unexplained = [
        (case.file, case.element.source_id, "ours" if ours else "theirs")
        for name, ours, case in differences()
        if name == rule and len(reasons(name, ours, case)) != 1
    ]
    assert unexplained == []


def test_every_reason_explains_as_many_elements_as_it_says() -> None:
    counted = Counter(why for difference in differences() for why in reasons(*difference))
    assert counted == Counter({known.why: known.elements for known in INTENDED})


def test_elements_without_an_id_are_found_as_often() -> None:
    """They cannot be compared one by one: bpmnlint reports them as null."""
    for file, model in read().items():
        theirs = {rule: names.count(None) for rule, names in observed()[file]["findings"].items() if None in names}
        ours = Counter(found.rule for found in findings(file) if model.by_id[found.element].source_id is None)
        assert {rule: ours[rule] for rule in theirs if rule in shared()} == {
            rule: count for rule, count in theirs.items() if rule in shared()
        }
