"""Report the findings on a stored model as those on a file are reported."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.report import Report

if TYPE_CHECKING:
    from ameide_client import AsyncClient
    from ameide_client.generated.fragments import FindingFields
    from pipeline.ir.finding import Finding


class StoredReport(Report):
    """The open findings in the current version of a model, and which of them are waived; without lines to show."""

    def __init__(self, model: str, findings: "Sequence[FindingFields]", only: Sequence[str] = ()) -> None:
        self.file = model
        self.findings = tuple(_finding(found) for found in findings if not only or found.rule in only)
        self.problems = ()
        self.checked = None
        self._lines = []


async def stored_reports(client: "AsyncClient", models: Sequence[str], only: Sequence[str]) -> list[StoredReport]:
    """Ask for the findings in the current version of each model."""
    return [StoredReport(model, await _found(client, model), only) for model in models]


async def _found(client: "AsyncClient", model: str) -> "list[FindingFields]":
    from ameide_client.generated import FindingFilter
    from ameide_client.pages import every_async

    wanted = FindingFilter(version=model)
    pages = every_async(lambda after: client.findings(first=1000, after=after, filter_=wanted))
    return [found async for found in pages]


def _finding(found: "FindingFields") -> "Finding":
    from pipeline.ir.finding import Finding, Severity, Waiver

    held = found.waiver
    return Finding(
        rule=found.rule,
        severity=Severity(found.severity.value.lower()),
        message=found.message,
        element=found.element and found.element.id.partition("#")[2],
        line=found.line,
        waiver=held and Waiver(rule=found.rule, reason=held.reason, by=held.by, until=held.until),
    )
