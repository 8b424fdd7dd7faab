"""Says what a migration would do to a tenant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """The way of one tenant's graph to this release."""

    revision: str | None
    """What its tables are at; None before the first revision."""
    target: str
    derived: tuple[str, ...]
    """What would be made anew: functions, side tables of search."""

    @property
    def changes(self) -> bool:
        """Tell whether anything would be done."""
        return self.revision != self.target or bool(self.derived)
