"""Answer questions for derived relationships of a model."""

from collections import defaultdict
from typing import Final

from pipeline.formats.archimate.derivation.closure import Closure, Key
from pipeline.formats.archimate.derivation.stated import stated
from pipeline.ir.architecture import ArchitectureModel
from pipeline.ir.deriving import Asked, Certainty, Derivation, Derived

_MOST: Final = 2_000_000
"""Largest number of relationships that are tried for one answer."""
_AGAIN: Final = 10
"""Largest number of relationships for which a model without them is derived from anew."""


def derive(model: ArchitectureModel, asked: Asked) -> Derivation:
    """Return the derived relationships that are asked for; those that the model states too are not among them."""
    ends: list[str | None] = []
    for named in (asked.source, asked.target):
        if named is None:
            ends.append(None)
        elif (found := model.by_id.get(named) or model.by_source_id.get(named)) is not None:
            ends.append(found.id)
        else:
            return Derivation(unknown=named)
    begun, all_of_them = stated(model)
    closure = Closure(begun, _kinds(model), _MOST)
    closure.valid()
    if asked.certainty is Certainty.POTENTIAL:
        closure.potential()
    wanted = [key for key in closure.facts if _wanted(closure, key, asked, *ends)]
    wanted.sort(key=lambda key: (closure.facts[key].length, key))
    return Derivation(
        derived=tuple(_derived(closure, key) for key in wanted), complete=closure.complete and all_of_them
    )


def repeated(model: ArchitectureModel, most: int) -> dict[str, tuple[str, ...]]:
    """Return stated relationships that validly follow from others, by id, each with the chain of the others.

    `most` bounds the relationships that are tried; what is found by then is returned.
    """
    begun, _ = stated(model)
    closure = Closure(begun, _kinds(model), most)
    closure.valid()
    own: dict[Key, set[str]] = defaultdict(set)
    for each in begun:
        own[closure.key(each)].update(each.chain)
    found, left = {}, _AGAIN
    for each in begun:
        if not each.sure or len(each.chain) > 1:
            continue
        key = closure.key(each)
        chains = [closure.chain(*zip((way.first, way.second), way.against, strict=True)) for way in closure.ways(key)]
        way = next((chain for chain in chains if own[key].isdisjoint(chain)), None)
        if way is None and chains and left > 0:
            left -= 1
            way = _way(Closure((other for other in begun if closure.key(other) != key), _kinds(model), most), key)
        if way is not None:
            found[each.chain[0]] = way
    return found


def _kinds(model: ArchitectureModel) -> dict[str, str]:
    return {element.id: element.kind for element in model.elements}


def _way(closure: Closure, key: Key) -> tuple[str, ...] | None:
    """Return the chain of a relationship in a model without it."""
    closure.valid()
    return closure.chain((key, False)) if key in closure.facts else None


def _wanted(closure: Closure, key: Key, asked: Asked, source: str | None, target: str | None) -> bool:
    fact = closure.facts[key]
    return (
        fact.stated is None
        and fact.sure == (asked.certainty is Certainty.VALID)
        and (source is None or closure.ids[key[0]] == source)
        and (target is None or closure.ids[key[2]] == target)
        and (not asked.kinds or key[1] in asked.kinds)
    )


def _derived(closure: Closure, key: Key) -> Derived:
    source, kind, target = key
    return Derived(
        kind=kind,
        source=closure.ids[source],
        target=closure.ids[target],
        certainty=Certainty.VALID if closure.facts[key].sure else Certainty.POTENTIAL,
        chain=closure.chain((key, False)),
        rules=closure.rules(key),
    )
