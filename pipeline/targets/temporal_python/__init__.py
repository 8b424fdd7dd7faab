"""From a process model to Temporal workflows in Python."""
