"""Measure cost, as ratios within one run."""
