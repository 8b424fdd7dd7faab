"""What the workflows of Insurance claim do in the world.

This file is yours: it was written once, and is never overwritten. contract.py says what it has to have.
As generated, each method fails its workflow with a NotImplementedError, which is not tried again.
To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from contract import Variables


class Activities:
    """Implements contract.Activities."""

    async def classify_claim(self, variables: Variables) -> Variables:
        """Classify claim (business rule task Task_Classify, line 12).

        Sets amount, injured and experts.
        """
        raise NotImplementedError("not written yet: business rule task Task_Classify, line 12")

    async def estimate_from_tables(self, variables: Variables) -> Variables:
        """Estimate from tables (service task Task_Estimate, line 52)."""
        raise NotImplementedError("not written yet: service task Task_Estimate, line 52")

    async def work_out_payment(self, variables: Variables) -> Variables:
        """Work out payment (script task Task_Reckon, line 72).

        Not carried over:
        - script (python): payment = amount * 0.9 round(payment, 2)
        """
        raise NotImplementedError("not written yet: script task Task_Reckon, line 72")

    async def claim_paid(self, variables: Variables) -> Variables:
        """Claim paid (end event EndEvent_Paid, line 78).

        Send the message.
        """
        raise NotImplementedError("not written yet: end event EndEvent_Paid, line 78")

    async def get_medical_report(self, variables: Variables) -> Variables:
        """Get medical report (service task Task_MedicalReport, line 56)."""
        raise NotImplementedError("not written yet: service task Task_MedicalReport, line 56")

    async def close_file(self, variables: Variables) -> Variables:
        """Close file (service task Task_CloseFile, line 90)."""
        raise NotImplementedError("not written yet: service task Task_CloseFile, line 90")

    async def tell_reinsurer(self, variables: Variables) -> Variables:
        """Tell reinsurer (service task Task_TellReinsurer, line 105)."""
        raise NotImplementedError("not written yet: service task Task_TellReinsurer, line 105")
