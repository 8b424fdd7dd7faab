"""What the workflows of Shipping do in the world. Every function here is yours to write.

As generated, none does anything, so that the processes run as they are: see README.md. A function gets all
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
    return {}


@activity.defn
async def pick_goods(variables: Variables) -> Variables:
    """Pick goods (service task Task_Pick, line 33)."""
    return {}


@activity.defn
async def print_label(variables: Variables) -> Variables:
    """Print label (service task Task_Label, line 37)."""
    return {}


ALL: list[Callable[..., Any]] = [
    reserve_stock,
    pick_goods,
    print_label,
]
