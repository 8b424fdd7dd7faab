"""A task is implemented by an application, and depends on it."""

DEPENDENT = "task"
DEPENDENCY = "application"
SINGLE = False
