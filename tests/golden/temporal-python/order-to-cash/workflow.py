"""Order to cash: a workflow for each process, a method for each of its elements.

Generated from a BPMN model; flow.py moves the tokens. ameide-map.json says which line came from which element.
"""

from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    import activities
    from flow import (
        DATA_ERRORS,
        Process,
        Route,
        Scope,
        Variables,
        join_all,
        to,
    )

TIMEOUT = timedelta(seconds=300)
RETRY = RetryPolicy(
    maximum_attempts=5,
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

    @workflow.signal(name="Payment")
    def on_payment(self, payload: Variables | None = None) -> None:
        """Message Payment; its payload becomes variables."""
        self.post("Payment", payload)

    @workflow.update
    async def complete_review_order(self, result: Variables | None = None, key: Any = None) -> None:
        """Finish the task Review order; the result becomes variables."""
        await self.finish("complete_review_order", result, key)

    @complete_review_order.validator
    def check_complete_review_order(self, result: Variables | None = None, key: Any = None) -> None:
        """Refuse while the task is not open."""
        self.expect("complete_review_order", key)

    async def order_received(self, scope: Scope) -> Route:
        """Order received (start event StartEvent_Order, line 8)."""
        return [to(self.check_credit)]

    async def check_credit(self, scope: Scope) -> Route:
        """Check credit (service task Task_CheckCredit, line 12).

        Asks the credit agency, and sets creditScore.
        """
        result = await workflow.execute_activity(
            activities.check_credit,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.credit_good_enough)]

    async def credit_good_enough(self, scope: Scope) -> Route:
        """Credit good enough? (exclusive gateway Gateway_Credit, line 17)."""
        if scope["creditScore"] >= 600:
            return [to(self.gateway_accepted)]
        return [to(self.review_order)]

    async def gateway_accepted(self, scope: Scope) -> Route:
        """Exclusive gateway Gateway_Accepted, line 52."""
        return [to(self.gateway_fulfil)]

    async def gateway_fulfil(self, scope: Scope) -> Route:
        """Parallel gateway Gateway_Fulfil, line 57."""
        return [
            to(self.ship_order),
            to(self.send_invoice),
        ]

    async def ship_order(self, scope: Scope) -> Route:
        """Ship order (call activity Task_Ship, line 62)."""

        async def work() -> None:
            result = await workflow.execute_child_workflow(
                "Process_Ship",
                scope.payload(),
                id=self.child_id("ship_order"),
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

    async def out_of_stock(self, scope: Scope) -> Route:
        """Out of stock (boundary event Event_OutOfStock, line 66)."""
        return [to(self.cancel_invoice)]

    async def cancel_invoice(self, scope: Scope) -> Route:
        """Cancel invoice (service task Task_CancelInvoice, line 70)."""
        result = await workflow.execute_activity(
            activities.cancel_invoice,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_cancelled)]

    async def order_cancelled(self, scope: Scope) -> Route:
        """Order cancelled (end event EndEvent_OutOfStock, line 74)."""
        scope.terminate()
        return []

    @join_all(
        "Flow_Paid",
        "Flow_Shipped",
    )
    async def gateway_done(self, scope: Scope) -> Route:
        """Parallel gateway Gateway_Done, line 108."""
        return [to(self.close_order)]

    async def close_order(self, scope: Scope) -> Route:
        """Close order (service task Task_CloseOrder, line 113)."""
        result = await workflow.execute_activity(
            activities.close_order,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_closed)]

    async def order_closed(self, scope: Scope) -> Route:
        """Order closed (end event EndEvent_Closed, line 117)."""
        return []

    async def send_invoice(self, scope: Scope) -> Route:
        """Send invoice (send task Task_SendInvoice, line 78)."""
        result = await workflow.execute_activity(
            activities.send_invoice,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_await_payment)]

    async def gateway_await_payment(self, scope: Scope) -> Route:
        """Exclusive gateway Gateway_AwaitPayment, line 82."""
        return [to(self.paid_in_time)]

    async def paid_in_time(self, scope: Scope) -> Route:
        """Paid in time? (event based gateway Gateway_Payment, line 87)."""
        return await scope.first(
            self.payment_received,
            self.event_payment_overdue,
        )

    async def payment_received(self, scope: Scope) -> Route:
        """Payment received (intermediate catch event Event_PaymentReceived, line 92)."""
        scope.merge(await self.message("Payment"))
        return [to(self.gateway_done, "Flow_Paid")]

    async def event_payment_overdue(self, scope: Scope) -> Route:
        """14 days (intermediate catch event Event_PaymentOverdue, line 97)."""
        await workflow.sleep(timedelta(days=14))
        return [to(self.remind_customer)]

    async def remind_customer(self, scope: Scope) -> Route:
        """Remind customer (send task Task_RemindCustomer, line 104)."""
        result = await workflow.execute_activity(
            activities.remind_customer,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_await_payment)]

    async def review_order(self, scope: Scope) -> Route:
        """Review order (user task Task_ReviewOrder, line 22).

        Somebody in sales decides, and sets approved.
        """

        async def work() -> None:
            scope.merge(await self.task("complete_review_order", scope))

        left = await scope.guard(
            work,
            beside=[
                (self.event_review_overdue, 1),
            ],
        )
        if left is not None:
            return left
        return [to(self.approved)]

    async def event_review_overdue(self, scope: Scope) -> Route:
        """2 days (boundary event Event_ReviewOverdue, line 27)."""
        await workflow.sleep(timedelta(days=2))
        return [to(self.remind_reviewer)]

    async def remind_reviewer(self, scope: Scope) -> Route:
        """Remind reviewer (send task Task_RemindReviewer, line 33)."""
        result = await workflow.execute_activity(
            activities.remind_reviewer,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.reminded)]

    async def reminded(self, scope: Scope) -> Route:
        """Reminded (end event EndEvent_Reminded, line 37)."""
        return []

    async def approved(self, scope: Scope) -> Route:
        """Approved? (exclusive gateway Gateway_Approved, line 40)."""
        if scope["approved"]:
            return [to(self.gateway_accepted)]
        return [to(self.decline_order)]

    async def decline_order(self, scope: Scope) -> Route:
        """Decline order (send task Task_DeclineOrder, line 45)."""
        result = await workflow.execute_activity(
            activities.decline_order,
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.order_declined)]

    async def order_declined(self, scope: Scope) -> Route:
        """Order declined (end event EndEvent_Declined, line 49)."""
        return []
