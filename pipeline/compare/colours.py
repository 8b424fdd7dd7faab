"""Refine colours: elements get the same number if they, and their neighbours up to a distance, look alike.

Both models share one palette, so a colour means the same in either (Weisfeiler and Leman, 1968).
"""

from collections.abc import Hashable, Mapping

from pipeline.compare.structure import Structure

Colours = dict[str, int]


class Palette:
    """Numbers for looks, assigned in the order of asking."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, look: Hashable) -> int:
        """Return a number that is the same for equal looks."""
        return self._numbers.setdefault(look, len(self._numbers))


def refined(
    structure: Structure,
    labels: Mapping[str, Hashable],
    pins: Mapping[str, Hashable],
    palette: Palette,
    rounds: int,
) -> list[Colours]:
    """Return the colours of the elements without a pin after 0, 1, … rounds; pinned elements keep theirs.

    Colours travel along flows only: a process would carry a change in one of its parts to all others.
    """
    labelled = {id_: palette.number(("label", label)) for id_, label in labels.items()}
    pinned = {id_: palette.number(("pin", pin)) for id_, pin in pins.items()}
    still = {**labelled, **pinned}
    waiting = [id_ for id_ in structure.links if id_ not in pinned]
    coded = {
        id_: [
            (palette.number((link.role, link.stated)), link.role in structure.comparison.flowing, link.other)
            for link in structure.links[id_]
        ]
        for id_ in waiting
    }
    levels = [{id_: labelled[id_] for id_ in waiting}]
    current = still
    for _ in range(rounds):
        fresh = dict(still)
        for id_ in waiting:
            around = sorted((role, current[other] if flows else still[other]) for role, flows, other in coded[id_])
            fresh[id_] = palette.number((current[id_], *around))
        levels.append({id_: fresh[id_] for id_ in waiting})
        current = fresh
    return levels
