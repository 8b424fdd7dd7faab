"""Collect the parts of an element and its drawings, and record their order."""

from typing import Literal

_USUAL = "fed"  # what is folded, elements of the model, the diagram


class Kept:
    """The parts of one element, in the order of the document."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {"folded": [], "diagram": []}
        self._runs: list[tuple[str, int]] = []

    def add(self, place: Literal["folded", "diagram"], piece: str) -> None:
        """Add a piece that is kept as text."""
        if piece:
            self._texts[place].append(piece)
            self._run(place[0], len(piece))

    def element(self) -> None:
        """Note the place of an element of the model, which is kept elsewhere."""
        self._run("e", 1)

    def text(self, place: Literal["folded", "diagram"]) -> str:
        """Return all pieces of a place together."""
        return "".join(self._texts[place])

    def arrangement(self) -> str:
        """Return `Element.arrangement`; empty where the order is the usual one."""
        places = [_USUAL.index(place) for place, _ in self._runs]
        return "" if places == sorted(places) else "".join(f"{place}{count}" for place, count in self._runs)

    def _run(self, place: str, count: int) -> None:
        if self._runs and self._runs[-1][0] == place:
            count += self._runs.pop()[1]
        self._runs.append((place, count))
