"""Tests of README and docs: what they show is run, and what they state is compared."""
