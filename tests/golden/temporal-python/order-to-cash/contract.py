"""What the workflows of Order to cash ask of activities.py.

Generated. A type checker compares the class in activities.py with the protocol here; so does worker.py when it starts.
A method gets the variables of its process and answers those to set.
"""

from typing import Any, Protocol

Variables = dict[str, Any]


class Activities(Protocol):
    """What the class Activities in activities.py has."""

    async def check_credit(self, variables: Variables) -> Variables:
        """Check credit (service task Task_CheckCredit, line 12).

        Asks the credit agency, and sets creditScore.
        """
        ...

    async def cancel_invoice(self, variables: Variables) -> Variables:
        """Cancel invoice (service task Task_CancelInvoice, line 70)."""
        ...

    async def close_order(self, variables: Variables) -> Variables:
        """Close order (service task Task_CloseOrder, line 113)."""
        ...

    async def send_invoice(self, variables: Variables) -> Variables:
        """Send invoice (send task Task_SendInvoice, line 78).

        Send the message.
        """
        ...

    async def remind_customer(self, variables: Variables) -> Variables:
        """Remind customer (send task Task_RemindCustomer, line 104).

        Send the message.
        """
        ...

    async def remind_reviewer(self, variables: Variables) -> Variables:
        """Remind reviewer (send task Task_RemindReviewer, line 33).

        Send the message.
        """
        ...

    async def decline_order(self, variables: Variables) -> Variables:
        """Decline order (send task Task_DeclineOrder, line 45).

        Send the message.
        """
        ...


NAMES: dict[str, str] = {
    "check_credit": "Task_CheckCredit",
    "cancel_invoice": "Task_CancelInvoice",
    "close_order": "Task_CloseOrder",
    "send_invoice": "Task_SendInvoice",
    "remind_customer": "Task_RemindCustomer",
    "remind_reviewer": "Task_RemindReviewer",
    "decline_order": "Task_DeclineOrder",
}
"""Methods, each with the name that workflows and histories know it by: the id of its element."""
