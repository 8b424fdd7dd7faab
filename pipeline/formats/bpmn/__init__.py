"""BPMN 2.0: everything Ameide knows about this notation."""
