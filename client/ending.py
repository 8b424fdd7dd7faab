"""How something ends: retired, erased, pruned."""

from collections.abc import Mapping
from dataclasses import dataclass

from client import documents
from client.answers import Problem
from client.exchange import Data, Operation


@dataclass(frozen=True, slots=True)
class Retired:
    """The model that has ended, or the problems that prevented it."""

    model: str | None
    until: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """The tombstone of what is gone for good, or the problems that prevented it."""

    tombstone: str | None
    recorded_at: str | None
    counts: Mapping[str, int]
    """By label."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PrunedBuild:
    """A build that was dropped, or would be."""

    id: str
    model: str
    target: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """Old builds that were dropped, or would be; the first 1,000 of them."""

    builds: tuple[PrunedBuild, ...]
    total: int
    kept: int
    counts: Mapping[str, int]
    """By label."""
    tombstone: str | None
    history_begins: str | None
    """Answers as of a time before it are incomplete; None where nothing was dropped."""
    problems: tuple[Problem, ...]


def retire_model(model: str, *, reason: str = "") -> Operation[Retired]:
    """End a model and keep its history."""
    variables = {"input": {"model": model, "reason": reason}}
    return Operation(documents.RETIRE_MODEL, variables, lambda data: _retired(data["retireModel"]))


def erase_model(model: str, *, confirm: str, reason: str = "") -> Operation[Erased]:
    """Remove a model for good; `confirm` is its id again. Needs the role admin."""
    variables = {"input": {"model": model, "confirm": confirm, "reason": reason}}
    return Operation(documents.ERASE_MODEL, variables, lambda data: _erased(data["eraseModel"]))


def prune_builds(
    *, keep: int | None = None, older_than_days: int | None = None, reason: str = "", dry_run: bool = False
) -> Operation[Pruned]:
    """Drop old builds for good, by one of the two bounds. Needs the role admin."""
    given = {"keep": keep, "olderThanDays": older_than_days, "reason": reason, "dryRun": dry_run}
    return Operation(documents.PRUNE_BUILDS, {"input": given}, lambda data: _pruned(data["pruneBuilds"]))


def _retired(row: Data) -> Retired:
    model = row["model"] or {}
    return Retired(model.get("id"), model.get("until"), _problems(row))


def _erased(row: Data) -> Erased:
    stone = row["tombstone"] or {}
    return Erased(stone.get("id"), stone.get("recordedAt"), dict(stone.get("counts", {})), _problems(row))


def _pruned(row: Data) -> Pruned:
    stone = row["tombstone"] or {}
    return Pruned(
        builds=tuple(
            PrunedBuild(each["id"], each["model"], each["target"], each["recordedAt"]) for each in row["builds"]
        ),
        total=row["buildCount"],
        kept=row["keptCount"],
        counts=dict(row["counts"]),
        tombstone=stone.get("id"),
        history_begins=stone.get("recordedAt"),
        problems=_problems(row),
    )


def _problems(row: Data) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in row["problems"])
