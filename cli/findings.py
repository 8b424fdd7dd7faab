"""Findings as a server answers them, as --json shows them."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ameide_client.generated.fragments import DraftFindingsFieldsNodes, FindingFields


def finding_json(found: "FindingFields") -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "id": found.id,
        "rule": found.rule,
        "severity": found.severity.value.lower(),
        "message": found.message,
        "element": found.element and found.element.id,
        "line": found.line,
        "waiver": found.waiver and found.waiver.model_dump(mode="json"),
    }


def counted(findings: Iterable["FindingFields"]) -> Counter[str]:
    """Count findings by severity; a waived one counts as `waived` alone."""
    return Counter(map(level_of, findings))


def level_of(found: "FindingFields") -> str:
    """Return the severity of a finding, or that it is waived."""
    return "waived" if found.waiver else found.severity.value.lower()


def draft_finding_json(found: "DraftFindingsFieldsNodes") -> dict[str, Any]:
    """Stable: docs/command.md."""
    return {
        "model": found.model,
        "rule": found.rule,
        "severity": found.severity.value.lower(),
        "message": found.message,
        "element": found.element,
        "line": found.line,
    }
