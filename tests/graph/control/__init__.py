"""Tests of the control tables."""
