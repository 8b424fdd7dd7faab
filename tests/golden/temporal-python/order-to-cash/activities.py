"""What the workflows of Order to cash do in the world.

This file is yours: it was written once, and is never overwritten. contract.py says what it has to have.
As generated, each method fails its workflow with a NotImplementedError, which is not tried again.
To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from contract import Variables


class Activities:
    """Implements contract.Activities."""

    async def check_credit(self, variables: Variables) -> Variables:
        """Check credit (service task Task_CheckCredit, line 12).

        Asks the credit agency, and sets creditScore.
        """
        raise NotImplementedError("not written yet: service task Task_CheckCredit, line 12")

    async def cancel_invoice(self, variables: Variables) -> Variables:
        """Cancel invoice (service task Task_CancelInvoice, line 70)."""
        raise NotImplementedError("not written yet: service task Task_CancelInvoice, line 70")

    async def close_order(self, variables: Variables) -> Variables:
        """Close order (service task Task_CloseOrder, line 113)."""
        raise NotImplementedError("not written yet: service task Task_CloseOrder, line 113")

    async def send_invoice(self, variables: Variables) -> Variables:
        """Send invoice (send task Task_SendInvoice, line 78).

        Send the message.
        """
        raise NotImplementedError("not written yet: send task Task_SendInvoice, line 78")

    async def remind_customer(self, variables: Variables) -> Variables:
        """Remind customer (send task Task_RemindCustomer, line 104).

        Send the message.
        """
        raise NotImplementedError("not written yet: send task Task_RemindCustomer, line 104")

    async def remind_reviewer(self, variables: Variables) -> Variables:
        """Remind reviewer (send task Task_RemindReviewer, line 33).

        Send the message.
        """
        raise NotImplementedError("not written yet: send task Task_RemindReviewer, line 33")

    async def decline_order(self, variables: Variables) -> Variables:
        """Decline order (send task Task_DeclineOrder, line 45).

        Send the message.
        """
        raise NotImplementedError("not written yet: send task Task_DeclineOrder, line 45")
