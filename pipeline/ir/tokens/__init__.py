"""Say what a process does, as tokens that move through it: once, for checking it and for generating code."""
