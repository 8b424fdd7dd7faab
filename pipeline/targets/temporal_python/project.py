"""Target model of temporal-python: the execution plan, and what else its project says."""

from typing import Annotated

from pydantic import StringConstraints

from pipeline.ir.frozen import Frozen
from pipeline.targets.execution.plan import Activity, Case, Origin, Workflow
from pipeline.targets.execution.work import Call


class TemporalProject(Frozen):
    """All that the templates print."""

    title: str
    titled: str
    """Element that has the title as its name."""
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    workflows: tuple[Workflow, ...]
    activities: tuple[Activity, ...]
    cases: tuple[Case, ...] = ()
    error_codes: dict[str, tuple[str, ...]]
    """Codes that some event catches, with these events: retrying does not help."""
    documentation: tuple[Origin, ...] = ()
    """Elements that are kept as documentation and do not run."""

    @property
    def external(self) -> dict[str, tuple[str, ...]]:
        """Types of called workflows that are not in this project, sorted, each with the elements that call it."""
        found: dict[str, list[str]] = {}
        for step in (step for workflow in self.workflows for step in workflow.steps):
            if isinstance(step.work, Call) and step.work.workflow is None:
                found.setdefault(step.work.type, []).append(step.origin.element)
        return {type_: tuple(found[type_]) for type_ in sorted(found)}
