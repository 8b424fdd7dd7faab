"""Write the end of a model or of builds as vertices and edges."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.records import Batch, Edge, EndOfVertex, Value, Vertex, actor_uid, finding_uid, tombstone_uid
from pipeline.ir.digest import canonical, digest_of
from pipeline.ir.document import Actor
from pipeline.ir.ending import OldBuild
from pipeline.ir.finding import Severity
from pipeline.records.shared import actor_vertex, evidence

MODEL_RETIRED: Final = "model-retired"


def retirement(model: str, version: str, reason: str, actor: Actor, now: str) -> Batch:
    """End a model; a finding on its last version says who ended it and why."""
    uid = finding_uid(digest_of([version, MODEL_RETIRED, None, now])[:16])
    because = f": {reason}" if reason else "."
    finding: dict[str, Value] = {
        "version": version,
        "rule": MODEL_RETIRED,
        "ruleVersion": 1,
        "severity": Severity.INFO.value,
        "message": f"Retired by {actor.subject}{because}",
        "discriminator": now,
    }
    edge = Edge("FOUND_IN", uid, version, evidence(f"rule {MODEL_RETIRED}@1"))
    return Batch((Vertex("Finding", uid, finding),), (edge,), (EndOfVertex(model),))


def tombstone(
    kind: str,
    subject: str,
    reason: str,
    actor: Actor,
    now: str,
    *,
    counts: Mapping[str, int],
    builds: Sequence[str],
    last: int = 0,
) -> Batch:
    """Leave a tombstone that holds nothing of what was erased."""
    properties: dict[str, Value] = {
        "kind": kind,
        "subject": subject,
        "reason": reason,
        "counts": canonical(dict(counts)),
        "builds": list(builds),
        "last": last,
    }
    uid = tombstone_uid(digest_of([kind, subject, now])[:16])
    edge = Edge("BY", uid, actor_uid(actor.issuer, actor.subject), evidence(f"erasure of {kind}"))
    return Batch((Vertex("Tombstone", uid, properties), actor_vertex(actor)), (edge,))


def outdated(builds: Iterable[OldBuild], keep: int | None, before: str | None) -> list[OldBuild]:
    """Return all but the newest `keep` of each model and target, or those before a moment; never the newest one."""
    ranks: dict[tuple[str, str], int] = {}
    found = []
    for build in sorted(builds, key=lambda each: (each.recorded_at, each.uid), reverse=True):
        group = (build.model, build.target)
        rank = ranks[group] = ranks.get(group, 0) + 1
        old = (keep is None or rank > keep) and (before is None or build.recorded_at < before)
        if rank > 1 and old:
            found.append(build)
    return found
