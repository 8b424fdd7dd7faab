"""Findings of a version as vertices and edges."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.records import Edge, Value, Vertex, finding_uid
from pipeline.ir.digest import digest_of
from pipeline.ir.finding import Finding
from pipeline.records.scope import Scope
from pipeline.records.shared import evidence, present


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding, and the rule's version that found it."""

    uid: str
    finding: Finding
    rule_version: int


def finding_records(
    findings: Iterable[Finding], scope: Scope, rule_versions: Mapping[str, int]
) -> tuple[FindingRecord, ...]:
    """Return the findings with their uids, in the given order."""
    return tuple(FindingRecord(_uid(each, scope), each, rule_versions.get(each.rule, 1)) for each in findings)


def finding_vertex(record: FindingRecord, scope: Scope) -> Vertex:
    """Return the vertex of a finding."""
    finding = record.finding
    properties: dict[str, Value | None] = {
        "version": scope.version,
        "element": None if finding.element is None else scope.uid(finding.element),
        "rule": finding.rule,
        "ruleVersion": record.rule_version,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.line,
        "discriminator": finding.discriminator,
        "trace": [scope.uid(element) for element in finding.trace] or None,
    }
    return Vertex("Finding", record.uid, present(properties))


def finding_edges(record: FindingRecord, scope: Scope) -> Iterator[Edge]:
    """Yield FOUND_IN, and ABOUT where the finding is about an element."""
    ruled = evidence(f"rule {record.finding.rule}@{record.rule_version}")
    yield Edge("FOUND_IN", record.uid, scope.version, ruled)
    if record.finding.element is not None:
        yield Edge("ABOUT", record.uid, scope.uid(record.finding.element), ruled)


def _uid(finding: Finding, scope: Scope) -> str:
    return finding_uid(digest_of([scope.version, finding.rule, finding.element, finding.discriminator])[:16])
