"""Check a tenant's models together again, around the anchors that an import or an ending touches."""

import logging
from collections.abc import Collection, Sequence
from typing import Final

from opentelemetry import trace

from cypher import QUERIES
from graph.records import Batch, EndOfVertex
from graph.store import Budget, Direction, GraphStore, ReachQuery, Row, Truncation
from pipeline.ir.conflict import Conflict
from pipeline.ir.ruleset import RuleSet
from pipeline.records.anchors import type_of, unqualified
from pipeline.records.conflicts import REVIEW_INCOMPLETE, Standing, incomplete, reviewed, standing_of
from pipeline.records.references import together
from pipeline.tenant.references import Met
from pipeline.tenant.together import TENANT_RULES, conflicts

_UPWARDS: Final = frozenset({"CONTAINS", "REFERS_TO", "RESOLVES_TO"})
_WIDEST: Final = Budget(vertices=1_000_000)
_LASTING: Final = frozenset({*TENANT_RULES, REVIEW_INCOMPLETE})
"""Rules whose findings end with their version."""

_log = logging.getLogger(__name__)
_tracer = trace.get_tracer("ameide.pipeline")


async def end(store: GraphStore, before: Met) -> Batch:
    """Close the findings of a version that is no longer current."""
    if before.version is None:
        return Batch()
    rows = await store.rows(QUERIES["rules.open_in"], version=before.version)
    return Batch(ends=tuple(EndOfVertex(row["finding"]) for row in rows if row["rule"] in _LASTING))


async def review(store: GraphStore, touched: Collection[str], ruleset: RuleSet, version: str | None = None) -> Batch:
    """Check the models that share these anchors, as they are now written; return the records that were written.

    If not all affected models could be checked, a finding on the version and the log report it.
    """
    with _tracer.start_as_current_span("pipeline.validate.tenant"):
        known = await store.rows(QUERIES["rules.known"], anchors=sorted(touched)) if touched else ()
        processes = sorted({row["anchor"] for row in known if row["type"] == "process"})
        callers, missed = await _callers(store, processes)
        anchors = sorted({*touched, *_by_id_alone(known), *callers})
        standing = await _standing(store, anchors)
        found = [each for name in TENANT_RULES for each in await _conflicts(store, name, anchors, ruleset)]
        batch = reviewed(standing, found, store.now)
        if missed is not None:
            _log.warning("not all callers of %s were looked at: %s", processes[0], missed)
            if version is not None:
                batch = together((batch, incomplete(version, processes[0], missed, store.now)))
        if batch != Batch():
            await store.write(batch)
        return batch


def _by_id_alone(known: Collection[Row]) -> set[str]:
    """Return anchors with the same ids but no namespace: a root element is used if its qualified name is.

    Processes are left out, because no rule asks whether they are used.
    """
    return {unqualified(row) for row in known if row["namespace"] and row["type"] != "process"}


async def _callers(store: GraphStore, processes: Sequence[str]) -> tuple[set[str], Truncation | None]:
    """Return anchors of processes whose calls lead directly or indirectly to these: they may form a cycle.

    Also return the reason why there may be more, if there may.
    """
    if not processes:
        return set(), None
    reach = await store.reach(
        ReachQuery(
            start=tuple(processes),
            direction=Direction.IMPACT,
            through=_UPWARDS,
            labels=frozenset({"Anchor"}),
            budget=_WIDEST,
            first=_WIDEST.vertices,
        )
    )
    return {each.vertex["uid"] for each in reach.page if each.vertex["type"] == "process"}, reach.truncated_by


async def _standing(store: GraphStore, anchors: list[str]) -> list[Standing]:
    """Read the open findings at these anchors."""
    if not anchors:
        return []
    queries = ("rules.open_mentioning", "rules.open_meant")
    rows = [row for query in queries for row in await store.rows(QUERIES[query], anchors=anchors)]
    return [standing_of(row) for row in rows if row["rule"] in TENANT_RULES]


async def _conflicts(store: GraphStore, name: str, anchors: list[str], ruleset: RuleSet) -> list[Conflict]:
    rule = TENANT_RULES[name]
    severity = ruleset.severity(rule.rule)
    if severity is None:
        return []
    if severity is not rule.rule.severity:
        rule = rule._replace(rule=rule.rule.model_copy(update={"severity": severity}))
    concerned = [anchor for anchor in anchors if not rule.topics or type_of(anchor) in rule.topics]
    if not concerned:
        return []
    rows = await store.rows(QUERIES[rule.query], anchors=concerned)
    return list(conflicts(rule, rows))
