"""Insurance claim: a workflow for each process, a method for each of its elements.

Generated from a BPMN model; flow.py moves the tokens. ameide-map.json says which line came from which element.
"""

from datetime import timedelta
from typing import Any, ClassVar

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from flow import (
        DATA_ERRORS,
        FOR_EVER,
        Process,
        Route,
        Scope,
        Variables,
        element,
        join_active,
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


@workflow.defn(name="Process_Claim", failure_exception_types=DATA_ERRORS)
class SettleAClaim(Process):
    """Settle a claim (process Process_Claim, line 6).

    Assesses a claim from every side that it needs, and pays it or not.
    """

    WAYS: ClassVar[dict[str, list[str]]] = {
        "claim_reported": ["classify_claim"],
        "classify_claim": ["what_does_it_need"],
        "what_does_it_need": ["ask_experts", "get_medical_report", "check_policy"],
        "ask_experts": ["event_experts_late", "gateway_assessed"],
        "experts_needed": ["give_opinion"],
        "give_opinion": ["opinions_given"],
        "event_experts_late": ["estimate_from_tables"],
        "estimate_from_tables": ["gateway_assessed"],
        "gateway_assessed": ["covered"],
        "covered": ["work_out_payment", "claim_refused"],
        "work_out_payment": ["claim_paid"],
        "get_medical_report": ["gateway_assessed"],
        "check_policy": ["gateway_assessed"],
        "claim_withdrawn": ["close_file"],
        "close_file": ["file_closed"],
        "catastrophe_declared": ["tell_reinsurer"],
        "tell_reinsurer": ["reinsurer_told"],
    }

    @workflow.run
    async def run(self, variables: Variables | None = None) -> Variables:
        """Run from start to end; the result is its variables then."""
        scope = self.open(variables)
        await scope.run(
            self.claim_reported,
            until=[
                self.claim_withdrawn,
            ],
            beside=[
                (self.catastrophe_declared, FOR_EVER),
            ],
        )
        return scope.visible()

    @workflow.signal(name="Message_Withdrawn")
    def on_claim_withdrawn(self, payload: Variables | None = None) -> None:
        """Message Claim withdrawn; its payload becomes variables."""
        self.post("Message_Withdrawn", payload)

    @workflow.signal(name="Signal_Catastrophe")
    def on_catastrophe_declared(self, payload: Variables | None = None) -> None:
        """Signal Catastrophe declared; its payload becomes variables."""
        self.hear("Signal_Catastrophe", payload)

    @workflow.update(name="Task_Opinion")
    async def complete_give_opinion(self, result: Variables | None = None, key: Any = None) -> None:
        """Finish the task Give opinion; the result becomes variables."""
        await self.finish("Task_Opinion", result, key)

    @complete_give_opinion.validator
    def check_complete_give_opinion(self, result: Variables | None = None, key: Any = None) -> None:
        """Refuse while the task is not open."""
        self.expect("Task_Opinion", key)

    @workflow.update(name="Task_CheckPolicy")
    async def complete_check_policy(self, result: Variables | None = None, key: Any = None) -> None:
        """Finish the task Check policy; the result becomes variables."""
        await self.finish("Task_CheckPolicy", result, key)

    @complete_check_policy.validator
    def check_complete_check_policy(self, result: Variables | None = None, key: Any = None) -> None:
        """Refuse while the task is not open."""
        self.expect("Task_CheckPolicy", key)

    @element("StartEvent_Claim")
    async def claim_reported(self, scope: Scope) -> Route:
        """Claim reported (start event StartEvent_Claim, line 8)."""
        return [to(self.classify_claim)]

    @element("Task_Classify")
    async def classify_claim(self, scope: Scope) -> Route:
        """Classify claim (business rule task Task_Classify, line 12).

        Sets amount, injured and experts.
        """
        result = await workflow.execute_activity(
            "Task_Classify",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.what_does_it_need)]

    @element("Gateway_Needs")
    async def what_does_it_need(self, scope: Scope) -> Route:
        """What does it need? (inclusive gateway Gateway_Needs, line 17)."""
        route: Route = []
        if scope["amount"] > 10000:
            route.append(to(self.ask_experts))
        if scope["injured"]:
            route.append(to(self.get_medical_report))
        if not route:
            route.append(to(self.check_policy))
        return route

    @element("SubProcess_Experts")
    async def ask_experts(self, scope: Scope) -> Route:
        """Ask experts (sub process SubProcess_Experts, line 27)."""

        async def work() -> None:
            await scope.nested(self.experts_needed)

        left = await scope.guard(
            work,
            until=[
                self.event_experts_late,
            ],
        )
        if left is not None:
            return left
        return [to(self.gateway_assessed, "Flow_Experts")]

    @element("StartEvent_Experts")
    async def experts_needed(self, scope: Scope) -> Route:
        """Experts needed (start event StartEvent_Experts, line 30)."""
        return [to(self.give_opinion)]

    @element("Task_Opinion")
    async def give_opinion(self, scope: Scope) -> Route:
        """Give opinion (user task Task_Opinion, line 33)."""

        async def once(scope: Scope) -> None:
            scope.merge(await self.task("Task_Opinion", scope))

        results = await scope.each(
            scope["experts"],
            once,
            name="item",
            over="experts",
        )
        scope.merge({"give_opinion_results": results})
        return [to(self.opinions_given)]

    @element("EndEvent_Experts")
    async def opinions_given(self, scope: Scope) -> Route:
        """Opinions given (end event EndEvent_Experts, line 40)."""
        return []

    @element("Event_ExpertsLate")
    async def event_experts_late(self, scope: Scope) -> Route:
        """30 days (boundary event Event_ExpertsLate, line 46)."""
        await workflow.sleep(timedelta(days=30))
        return [to(self.estimate_from_tables)]

    @element("Task_Estimate")
    async def estimate_from_tables(self, scope: Scope) -> Route:
        """Estimate from tables (service task Task_Estimate, line 52)."""
        result = await workflow.execute_activity(
            "Task_Estimate",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_assessed, "Flow_Estimated")]

    @element("Gateway_Assessed")
    @join_active(
        {
            "Flow_Experts": "ask_experts",
            "Flow_Estimated": "estimate_from_tables",
            "Flow_PolicyChecked": "check_policy",
            "Flow_Reported": "get_medical_report",
        }
    )
    async def gateway_assessed(self, scope: Scope) -> Route:
        """Inclusive gateway Gateway_Assessed, line 60."""
        return [to(self.covered)]

    @element("Gateway_Pay")
    async def covered(self, scope: Scope) -> Route:
        """Covered? (exclusive gateway Gateway_Pay, line 67)."""
        if scope["covered"]:
            return [to(self.work_out_payment)]
        return [to(self.claim_refused)]

    @element("Task_Reckon")
    async def work_out_payment(self, scope: Scope) -> Route:
        """Work out payment (script task Task_Reckon, line 72).

        Not carried over:
        - script (python): payment = amount * 0.9 round(payment, 2)
        """
        result = await workflow.execute_activity(
            "Task_Reckon",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.claim_paid)]

    @element("EndEvent_Paid")
    async def claim_paid(self, scope: Scope) -> Route:
        """Claim paid (end event EndEvent_Paid, line 78)."""
        result = await workflow.execute_activity(
            "EndEvent_Paid",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return []

    @element("EndEvent_NotCovered")
    async def claim_refused(self, scope: Scope) -> Route:
        """Claim refused (end event EndEvent_NotCovered, line 82)."""
        return []

    @element("Task_MedicalReport")
    async def get_medical_report(self, scope: Scope) -> Route:
        """Get medical report (service task Task_MedicalReport, line 56)."""
        result = await workflow.execute_activity(
            "Task_MedicalReport",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.gateway_assessed, "Flow_Reported")]

    @element("Task_CheckPolicy")
    async def check_policy(self, scope: Scope) -> Route:
        """Check policy (user task Task_CheckPolicy, line 23)."""
        scope.merge(await self.task("Task_CheckPolicy", scope))
        return [to(self.gateway_assessed, "Flow_PolicyChecked")]

    @element("StartEvent_Withdrawn")
    async def claim_withdrawn(self, scope: Scope) -> Route:
        """Claim withdrawn (start event StartEvent_Withdrawn, line 86)."""
        scope.merge(await self.message("Message_Withdrawn", kept=False))
        return [to(self.close_file)]

    @element("Task_CloseFile")
    async def close_file(self, scope: Scope) -> Route:
        """Close file (service task Task_CloseFile, line 90)."""
        result = await workflow.execute_activity(
            "Task_CloseFile",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.file_closed)]

    @element("EndEvent_Withdrawn")
    async def file_closed(self, scope: Scope) -> Route:
        """File closed (end event EndEvent_Withdrawn, line 94)."""
        return []

    @element("StartEvent_Catastrophe")
    async def catastrophe_declared(self, scope: Scope) -> Route:
        """Catastrophe declared (start event StartEvent_Catastrophe, line 101)."""
        scope.merge(await self.signal("Signal_Catastrophe"))
        return [to(self.tell_reinsurer)]

    @element("Task_TellReinsurer")
    async def tell_reinsurer(self, scope: Scope) -> Route:
        """Tell reinsurer (service task Task_TellReinsurer, line 105)."""
        result = await workflow.execute_activity(
            "Task_TellReinsurer",
            scope.payload(),
            start_to_close_timeout=TIMEOUT,
            retry_policy=RETRY,
        )
        scope.merge(result)
        return [to(self.reinsurer_told)]

    @element("EndEvent_Catastrophe")
    async def reinsurer_told(self, scope: Scope) -> Route:
        """Reinsurer told (end event EndEvent_Catastrophe, line 109)."""
        return []
