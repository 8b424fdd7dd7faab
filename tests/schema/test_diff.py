"""Test that the enums of a difference agree with the pipeline."""

from enum import Enum

import pytest

from pipeline.ir.difference import By
from pipeline.ir.difference import Change as Changed
from pipeline.operations.diff import RENDERERS
from schema.diff import Change, DiffFormat, MatchedBy


@pytest.mark.parametrize(
    ("shown", "known"), [(Change, list(Changed)), (MatchedBy, list(By)), (DiffFormat, list(RENDERERS))]
)
def test_every_value_is_shown(shown: type[Enum], known: list[str]) -> None:
    assert [each.value for each in shown] == [str(each) for each in known]
    assert [each.name for each in shown] == [str(each).upper() for each in known]
