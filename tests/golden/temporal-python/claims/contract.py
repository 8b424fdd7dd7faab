"""What the workflows of Insurance claim ask of activities.py.

Generated. A type checker compares the class in activities.py with the protocol here; so does worker.py when it starts.
A method gets the variables of its process and answers those to set.
"""

from typing import Any, Protocol

Variables = dict[str, Any]

WORK_OUT_PAYMENT_SCRIPT = "payment = amount * 0.9\nround(payment, 2)"
"""As the model states it (python); nothing runs it."""


class Activities(Protocol):
    """What the class Activities in activities.py has."""

    async def classify_claim(self, variables: Variables) -> Variables:
        """Classify claim (business rule task Task_Classify, line 12).

        Sets amount, injured and experts.
        """
        ...

    async def estimate_from_tables(self, variables: Variables) -> Variables:
        """Estimate from tables (service task Task_Estimate, line 52)."""
        ...

    async def work_out_payment(self, variables: Variables) -> Variables:
        """Work out payment (script task Task_Reckon, line 72).

        Not carried over:
        - script (python): payment = amount * 0.9 round(payment, 2)
        """
        ...

    async def claim_paid(self, variables: Variables) -> Variables:
        """Claim paid (end event EndEvent_Paid, line 78).

        Send the message.
        """
        ...

    async def get_medical_report(self, variables: Variables) -> Variables:
        """Get medical report (service task Task_MedicalReport, line 56)."""
        ...

    async def close_file(self, variables: Variables) -> Variables:
        """Close file (service task Task_CloseFile, line 90)."""
        ...

    async def tell_reinsurer(self, variables: Variables) -> Variables:
        """Tell reinsurer (service task Task_TellReinsurer, line 105)."""
        ...


NAMES: dict[str, str] = {
    "classify_claim": "Task_Classify",
    "estimate_from_tables": "Task_Estimate",
    "work_out_payment": "Task_Reckon",
    "claim_paid": "EndEvent_Paid",
    "get_medical_report": "Task_MedicalReport",
    "close_file": "Task_CloseFile",
    "tell_reinsurer": "Task_TellReinsurer",
}
"""Methods, each with the name that workflows and histories know it by: the id of its element."""
