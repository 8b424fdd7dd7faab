"""What the workflows of Shipping do in the world.

This file is yours: it was written once, and is never overwritten. contract.py says what it has to have.
As generated, each method fails its workflow with a NotImplementedError, which is not tried again.
To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from contract import Variables


class Activities:
    """Implements contract.Activities."""

    async def reserve_stock(self, variables: Variables) -> Variables:
        """Reserve stock (service task Task_ReserveStock, line 10).

        Sets inStock, and parcels: a list with one entry for each.
        """
        raise NotImplementedError("not written yet: service task Task_ReserveStock, line 10")

    async def pick_goods(self, variables: Variables) -> Variables:
        """Pick goods (service task Task_Pick, line 33)."""
        raise NotImplementedError("not written yet: service task Task_Pick, line 33")

    async def print_label(self, variables: Variables) -> Variables:
        """Print label (service task Task_Label, line 37)."""
        raise NotImplementedError("not written yet: service task Task_Label, line 37")
