"""Test that docs/engines.md agrees with the tables."""

from pathlib import Path

from pipeline.operations.engine_page import page
from pipeline.operations.rules import own

ROOT = Path(__file__).parents[3]


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "engines.md").read_text() == page(), "run: python -m pipeline.operations.engine_page"


def test_the_page_has_every_engine_and_all_its_rules() -> None:
    rules = [checked.rule for checked in own().values()]
    for rule in (rule for rule in rules if rule.target is not None):
        assert f"## {rule.target}\n" in page()
        assert f"[{rule.id}](rules.md#{rule.id})" in page()


def test_releases_stand_beside_what_came_with_them() -> None:
    assert "| adHocSubProcess | 8.7 |" in page()
    assert "| boundaryEvent/conditional | 7.6 |" in page()
    assert "| complexGateway |" not in page()
