"""Revisions of the tables of every tenant's graph; a released one never changes."""
