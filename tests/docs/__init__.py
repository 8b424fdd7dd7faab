"""Test README and docs: run their blocks, and compare their figures."""
