"""Read a BPMN document into a model."""
