"""Decide when an id can be trusted: it is stated, it is unique, and not everything else speaks against it."""

from collections.abc import Iterator

from pipeline.compare.pairing import Pairing
from pipeline.compare.similarity import Similarity, names_alike

_UNLIKE = 0.5  # names less alike than that count as different


def trusted(pairing: Pairing, similarity: Similarity) -> None:
    """Pair elements with equal ids, except ids that seem to have been given to another element."""
    same = list(_same_ids(pairing))
    # neighbours are compared by id here, so all are paired first and the doubtful taken out again
    for pair in same:
        pairing.join(*pair)
    for one, other in [pair for pair in same if _doubtful(*pair, pairing, similarity)]:
        del pairing.forward[one], pairing.backward[other]
    _roots(pairing)


def _roots(pairing: Pairing) -> None:
    """Pair the two root elements."""
    for one in pairing.first.model.elements[:1]:
        for other in pairing.second.model.elements[:1]:
            if pairing.free(one.id, other.id) and one.kind == other.kind and one.parent is other.parent is None:
                pairing.join(one.id, other.id)


def remaining(pairing: Pairing) -> None:
    """Pair elements with equal ids that were in doubt and for which no better match was found."""
    for pair in _same_ids(pairing):
        if pairing.free(*pair):
            pairing.join(*pair)


def same_id(pairing: Pairing, one: str, other: str) -> bool:
    """Return true if both state the same id, each as the only one in its model."""
    source_id = pairing.first.by_id[one].source_id
    if source_id is None:
        return False
    mine, theirs = pairing.first.named.get(source_id), pairing.second.named.get(source_id)
    return mine is not None and theirs is not None and (mine.id, theirs.id) == (one, other)


def _same_ids(pairing: Pairing) -> Iterator[tuple[str, str]]:
    for source_id, mine in pairing.first.named.items():
        theirs = pairing.second.named.get(source_id)
        if theirs is not None and pairing.first.comparison.kinship(mine.kind, theirs.kind):
            yield mine.id, theirs.id


def _doubtful(one: str, other: str, pairing: Pairing, similarity: Similarity) -> bool:
    """Return true if both the name and the neighbours differ."""
    mine, theirs = pairing.first.by_id[one], pairing.second.by_id[other]
    if pairing.first.connects(one):
        return (mine.source, mine.target) != (theirs.source, theirs.target) and similarity.neighbours(one, other) == 0
    names = pairing.first.content.wording(mine), pairing.second.content.wording(theirs)
    if not all(names) or names_alike(*names) >= _UNLIKE:
        return False
    return similarity.neighbours(one, other) == 0
