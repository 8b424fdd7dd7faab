"""What the workflows of Shipping ask of activities.py.

Generated. A type checker compares the class in activities.py with the protocol here; so does worker.py when it starts.
A method gets the variables of its process and answers those to set.
"""

from typing import Any, Protocol

Variables = dict[str, Any]


class Activities(Protocol):
    """What the class Activities in activities.py has."""

    async def reserve_stock(self, variables: Variables) -> Variables:
        """Reserve stock (service task Task_ReserveStock, line 10).

        Sets inStock, and parcels: a list with one entry for each.
        """
        ...

    async def pick_goods(self, variables: Variables) -> Variables:
        """Pick goods (service task Task_Pick, line 33)."""
        ...

    async def print_label(self, variables: Variables) -> Variables:
        """Print label (service task Task_Label, line 37)."""
        ...


NAMES: dict[str, str] = {
    "reserve_stock": "Task_ReserveStock",
    "pick_goods": "Task_Pick",
    "print_label": "Task_Label",
}
"""Methods, each with the name that workflows and histories know it by: the id of its element."""
