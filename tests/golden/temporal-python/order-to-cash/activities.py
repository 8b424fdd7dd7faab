"""What the workflows of Order to cash do in the world. Every function here is yours to write.

As generated, each fails its workflow with a NotImplementedError, which is not tried again. A function gets all
variables of its process and answers those to set. To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from collections.abc import Callable
from typing import Any

from temporalio import activity

Variables = dict[str, Any]


@activity.defn
async def check_credit(variables: Variables) -> Variables:
    """Check credit (service task Task_CheckCredit, line 12).

    Asks the credit agency, and sets creditScore.
    """
    raise NotImplementedError("not written yet: Check credit (service task Task_CheckCredit, line 12)")


@activity.defn
async def cancel_invoice(variables: Variables) -> Variables:
    """Cancel invoice (service task Task_CancelInvoice, line 70)."""
    raise NotImplementedError("not written yet: Cancel invoice (service task Task_CancelInvoice, line 70)")


@activity.defn
async def close_order(variables: Variables) -> Variables:
    """Close order (service task Task_CloseOrder, line 113)."""
    raise NotImplementedError("not written yet: Close order (service task Task_CloseOrder, line 113)")


@activity.defn
async def send_invoice(variables: Variables) -> Variables:
    """Send invoice (send task Task_SendInvoice, line 78).

    Send the message.
    """
    raise NotImplementedError("not written yet: Send invoice (send task Task_SendInvoice, line 78)")


@activity.defn
async def remind_customer(variables: Variables) -> Variables:
    """Remind customer (send task Task_RemindCustomer, line 104).

    Send the message.
    """
    raise NotImplementedError("not written yet: Remind customer (send task Task_RemindCustomer, line 104)")


@activity.defn
async def remind_reviewer(variables: Variables) -> Variables:
    """Remind reviewer (send task Task_RemindReviewer, line 33).

    Send the message.
    """
    raise NotImplementedError("not written yet: Remind reviewer (send task Task_RemindReviewer, line 33)")


@activity.defn
async def decline_order(variables: Variables) -> Variables:
    """Decline order (send task Task_DeclineOrder, line 45).

    Send the message.
    """
    raise NotImplementedError("not written yet: Decline order (send task Task_DeclineOrder, line 45)")


ALL: list[Callable[..., Any]] = [
    check_credit,
    cancel_invoice,
    close_order,
    send_invoice,
    remind_customer,
    remind_reviewer,
    decline_order,
]
