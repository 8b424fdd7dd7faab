"""Test that bounds are met, or missed by the stated amount."""

import pytest

from benchmarks.bounds import Bound


@pytest.mark.parametrize(
    ("bound", "ratio", "verdict"),
    [
        (Bound(2), 2.0, "met"),
        (Bound(2), 3.0, "**missed**: 1.50 times the bound"),
        (Bound(20, at_least=True), 47.0, "met"),
        (Bound(20, at_least=True), 10.0, "**missed**: 2.00 times the bound"),
    ],
)
def test_a_bound_says_by_how_much_it_is_missed(bound, ratio, verdict):
    assert bound.verdict(ratio) == verdict
    assert bound.met(ratio) is (verdict == "met")
