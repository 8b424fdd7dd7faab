"""Test that docs/rules.md agrees with the rules."""

import subprocess
import sys
from pathlib import Path

from pipeline.operations.rule_pages import page
from pipeline.operations.rules import own
from pipeline.tenant.together import TENANT_RULES

ROOT = Path(__file__).parents[3]


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "rules.md").read_text() == page(), "run: python -m pipeline.operations.rule_pages"


def test_the_page_has_a_section_for_each_rule() -> None:
    sections = [line[3:] for line in page().splitlines() if line.startswith("## ")]
    assert sections == [*own(), *TENANT_RULES, "model-retired", "missing-import", "review-incomplete"]


def test_the_command_prints_the_page() -> None:
    command = [sys.executable, "-m", "pipeline.operations.rule_pages"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == page()
