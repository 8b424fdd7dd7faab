"""Writes the exchange format."""
