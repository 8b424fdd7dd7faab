"""Plan a migration, and refuse a store that no migration can upgrade."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph import errors
from graph.tenants.names import MAIN


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a migration, for one tenant's graph or the control tables of a database."""

    tenant: str | None
    """Name of the tenant; None for the control tables."""
    revision: str | None
    """Revision of its tables; None before the first."""
    target: str
    derived: tuple[str, ...] = ()
    """Derived parts that are created again: functions, side tables of search."""
    newer: bool = False
    """A newer release was here: this one knows no such revision."""
    server: str = MAIN

    @property
    def subject(self) -> str:
        """Return what is changed, in words."""
        return self.tenant or "control tables"

    @property
    def needed(self) -> bool:
        """Tell whether anything is to be done."""
        return self.revision != self.target or bool(self.derived)


Tell = Callable[[Plan], object]
"""Called with each plan that was carried out."""


def accepted(plans: Sequence[Plan]) -> Sequence[Plan]:
    """Return the plans. Raises StoreNewer where a newer release has changed something."""
    if newer := [plan for plan in plans if plan.newer]:
        first, *others = newer
        more = f"; so are {len(others)} more" if others else ""
        raise errors.StoreNewer(f"{first.subject} at {first.revision}, this release at {first.target}{more}")
    return plans
