"""Findings as Markdown, for a pull request."""

from collections.abc import Iterator, Sequence

from cli.report import Report, told
from cli.text import safe

_MOST = 200  # rows; more do not fit into a comment


def lines(reports: Sequence[Report]) -> Iterator[str]:
    """Yield a heading and a table for each file with findings; foreign text stands in code spans alone."""
    from pipeline.ir.markdown import code_span

    for report in reports:
        if not report.findings and not report.problems:
            continue
        yield from (f"### {code_span(safe(report.file))}", "")
        yield from ("| line | severity | what | rule |", "|---|---|---|---|")
        for problem in report.problems:
            yield f"| {problem.line or ''} | error | {_cell(problem.message)} | {code_span(problem.code)} |"
        for found in report.findings[:_MOST]:
            severity = "waived" if found.waiver else found.severity.value
            yield f"| {found.line or ''} | {severity} | {_cell(found.message)} | {code_span(found.rule)} |"
        if len(report.findings) > _MOST:
            yield f"\n{len(report.findings) - _MOST:,} more are not listed."
        yield from ("", f"{told(report.counts)}.", "")


def _cell(text: str) -> str:
    from pipeline.ir.markdown import code_span

    return code_span(safe(text).replace("|", "∣"))
