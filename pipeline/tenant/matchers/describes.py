"""A business process of an architecture describes the process that carries it out, and depends on it."""

DEPENDENT = "business-process"
DEPENDENCY = "process"
SINGLE = True
