"""Data or a message of a process is an occurrence of a data object of an architecture, and depends on that."""

DEPENDENT = "data"
DEPENDENCY = "data-object"
SINGLE = False
