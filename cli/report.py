"""Report the findings on one file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import problems, reading
from cli.configuration import RuleSets
from cli.errors import CommandError, UsageWrong
from cli.output import styled
from cli.text import count, short

if TYPE_CHECKING:
    from rich.text import Text

    from pipeline.ir.finding import Finding, Waiver
    from pipeline.ir.model import Model
    from pipeline.ir.outcome import Checked


class Report:
    """Report on one file: findings, problems, and the lines to show."""

    def __init__(self, path: Path, rulesets: RuleSets, only: Sequence[str] = ()) -> None:
        self.file = str(path)
        self.findings: tuple[Finding, ...] = ()
        self.problems: tuple[problems.Problem, ...] = ()
        self.checked: Checked | None = None
        self._lines: list[str] = []
        try:
            self._check(path, rulesets, only)
        except UsageWrong:
            raise
        except CommandError as error:
            self.problems = (problems.of_error(error),)

    def _check(self, path: Path, rulesets: RuleSets, only: Sequence[str]) -> None:
        from pipeline.operations.check import check

        document = reading.document(path)
        self.checked = check(document, rulesets(path))
        self.findings = tuple(found for found in self.checked.findings if not only or found.rule in only)
        self.problems = tuple(self.checked.problems)
        if self.findings or self.problems:
            self._lines = reading.lines(document.content)

    @property
    def model(self) -> "Model | None":
        """Return what the file says; None where it cannot be read."""
        return self.checked.model if self.checked else None

    def add(self, findings: "tuple[Finding, ...]") -> None:
        """Add findings that other files showed, in the order of lines."""
        if findings:
            self.findings = tuple(sorted((*self.findings, *findings), key=lambda found: found.line or 0))
            self._lines = self._lines or reading.lines(reading.content(Path(self.file)))

    @property
    def counts(self) -> Counter[str]:
        """Count findings by severity; a waived one counts as `waived` alone."""
        return Counter("waived" if found.waiver else found.severity.value for found in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Stable: docs/command.md."""
        findings = [
            found.model_dump(mode="json", exclude={"discriminator": True, "waiver": {"rule", "element"}})
            | {"excerpt": self.excerpt(found.line)}
            for found in self.findings
        ]
        return {"file": self.file, "findings": findings, "problems": problems.as_json(self.problems)}

    def texts(self) -> "Iterator[Text]":
        """Yield each finding for people: place, severity, message, rule, and the line that it is about."""
        for problem in self.problems:
            yield self._with_excerpt(problem.line, problems.texts([problem], self.file)[0])
        for found in self.findings:
            severity = "waived" if found.waiver else found.severity.value
            told = problems.told(self.file, found.line, severity, found.element, found.message, found.rule)
            shown = self._with_excerpt(found.line, told)
            if found.trace:
                way = " → ".join(short(self.label(element)) for element in found.trace)
                shown.append("\n").append_text(styled(("   way │ ", "dim"), way))
            if found.waiver:
                shown.append("\n").append_text(styled(("   why │ ", "dim"), short(why(found.waiver))))
            yield shown

    def label(self, element: str) -> str:
        model = self.model
        return model.by_id[element].label if model and element in model.by_id else element

    def line(self, element: str) -> int | None:
        """Return the line where an element begins."""
        model = self.model
        return model.by_id[element].line if model and element in model.by_id else None

    def excerpt(self, line: int | None) -> str | None:
        """Return the line without its indentation."""
        return self._lines[line - 1].strip()[:1000] if line and line <= len(self._lines) else None

    def _with_excerpt(self, line: int | None, told: "Text") -> "Text":
        if excerpt := self.excerpt(line):
            told.append("\n").append_text(styled((f"{line:>6} │ ", "dim"), short(excerpt)))
        return told


def why(waiver: "Waiver") -> str:
    return f"{waiver.reason} ({waiver.by}{f', until {waiver.until}' if waiver.until else ''})"


def told(counts: Counter[str]) -> str:
    """Format counts: `2 errors, 1 warning, 1 waived`."""
    parts = [count(counts[severity], noun) for severity, noun in problems.NOUNS.items() if counts[severity]]
    return ", ".join([*parts, *([f"{counts['waived']} waived"] if counts["waived"] else [])]) or "nothing found"
