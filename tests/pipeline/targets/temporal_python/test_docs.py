"""Test that the page about the target agrees with the code."""

import re
from pathlib import Path

from pipeline.targets import TARGETS

PAGE = (Path(__file__).parents[4] / "docs" / "targets" / "temporal-python.md").read_text(encoding="utf-8")
TARGET = TARGETS["temporal-python"]


def rows(heading: str) -> dict[str, str]:
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return {row[1]: row[2] for row in re.finditer(r"^\| `([^`]+)` \| (.*) \|$", section, re.MULTILINE)}


def test_the_page_shows_the_support_table() -> None:
    shown = rows("What is supported")
    kept = re.findall(r"`(\w+)`", PAGE.partition("Kept as documentation (")[2].partition("\n")[0])
    assert shown == {kind: how for kind, how in TARGET.support.items() if kind in shown}
    assert {*shown, *kept, "definitions", "documentation"} == set(TARGET.support)


def test_the_page_shows_the_options() -> None:
    shown = rows("Options")
    assert shown == {
        option.name: f"`{option.default!r}` | {option.allowed} | {option.description}" for option in TARGET.options
    }
