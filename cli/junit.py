"""Findings as JUnit XML: what Jenkins, GitLab and most other CI systems show as tests."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from cli.report import Report, why
from cli.text import safe

if TYPE_CHECKING:
    from pipeline.ir.finding import Finding


def document(reports: Sequence[Report], failing: Collection[str]) -> str:
    """Return a suite for each file and a case for each finding: failed, skipped if waived, else passed.

    A file without findings is a case that passes.
    """
    suites = ElementTree.Element("testsuites", name="ameide validate")
    for report in reports:
        suite = ElementTree.SubElement(suites, "testsuite", name=safe(report.file))
        for problem in report.problems:
            case = _case(suite, report, problem.code)
            ElementTree.SubElement(case, "error", type=problem.code, message=safe(problem.message))
        for found in report.findings:
            _finding(suite, report, found, failing)
        if not len(suite):
            _case(suite, report, "no findings")
        _count(suite)
    ElementTree.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


def _finding(suite: ElementTree.Element, report: Report, found: "Finding", failing: Collection[str]) -> None:
    about = f" {found.element}" if found.element else ""
    case = _case(suite, report, safe(f"{found.rule}{about}"), found.line)
    if found.waiver:
        ElementTree.SubElement(case, "skipped", message=safe(why(found.waiver)))
    elif found.severity.value in failing:
        failure = ElementTree.SubElement(case, "failure", type=found.severity.value, message=safe(found.message))
        failure.text = safe(f"{report.file}:{found.line or 1}: {found.message}")
    else:
        ElementTree.SubElement(case, "system-out").text = safe(f"{found.severity.value}: {found.message}")


def _case(suite: ElementTree.Element, report: Report, name: str, line: int | None = None) -> ElementTree.Element:
    place = {"file": safe(report.file)} | ({"line": str(line)} if line else {})
    return ElementTree.SubElement(suite, "testcase", {"classname": safe(report.file), "name": name} | place)


def _count(suite: ElementTree.Element) -> None:
    suite.set("tests", str(len(suite)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in suite)))
