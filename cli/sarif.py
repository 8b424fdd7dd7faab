"""Findings as SARIF 2.1.0: what code scanning of GitHub, Azure DevOps and editors read."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from cli.arguments import STDIN
from cli.report import Report, why

if TYPE_CHECKING:
    from pipeline.ir.finding import Finding, Rule


_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT: Final = "ameideFinding/v1"

Json = dict[str, Any]


def log(reports: Sequence[Report], rules: "Mapping[str, Rule]", version: str) -> Json:
    """Return all reports as one run; it describes the rules that found something."""
    names = sorted({found.rule for report in reports for found in report.findings})
    failed = [notice for report in reports for notice in _unreadable(report)]
    driver = {"name": "Ameide", "semanticVersion": version, "rules": [_rule(name, rules.get(name)) for name in names]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": failed}],
        "artifacts": [{"location": _artifact(report)} for report in reports],
        "results": [_result(report, found, names) for report in reports for found in report.findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, rule: "Rule | None") -> Json:
    if rule is None:  # the parser's or the graph's own
        return {"id": name, "shortDescription": {"text": name.replace("-", " ").capitalize() + "."}}
    tags = [rule.group, *rule.aliases, *([rule.source] if rule.source else ())]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.help, "markdown": rule.help},
        "defaultConfiguration": {"enabled": rule.on, "level": _LEVELS[rule.severity]},
        "properties": {"tags": tags, "version": rule.version},
    }


def _result(report: Report, found: "Finding", names: Sequence[str]) -> Json:
    result: Json = {
        "ruleId": found.rule,
        "ruleIndex": names.index(found.rule),
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [_location(report, found.line, found.element)],
        "partialFingerprints": {_FINGERPRINT: fingerprint(report.file, found)},
    }
    if found.waiver:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why(found.waiver)}]
    if found.trace:
        steps = [{"location": _location(report, report.line(each), each) | _said(report, each)} for each in found.trace]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return result


def fingerprint(file: str, found: "Finding") -> str:
    """Identify what a finding is about: the result stays when lines move, or the message or severity changes."""
    parts = (file, found.rule, found.element or "", found.discriminator)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _location(report: Report, line: int | None, element: str | None) -> Json:
    physical: Json = {"artifactLocation": _artifact(report)}
    if line:
        physical["region"] = {"startLine": line} | (
            {"snippet": {"text": excerpt}} if (excerpt := report.excerpt(line)) else {}
        )
    logical = [{"fullyQualifiedName": element, "kind": "element"}] if element else []
    return {"physicalLocation": physical} | ({"logicalLocations": logical} if logical else {})


def _said(report: Report, element: str) -> Json:
    return {"message": {"text": report.label(element)}}


def _artifact(report: Report) -> Json:
    path = Path(report.file)
    if path == STDIN:
        return {"uri": "stdin:"}
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _unreadable(report: Report) -> Iterator[Json]:
    for problem in report.problems:
        yield {
            "level": "error",
            "message": {"text": problem.message},
            "descriptor": {"id": problem.code},
            "locations": [_location(report, problem.line, None)],
        }
