"""Bound the work for one question in counted units, so that a model gets the same answer on every machine."""

from dataclasses import dataclass


class Exhausted(Exception):
    """The work that was allowed is done, and the question has no answer."""


@dataclass(slots=True)
class Budget:
    """Units of work that are left; one is about a microsecond."""

    left: int
    whole: "Budget | None" = None
    """The budget that this one is a part of: what is spent here is spent there too."""

    def part(self, units: int) -> "Budget":
        """Return a part of what is left, of at most so many units."""
        return Budget(max(0, min(units, self.left)), self)

    def spend(self, units: int) -> None:
        """Take units away; raise Exhausted when there are none left."""
        self.left -= units
        if self.whole is not None:
            self.whole.left -= units
        if self.left < 0:
            raise Exhausted
