"""Derivation as data: what was derived from what, and with which tool."""
