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
    error_codes: tuple[str, ...] = ()
    """Codes that some boundary event catches: retrying does not help."""
    documentation: tuple[Origin, ...] = ()
    """Elements that are kept as documentation and do not run."""

    @property
    def external(self) -> tuple[str, ...]:
        """Types of called workflows that are not in this project, sorted."""
        works = (step.work for workflow in self.workflows for step in workflow.steps)
        return tuple(sorted({work.type for work in works if isinstance(work, Call) and work.workflow is None}))
