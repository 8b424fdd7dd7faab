"""Test from_row with all properties of docs/graph.md, and without the optional ones."""

import re
from pathlib import Path
from typing import Any

import pytest

from schema.labels import TYPES, node
from schema.text import as_text

ALWAYS = {"uid": "x", "tenant": "demo", "recordedAt": "2026-11-22T19:28:00.000001Z"}
OPTIONAL = {
    "Version": {"sourceName", "sourceCommit"},
    "Element": {"sourceId", "folded"},
    "Finding": {"element", "line", "until"},
    "Waiver": {"element", "expires", "until"},
    "Link": {"reason", "actor", "source", "previous", "until"},
    "Build": {"builderCommit", "sourceCommit", "waivers"},
    "Artefact": {"owner"},
}
VALUES: dict[str, Any] = {
    "number": 3, "elements": 7, "xmlElements": 9, "folded": 1, "reported": 1, "position": 0, "line": 4,
    "foldedCount": 2, "size": 5, "ruleVersion": 1, "spans": [1, 2, 5, 9], "severity": "warning",
    "owner": "generated", "properties": '{"a":[1]}', "options": "{}", "templates": "{}",
    "status": "accepted", "how": "name", "confidence": 95, "evidence": ["The names are the same."],
    "expires": "2030-06-30", "waivers": ["waiver:0123456789abcdef"],
}  # fmt: skip

_NOTE = re.compile(r"\([^)]*\)")


def documented() -> dict[str, set[str]]:
    """Return the properties by label from the table of docs/graph.md."""
    page = (Path(__file__).parents[2] / "docs" / "graph.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.M)
    return {
        label: set()
        if text.startswith("none of its own")
        else set(re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", text)))
        for label, text in rows
    }


def row(label: str, leave_out: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    names = documented()[label] - leave_out
    return ALWAYS | {"label": label} | {name: VALUES.get(name, f"some {name}") for name in names}


@pytest.mark.parametrize("label", sorted(TYPES))
def test_a_documented_vertex_becomes_its_type(label: str) -> None:
    made = node(row(label))
    assert type(made) is TYPES[label]
    assert made.id == "x"


@pytest.mark.parametrize("label", sorted(OPTIONAL))
def test_what_is_optional_may_be_absent(label: str) -> None:
    assert node(row(label, OPTIONAL[label])).id == "x"


def test_text_is_utf_8_without_nul() -> None:
    assert as_text("grün".encode()) == "grün"
    assert as_text(b"") == ""
    assert as_text(b"\xff\xfe") is None
    assert as_text(b"a\0b") is None
