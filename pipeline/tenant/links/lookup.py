"""Read links and the keys of their ends, in a number of statements that does not grow with the tenant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cypher import QUERIES
from graph.records import version_uid
from graph.store import GraphStore
from pipeline.records.links import Standing, end_anchor, model_anchor, standing
from pipeline.tenant.links.proposals import Candidate, candidate


async def of_model(store: GraphStore, model: str) -> list[Standing]:
    """Return the links of a model's elements."""
    rows = await store.rows(QUERIES["link.at"], anchors=[model_anchor(model)], ended=False)
    return [standing(row["link"]) for row in rows]


async def of_elements(store: GraphStore, elements: Collection[str]) -> list[Standing]:
    """Return the links of elements, given as `model#element`, each once."""
    if not elements:
        return []
    rows = await store.rows(QUERIES["link.at"], anchors=sorted(map(end_anchor, elements)), ended=False)
    return list({row["link"]["uid"]: standing(row["link"]) for row in rows}.values())


async def existing(store: GraphStore, anchors: Collection[str]) -> set[str]:
    """Return the anchors that exist."""
    if not anchors:
        return set()
    return {row["anchor"] for row in await store.rows(QUERIES["rules.known"], anchors=sorted(anchors))}


async def candidates(store: GraphStore, anchors: Collection[str], most: int) -> Mapping[str, Sequence[Candidate]]:
    """Return the elements with each key; an empty list for a key that more than `most` have.

    However many elements have a key, few rows are read: at most so many as if all keys had `most`.
    """
    found: dict[str, list[Candidate]] = {}
    left = sorted(anchors)
    while left:
        limit = most * len(left) + 1
        here: dict[str, list[Candidate]] = {anchor: [] for anchor in left}
        rows = await store.rows(QUERIES["link.candidates"], anchors=left, limit=limit)
        for row in rows:
            here[row["anchor"]].append(candidate(row))
        common = {anchor for anchor, those in here.items() if len(those) > most}
        found |= {anchor: [] for anchor in common}
        if len(rows) < limit:
            kept = here.items()
            found |= {anchor: sorted(those, key=_by_uid) for anchor, those in kept if anchor not in common}
            break
        left = [anchor for anchor in left if anchor not in common]
    return found


def _by_uid(each: Candidate) -> str:
    return each.element


@dataclass(frozen=True, slots=True)
class Life:
    """The versions of a model that a question about now can meet."""

    latest: int
    living: tuple[str, ...]
    """Uids of the current version and of those that a current build uses; none of a retired model."""


async def lives(store: GraphStore, models: Collection[str]) -> Mapping[str, Life]:
    """Return the versions of models."""
    if not models:
        return {}
    named = sorted(models)
    numbers: dict[str, int] = {}
    retired: set[str] = set()
    for row in await store.rows(QUERIES["link.versions"], models=named):
        numbers[row["model"]] = max(row["number"], numbers.get(row["model"], 0))
        if row["retired"] is not None:
            retired.add(row["model"])
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for row in await store.rows(QUERIES["link.used"], models=named):
        key = (row["model"], row["target"])
        last[key] = max(last.get(key, ("", 0)), (row["last"], row["number"]))
    living: dict[str, set[int]] = {model: {number} for model, number in numbers.items() if model not in retired}
    for (model, _), (_, number) in last.items():
        if model in living:
            living[model].add(number)
    return {
        model: Life(latest, tuple(version_uid(model, number) for number in sorted(living.get(model, ()))))
        for model, latest in numbers.items()
    }
