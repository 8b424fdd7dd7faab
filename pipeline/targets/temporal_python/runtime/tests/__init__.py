"""Test support that every generated project gets as it is."""
