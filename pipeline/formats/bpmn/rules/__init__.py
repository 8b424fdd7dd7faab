"""Rules for BPMN, one in each file."""
