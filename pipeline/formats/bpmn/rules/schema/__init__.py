"""Check what the standard itself asks for: one constraint per file."""
