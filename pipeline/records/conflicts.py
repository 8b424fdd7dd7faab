"""Open and close the findings of rules over several models."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.records import Batch, Edge, EndOfVertex, Value, Vertex, address, finding_uid
from pipeline.ir.conflict import Conflict
from pipeline.ir.digest import digest_of
from pipeline.ir.finding import Severity
from pipeline.records.references import model_of
from pipeline.records.shared import evidence, present

REVIEW_INCOMPLETE: Final = "review-incomplete"
"""The rule of a finding that says that the rules about models together did not see all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An open finding of such a rule."""

    uid: str
    rule: str
    anchor: str
    element: str
    message: str
    trace: tuple[str, ...] = ()


def reviewed(standing: Collection[Standing], found: Iterable[Conflict], now: str) -> Batch:
    """Close what no longer holds, or no longer so; open what holds now and did not."""
    wanted = {_key(each): each for each in found}
    kept = {(each.rule, each.anchor, each.element, each.message, each.trace) for each in standing} & wanted.keys()
    ends = {
        each.uid for each in standing if (each.rule, each.anchor, each.element, each.message, each.trace) not in kept
    }
    vertices: list[Vertex] = []
    edges: list[Edge] = []
    for key, conflict in wanted.items():
        if key not in kept:
            finding = _finding(conflict, now)
            ruled = evidence(f"rule {conflict.rule.id}@{conflict.rule.version}")
            vertices.append(finding)
            edges.append(Edge("FOUND_IN", finding.uid, conflict.version, ruled))
            edges.append(Edge("ABOUT", finding.uid, conflict.element, ruled))
    return Batch(tuple(vertices), tuple(edges), tuple(EndOfVertex(uid) for uid in sorted(ends)))


def incomplete(version: str, anchor: str, reason: str, now: str) -> Batch:
    """Return a finding that says of an import that not all who may be concerned were looked at."""
    discriminator = f"{anchor} {now}"
    properties: dict[str, Value] = {
        "version": version,
        "rule": REVIEW_INCOMPLETE,
        "ruleVersion": 1,
        "severity": Severity.WARNING.value,
        "message": f"Not all processes whose calls lead here were looked at ({reason}): what is found about cycles of "
        "calls through the others may be out of date.",
        "discriminator": discriminator,
    }
    uid = finding_uid(digest_of([version, REVIEW_INCOMPLETE, None, discriminator])[:16])
    edge = Edge("FOUND_IN", uid, version, evidence(f"rule {REVIEW_INCOMPLETE}@1"))
    return Batch((Vertex("Finding", uid, properties),), (edge,))


def found_in(batch: Batch, version: str) -> tuple[str, ...]:
    """Return the uids of this version's findings."""
    return tuple(vertex.uid for vertex in batch.vertices if vertex.properties["version"] == version)


def standing_of(row: Mapping[str, str | list[str] | None]) -> Standing:
    """Read a row of rules.open_mentioning or rules.open_meant."""
    named = {name: str(row[column]) for name, column in _COLUMNS.items()}
    return Standing(**named, trace=tuple(row["trace"] or ()))


_COLUMNS = {"uid": "finding", "rule": "rule", "anchor": "anchor", "element": "element", "message": "message"}


def _key(conflict: Conflict) -> tuple[str, str, str, str, tuple[str, ...]]:
    return conflict.rule.id, conflict.anchor, conflict.element, conflict.message, conflict.trace


def _others(conflict: Conflict) -> list[str]:
    """Return other models about which the message says more than their names."""
    named = {parts.model for uid in (*conflict.trace, conflict.about) if (parts := address(uid)) and parts.element}
    return sorted(named - {model_of(conflict.version)})


def _finding(conflict: Conflict, now: str) -> Vertex:
    # the same may be found again after it ended, and what has ended cannot begin again: its moment tells them apart
    discriminator = " ".join(filter(None, (conflict.anchor, conflict.about, now)))
    digest = digest_of([conflict.version, conflict.rule.id, conflict.element, discriminator])
    properties: dict[str, Value | None] = {
        "version": conflict.version,
        "element": conflict.element,
        "rule": conflict.rule.id,
        "ruleVersion": conflict.rule.version,
        "severity": conflict.rule.severity.value,
        "message": conflict.message,
        "line": conflict.line,
        "discriminator": discriminator,
        "trace": list(conflict.trace) or None,
        "speaksOf": _others(conflict) or None,
    }
    return Vertex("Finding", finding_uid(digest[:16]), present(properties))
