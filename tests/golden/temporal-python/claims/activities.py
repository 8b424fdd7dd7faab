"""What the workflows of Insurance claim do in the world. Every function here is yours to write.

As generated, each fails its workflow with a NotImplementedError, which is not tried again. A function gets all
variables of its process and answers those to set. To fail with a business error that an error event catches:
`raise ApplicationError("why", type="THE_CODE", non_retryable=True)`.
"""

from collections.abc import Callable
from typing import Any

from temporalio import activity

Variables = dict[str, Any]


@activity.defn
async def classify_claim(variables: Variables) -> Variables:
    """Classify claim (business rule task Task_Classify, line 12).

    Sets amount, injured and experts.
    """
    raise NotImplementedError("not written yet: Classify claim (business rule task Task_Classify, line 12)")


@activity.defn
async def estimate_from_tables(variables: Variables) -> Variables:
    """Estimate from tables (service task Task_Estimate, line 52)."""
    raise NotImplementedError("not written yet: Estimate from tables (service task Task_Estimate, line 52)")


WORK_OUT_PAYMENT_SCRIPT = "payment = amount * 0.9\nround(payment, 2)"
"""As the model states it (python); nothing runs it."""


@activity.defn
async def work_out_payment(variables: Variables) -> Variables:
    """Work out payment (script task Task_Reckon, line 72).

    Not carried over:
    - script (python): payment = amount * 0.9 round(payment, 2)
    """
    raise NotImplementedError("not written yet: Work out payment (script task Task_Reckon, line 72)")


@activity.defn
async def claim_paid(variables: Variables) -> Variables:
    """Claim paid (end event EndEvent_Paid, line 78).

    Send the message.
    """
    raise NotImplementedError("not written yet: Claim paid (end event EndEvent_Paid, line 78)")


@activity.defn
async def get_medical_report(variables: Variables) -> Variables:
    """Get medical report (service task Task_MedicalReport, line 56)."""
    raise NotImplementedError("not written yet: Get medical report (service task Task_MedicalReport, line 56)")


@activity.defn
async def close_file(variables: Variables) -> Variables:
    """Close file (service task Task_CloseFile, line 90)."""
    raise NotImplementedError("not written yet: Close file (service task Task_CloseFile, line 90)")


@activity.defn
async def tell_reinsurer(variables: Variables) -> Variables:
    """Tell reinsurer (service task Task_TellReinsurer, line 105)."""
    raise NotImplementedError("not written yet: Tell reinsurer (service task Task_TellReinsurer, line 105)")


ALL: list[Callable[..., Any]] = [
    classify_claim,
    estimate_from_tables,
    work_out_payment,
    claim_paid,
    get_medical_report,
    close_file,
    tell_reinsurer,
]
