"""Revisions of the control tables; a released one never changes."""
