"""Findings as a server answers them, as --json shows them."""

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
    }


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
