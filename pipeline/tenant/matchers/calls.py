"""A call activity that names no process by its id calls the process of the same name, and depends on it."""

DEPENDENT = "call"
DEPENDENCY = "process"
SINGLE = False
