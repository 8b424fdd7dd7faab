"""Parse and validate: what is known of a document before anything is made of it."""

from collections.abc import Iterable, Iterator

from opentelemetry import trace

from pipeline.formats import parse
from pipeline.ir.document import Document, Problem
from pipeline.ir.finding import Finding, Severity
from pipeline.ir.model import Model
from pipeline.ir.outcome import Checked
from pipeline.ir.ruleset import DEFAULT, RuleSet
from pipeline.operations.rules import validated

_tracer = trace.get_tracer("ameide.pipeline")


def check(document: Document, ruleset: RuleSet = DEFAULT) -> Checked:
    """Parse and validate. Pure, and as slow as the document is large."""
    with _tracer.start_as_current_span("pipeline.parse"):
        parsed = parse(document)
    if parsed.model is None:
        return Checked(document=document, problems=parsed.problems)
    with _tracer.start_as_current_span("pipeline.validate"):
        findings = validated(parsed.model, ruleset)
    reported = tuple(_reported(parsed.problems, parsed.model, ruleset))
    return Checked(document=document, model=parsed.model, findings=_told_apart((*reported, *findings)))


def _reported(problems: Iterable[Problem], model: Model, ruleset: RuleSet) -> Iterator[Finding]:
    """Yield the parser's problems as findings, so that they are shown with all others."""
    for problem in problems:
        rule = problem.code.lower().replace("_", "-")
        severity = ruleset.severities.get(rule, Severity.WARNING)
        element = model.by_id.get(problem.path or "")
        if severity is not None:
            finding = Finding(
                rule=rule,
                severity=severity,
                message=problem.message,
                element=element.id if element else None,
                line=problem.line,
            )
            yield ruleset.judged(finding, element.source_id if element else None)


def _told_apart(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Give findings of the same rule on the same element distinct discriminators."""
    seen: dict[tuple[str, str | None, str], int] = {}
    apart = []
    for finding in findings:
        key = (finding.rule, finding.element, finding.discriminator)
        count = seen[key] = seen.get(key, 0) + 1
        apart.append(
            finding if count == 1 else finding.model_copy(update={"discriminator": f"{finding.discriminator}~{count}"})
        )
    return tuple(apart)
