"""What the workflows of Shipping do in the world. Every function here is yours to write.

As generated, each fails its workflow with a NotImplementedError, which is not tried again. A function gets all
variables of its process and answers those to set. To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from collections.abc import Callable
from typing import Any

from temporalio import activity

Variables = dict[str, Any]


@activity.defn
async def reserve_stock(variables: Variables) -> Variables:
    """Reserve stock (service task Task_ReserveStock, line 10).

    Sets inStock, and parcels: a list with one entry for each.
    """
    raise NotImplementedError("not written yet: Reserve stock (service task Task_ReserveStock, line 10)")


@activity.defn
async def pick_goods(variables: Variables) -> Variables:
    """Pick goods (service task Task_Pick, line 33)."""
    raise NotImplementedError("not written yet: Pick goods (service task Task_Pick, line 33)")


@activity.defn
async def print_label(variables: Variables) -> Variables:
    """Print label (service task Task_Label, line 37)."""
    raise NotImplementedError("not written yet: Print label (service task Task_Label, line 37)")


ALL: list[Callable[..., Any]] = [
    reserve_stock,
    pick_goods,
    print_label,
]
