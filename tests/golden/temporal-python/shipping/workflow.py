"""Shipping: a workflow for each process, a method for each of its elements.

Generated from a BPMN model; flow.py moves the tokens. ameide-map.json says which line came from which element.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from flow import (
        DATA_ERRORS,
        BpmnError,
        Process,
        Route,
        Scope,
        Variables,
        element,
        to,
    )

TIMEOUT = timedelta(seconds=300)
RETRY = RetryPolicy(
    maximum_interval=timedelta(minutes=5),
    maximum_attempts=100,
    non_retryable_error_types=[
        "FlowError",
        "NotImplementedError",
    ],
)


@workflow.defn(name="Process_Ship", failure_exception_types=DATA_ERRORS)
class ShipAnOrder(Process):
    """Ship an order (process Process_Ship, line 5).

    Reserves stock, packs every parcel, and waits until the carrier has picked them up.
    """

    @workflow.run
    async def run(self, variables: Variables | None = None) -> Variables:
        """Run from start to end; the result is its variables then."""
        scope = self.open(variables)
        await scope.run(self.order_to_ship)
        return scope.visible()

    @workflow.signal(name="Message_PickedUp")
    def on_picked_up(self, payload: Variables | None = None) -> None:
        """Message Picked up; its payload becomes variables."""
        self.post("Message_PickedUp", payload)

    @element("StartEvent_Ship")
    async def order_to_ship(self, scope: Scope) -> Route:
        """Order to ship (start event StartEvent_Ship, line 7)."""
        return [to(self.reserve_stock)]

    @element("Task_ReserveStock")
    async def reserve_stock(self, scope: Scope) -> Route:
        """Reserve stock (service task Task_ReserveStock, line 10).

        Sets inStock, and parcels: a list with one entry for each.
        """
        result = await workflow.execute_activity(
            "Task_ReserveStock",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.in_stock)]

    @element("Gateway_InStock")
    async def in_stock(self, scope: Scope) -> Route:
        """In stock? (exclusive gateway Gateway_InStock, line 15)."""
        if scope["inStock"]:
            return [to(self.pack_a_parcel)]
        return [to(self.out_of_stock)]

    @element("SubProcess_Pack")
    async def pack_a_parcel(self, scope: Scope) -> Route:
        """Pack a parcel (sub process SubProcess_Pack, line 24)."""

        async def once(scope: Scope) -> None:
            await scope.nested(self.parcel_to_pack)

        results = await scope.each(
            scope["parcels"],
            once,
            name="item",
            parallel=True,
            over="parcels",
        )
        scope.merge({"pack_a_parcel_results": results})
        return [to(self.picked_up)]

    @element("StartEvent_Pack")
    async def parcel_to_pack(self, scope: Scope) -> Route:
        """Parcel to pack (start event StartEvent_Pack, line 30)."""
        return [to(self.pick_goods)]

    @element("Task_Pick")
    async def pick_goods(self, scope: Scope) -> Route:
        """Pick goods (service task Task_Pick, line 33)."""
        result = await workflow.execute_activity(
            "Task_Pick",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.print_label)]

    @element("Task_Label")
    async def print_label(self, scope: Scope) -> Route:
        """Print label (service task Task_Label, line 37)."""
        result = await workflow.execute_activity(
            "Task_Label",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.packed)]

    @element("EndEvent_Packed")
    async def packed(self, scope: Scope) -> Route:
        """Packed (end event EndEvent_Packed, line 41)."""
        return []

    @element("Event_PickedUp")
    async def picked_up(self, scope: Scope) -> Route:
        """Picked up (intermediate catch event Event_PickedUp, line 48)."""
        scope.merge(await self.message("Message_PickedUp"))
        return [to(self.order_shipped)]

    @element("EndEvent_Shipped")
    async def order_shipped(self, scope: Scope) -> Route:
        """Order shipped (end event EndEvent_Shipped, line 53)."""
        return []

    @element("EndEvent_OutOfStock")
    async def out_of_stock(self, scope: Scope) -> Route:
        """Out of stock (end event EndEvent_OutOfStock, line 20)."""
        raise BpmnError("OUT_OF_STOCK")
