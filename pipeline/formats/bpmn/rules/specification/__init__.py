"""Constraints of the BPMN standard, one per file."""
