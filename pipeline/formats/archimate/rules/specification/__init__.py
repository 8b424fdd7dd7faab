"""Rules that ArchiMate 3.2 states."""
