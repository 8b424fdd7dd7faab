"""Compare bpmnlint's findings in the documents of the corpus with Ameide's."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pipeline.formats import parse
from pipeline.formats.bpmn.model import BpmnModel
from pipeline.ir.document import Document
from pipeline.ir.finding import Finding
from pipeline.ir.ruleset import RuleSet
from pipeline.ir.workflow import FlowElement
from pipeline.operations.rules import MODEL_RULES as RULES
from pipeline.operations.rules import validated
from tests.fixtures.corpus import CORPUS


class Case(NamedTuple):
    """One element on which we and bpmnlint differ."""

    file: str
    model: BpmnModel
    element: FlowElement

    @property
    def ways_out(self) -> tuple[FlowElement, ...]:
        return self.model.outgoing.get(self.element.id, ())

    @property
    def source(self) -> FlowElement:
        return self.model.by_id[self.element.source or ""]

    @property
    def is_unreachable(self) -> bool:
        return any(
            (found.rule, found.element) == ("unreachable-node", self.element.id) for found in findings(self.file)
        )


@cache
def observed() -> dict[str, Any]:
    """Return bpmnlint's findings by file: rule to the ids of elements."""
    files: dict[str, Any] = json.loads((CORPUS / "expected" / "bpmnlint-observed-all-rules.json").read_text())["files"]
    return files


@cache
def read() -> dict[str, BpmnModel]:
    """Return the documents that both can read."""
    readable = [file for file, seen in observed().items() if "error" not in seen]
    parsed = {file: parse(Document(content=(CORPUS / file).read_bytes())).model for file in readable}
    return {file: model for file, model in parsed.items() if isinstance(model, BpmnModel)}


@cache
def differences() -> tuple[tuple[str, bool, Case], ...]:
    """Return (rule, ours, case) for every element on which only one of the two has a finding."""
    return tuple(found for file, model in read().items() for rule in shared() for found in compared(file, model, rule))


@cache
def shared() -> Mapping[str, set[str]]:
    """Return bpmnlint's rules, each with our rules that cover it together."""
    found = defaultdict(set)
    for rule in RULES.values():
        for alias in rule.aliases:
            if alias.startswith("bpmnlint/"):
                found[alias.removeprefix("bpmnlint/")].add(rule.id)
    return found


def compared(file: str, model: BpmnModel, rule: str) -> list[tuple[str, bool, Case]]:
    ours = {
        model.by_id[found.element].source_id
        for found in findings(file)
        if found.rule in shared()[rule] and found.element
    }
    theirs = set(observed()[file]["findings"].get(rule, ()))
    return [
        (rule, name in ours, Case(file, model, model.by_source_id[name]))
        for name in sorted(filter(None, ours ^ theirs))
    ]


@cache
def findings(file: str) -> tuple[Finding, ...]:
    """Return the findings of all rules, style rules included."""
    return validated(read()[file], RuleSet(severities={rule.id: rule.severity for rule in RULES.values()}))


def lists_its_flows(node: FlowElement, model: BpmnModel) -> bool:
    """Return true if <incoming> and <outgoing> are as many as the flows that name the node."""
    return all(
        len(re.findall(rf"</(?:\w+:)?{tag}>", node.folded)) == len(flows.get(node.id, ()))
        for tag, flows in (("incoming", model.incoming), ("outgoing", model.outgoing))
    )
