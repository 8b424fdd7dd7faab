"""Hold the pairs found so far: one element of one model with one of the other."""

from pipeline.compare.structure import Structure


class Pairing:
    """Pairs of elements, looked up from either side; pairs are only ever added."""

    def __init__(self, first: Structure, second: Structure) -> None:
        self.first = first
        self.second = second
        self.forward: dict[str, str] = {}
        self.backward: dict[str, str] = {}
        self.alike: dict[str, int] = {}
        """Numbers of lookalikes at the time of pairing, by the first element of a pair."""

    def join(self, one: str, other: str) -> None:
        """Take two for one."""
        self.forward[one] = other
        self.backward[other] = one

    def free(self, one: str, other: str) -> bool:
        """Return true if neither has a partner yet."""
        return one not in self.forward and other not in self.backward
