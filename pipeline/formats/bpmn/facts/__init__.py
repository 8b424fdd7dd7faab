"""Answer what BPMN rules ask of a model: executable processes, data, events, exchanges."""
