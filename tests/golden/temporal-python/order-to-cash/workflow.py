"""Order to cash: a workflow for each process, a method for each of its elements.

Generated from a BPMN model; flow.py moves the tokens. ameide-map.json says which line came from which element.
"""

from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from flow import (
        DATA_ERRORS,
        Process,
        Route,
        Scope,
        Variables,
        element,
        join_all,
        to,
    )

TIMEOUT = timedelta(seconds=300)
RETRY = RetryPolicy(
    maximum_interval=timedelta(minutes=5),
    maximum_attempts=100,
    non_retryable_error_types=[
        "FlowError",
        "NotImplementedError",
        "OUT_OF_STOCK",
    ],
)


@workflow.defn(name="Process_OrderToCash", failure_exception_types=DATA_ERRORS)
class OrderToCash(Process):
    """Order to cash (process Process_OrderToCash, line 6).

    From a customer's order to its payment: shipping and invoicing run at the same time.
    """

    @workflow.run
    async def run(self, variables: Variables | None = None) -> Variables:
        """Run from start to end; the result is its variables then."""
        scope = self.open(variables)
        await scope.run(self.order_received)
        return scope.visible()

    @workflow.signal(name="Message_Payment")
    def on_payment(self, payload: Variables | None = None) -> None:
        """Message Payment; its payload becomes variables."""
        self.post("Message_Payment", payload)

    @workflow.update(name="Task_ReviewOrder")
    async def complete_review_order(self, result: Variables | None = None, key: Any = None) -> None:
        """Finish the task Review order; the result becomes variables."""
        await self.finish("Task_ReviewOrder", result, key)

    @complete_review_order.validator
    def check_complete_review_order(self, result: Variables | None = None, key: Any = None) -> None:
        """Refuse while the task is not open."""
        self.expect("Task_ReviewOrder", key)

    @element("StartEvent_Order")
    async def order_received(self, scope: Scope) -> Route:
        """Order received (start event StartEvent_Order, line 8)."""
        return [to(self.check_credit)]

    @element("Task_CheckCredit")
    async def check_credit(self, scope: Scope) -> Route:
        """Check credit (service task Task_CheckCredit, line 12).

        Asks the credit agency, and sets creditScore.
        """
        result = await workflow.execute_activity(
            "Task_CheckCredit",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.credit_good_enough)]

    @element("Gateway_Credit")
    async def credit_good_enough(self, scope: Scope) -> Route:
        """Credit good enough? (exclusive gateway Gateway_Credit, line 17)."""
        if scope["creditScore"] >= 600:
            return [to(self.gateway_accepted)]
        return [to(self.review_order)]

    @element("Gateway_Accepted")
    async def gateway_accepted(self, scope: Scope) -> Route:
        """Exclusive gateway Gateway_Accepted, line 52."""
        return [to(self.gateway_fulfil)]

    @element("Gateway_Fulfil")
    async def gateway_fulfil(self, scope: Scope) -> Route:
        """Parallel gateway Gateway_Fulfil, line 57."""
        return [
            to(self.ship_order),
            to(self.send_invoice),
        ]

    @element("Task_Ship")
    async def ship_order(self, scope: Scope) -> Route:
        """Ship order (call activity Task_Ship, line 62)."""

        async def work() -> None:
            result = await workflow.execute_child_workflow(
                "Process_Ship",
                scope.payload(),
                id=self.child_id("Task_Ship"),
                task_queue="Process_Ship",
            )
            scope.merge(result)

        left = await scope.guard(
            work,
            errors=[
                ("OUT_OF_STOCK", self.out_of_stock),
            ],
        )
        if left is not None:
            return left
        return [to(self.gateway_done, "Flow_Shipped")]

    @element("Event_OutOfStock")
    async def out_of_stock(self, scope: Scope) -> Route:
        """Out of stock (boundary event Event_OutOfStock, line 66)."""
        return [to(self.cancel_invoice)]

    @element("Task_CancelInvoice")
    async def cancel_invoice(self, scope: Scope) -> Route:
        """Cancel invoice (service task Task_CancelInvoice, line 70)."""
        result = await workflow.execute_activity(
            "Task_CancelInvoice",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_cancelled)]

    @element("EndEvent_OutOfStock")
    async def order_cancelled(self, scope: Scope) -> Route:
        """Order cancelled (end event EndEvent_OutOfStock, line 74)."""
        scope.terminate()
        return []

    @element("Gateway_Done")
    @join_all(
        "Flow_Paid",
        "Flow_Shipped",
    )
    async def gateway_done(self, scope: Scope) -> Route:
        """Parallel gateway Gateway_Done, line 108."""
        return [to(self.close_order)]

    @element("Task_CloseOrder")
    async def close_order(self, scope: Scope) -> Route:
        """Close order (service task Task_CloseOrder, line 113)."""
        result = await workflow.execute_activity(
            "Task_CloseOrder",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_closed)]

    @element("EndEvent_Closed")
    async def order_closed(self, scope: Scope) -> Route:
        """Order closed (end event EndEvent_Closed, line 117)."""
        return []

    @element("Task_SendInvoice")
    async def send_invoice(self, scope: Scope) -> Route:
        """Send invoice (send task Task_SendInvoice, line 78)."""
        result = await workflow.execute_activity(
            "Task_SendInvoice",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_await_payment)]

    @element("Gateway_AwaitPayment")
    async def gateway_await_payment(self, scope: Scope) -> Route:
        """Exclusive gateway Gateway_AwaitPayment, line 82."""
        return [to(self.paid_in_time)]

    @element("Gateway_Payment")
    async def paid_in_time(self, scope: Scope) -> Route:
        """Paid in time? (event based gateway Gateway_Payment, line 87)."""
        return await scope.first(
            self.payment_received,
            self.event_payment_overdue,
        )

    @element("Event_PaymentReceived")
    async def payment_received(self, scope: Scope) -> Route:
        """Payment received (intermediate catch event Event_PaymentReceived, line 92)."""
        scope.merge(await self.message("Message_Payment"))
        return [to(self.gateway_done, "Flow_Paid")]

    @element("Event_PaymentOverdue")
    async def event_payment_overdue(self, scope: Scope) -> Route:
        """14 days (intermediate catch event Event_PaymentOverdue, line 97)."""
        await workflow.sleep(timedelta(days=14))
        return [to(self.remind_customer)]

    @element("Task_RemindCustomer")
    async def remind_customer(self, scope: Scope) -> Route:
        """Remind customer (send task Task_RemindCustomer, line 104)."""
        result = await workflow.execute_activity(
            "Task_RemindCustomer",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_await_payment)]

    @element("Task_ReviewOrder")
    async def review_order(self, scope: Scope) -> Route:
        """Review order (user task Task_ReviewOrder, line 22).

        Somebody in sales decides, and sets approved.
        """

        async def work() -> None:
            scope.merge(await self.task("Task_ReviewOrder", scope))

        left = await scope.guard(
            work,
            beside=[
                (self.event_review_overdue, 1),
            ],
        )
        if left is not None:
            return left
        return [to(self.approved)]

    @element("Event_ReviewOverdue")
    async def event_review_overdue(self, scope: Scope) -> Route:
        """2 days (boundary event Event_ReviewOverdue, line 27)."""
        await workflow.sleep(timedelta(days=2))
        return [to(self.remind_reviewer)]

    @element("Task_RemindReviewer")
    async def remind_reviewer(self, scope: Scope) -> Route:
        """Remind reviewer (send task Task_RemindReviewer, line 33)."""
        result = await workflow.execute_activity(
            "Task_RemindReviewer",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.reminded)]

    @element("EndEvent_Reminded")
    async def reminded(self, scope: Scope) -> Route:
        """Reminded (end event EndEvent_Reminded, line 37)."""
        return []

    @element("Gateway_Approved")
    async def approved(self, scope: Scope) -> Route:
        """Approved? (exclusive gateway Gateway_Approved, line 40)."""
        if scope["approved"]:
            return [to(self.gateway_accepted)]
        return [to(self.decline_order)]

    @element("Task_DeclineOrder")
    async def decline_order(self, scope: Scope) -> Route:
        """Decline order (send task Task_DeclineOrder, line 45)."""
        result = await workflow.execute_activity(
            "Task_DeclineOrder",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_declined)]

    @element("EndEvent_Declined")
    async def order_declined(self, scope: Scope) -> Route:
        """Order declined (end event EndEvent_Declined, line 49)."""
        return []
