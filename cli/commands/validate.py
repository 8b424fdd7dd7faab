"""`ameide validate`: findings on files, without a server."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import arguments, completion, problems, reading
from cli.errors import CommandError, UsageWrong
from cli.options import Json
from cli.output import Output, styled
from cli.status import Status
from cli.text import count, short
from client.answers import Problem

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.ir.finding import Finding


class FailOn(StrEnum):
    """From which severity on a finding is a failure."""

    WARNING = "warning"
    ERROR = "error"
    NEVER = "never"


_FAILING = {FailOn.WARNING: {"error", "warning"}, FailOn.ERROR: {"error"}, FailOn.NEVER: set()}


class Report:
    """One file, what is wrong with it, and its lines to show."""

    def __init__(self, path: Path, rules: Sequence[str]) -> None:
        self.file = str(path)
        self.findings: tuple[Finding, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self._lines: list[str] = []
        self._labels: dict[str, str] = {}
        try:
            self._check(path, rules)
        except CommandError as error:
            self.problems = (problems.of_error(error),)

    def _check(self, path: Path, rules: Sequence[str]) -> None:
        from pipeline import run

        document = reading.document(path)
        checked = run.check(document)
        self.findings = tuple(found for found in checked.findings if not rules or found.rule in rules)
        self.problems = tuple(Problem(**problem.model_dump()) for problem in checked.problems)
        if self.findings or self.problems:
            self._lines = reading.lines(document.content)
        if checked.model and any(found.trace for found in self.findings):
            self._labels = {element.id: element.label for element in checked.model.elements}

    def as_json(self) -> dict[str, Any]:
        """Stable: docs/command.md."""
        findings = [
            found.model_dump(mode="json", exclude={"discriminator"}) | {"excerpt": self.excerpt(found.line)}
            for found in self.findings
        ]
        return {"file": self.file, "findings": findings, "problems": problems.as_json(self.problems)}

    def texts(self) -> "Iterator[Text]":
        """For people: place, severity, what, rule; and the line it is about."""
        for problem in self.problems:
            yield self._with_excerpt(problem.line, problems.texts([problem], self.file)[0])
        for found in self.findings:
            told = problems.told(self.file, found.line, found.severity, found.element, found.message, found.rule)
            shown = self._with_excerpt(found.line, told)
            if found.trace:
                way = " → ".join(short(self._labels[element]) for element in found.trace)
                shown.append("\n").append_text(styled(("   way │ ", "dim"), way))
            yield shown

    def excerpt(self, line: int | None) -> str | None:
        """The line, without its indentation."""
        return self._lines[line - 1].strip()[:1000] if line and line <= len(self._lines) else None

    def _with_excerpt(self, line: int | None, told: "Text") -> "Text":
        if excerpt := self.excerpt(line):
            told.append("\n").append_text(styled((f"{line:>6} │ ", "dim"), short(excerpt)))
        return told


def validate(
    files: Annotated[list[str], typer.Argument(help="Files, folders or patterns; - is stdin.", metavar="FILE...")],
    fail_on: Annotated[FailOn, typer.Option(help="From which severity on the exit status is 1.")] = FailOn.ERROR,
    rule: Annotated[
        list[str] | None,
        typer.Option(help="Only findings of this rule; may be repeated.", autocompletion=completion.rules),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check models with all rules. Needs no server."""
    with Output(as_json) as output:
        _check_rules(rule or [])
        reports = _reports(output, arguments.files(files), rule or [])
        for report in reports:
            output.show(*report.texts())
        counts = Counter(found.severity.value for report in reports for found in report.findings)
        unreadable = sum(bool(report.problems) for report in reports)
        failed = unreadable > 0 or any(counts[severity] for severity in _FAILING[fail_on])
        output.show(_summary(len(reports), counts, unreadable))
        output.result(
            {
                "ok": not failed,
                "files": [report.as_json() for report in reports],
                "summary": {"files": len(reports), "unreadable": unreadable}
                | {severity: counts[severity] for severity in problems.NOUNS},
            }
        )
        output.exit(Status.PROBLEMS if failed else Status.OK)


def _reports(output: Output, paths: Sequence[Path], rules: Sequence[str]) -> list[Report]:
    with output.progress() as progress:
        return [Report(path, rules) for path in progress.track(paths, description="Checking")]


def _check_rules(names: Sequence[str]) -> None:
    if not names:
        return
    from pipeline import run

    for name in names:
        if name not in run.RULES:
            raise UsageWrong(f"There is no rule {name}.", hint=f"There are: {', '.join(sorted(run.RULES))}.")


def _summary(files: int, counts: Counter[str], unreadable: int) -> "Text":
    told = [count(counts[severity], noun) for severity, noun in problems.NOUNS.items() if counts[severity]]
    if unreadable:
        told.insert(0, f"{count(unreadable, 'file')} unreadable")
    return styled(f"{count(files, 'file')}: {', '.join(told) or 'nothing found'}.")
