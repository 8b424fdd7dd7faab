"""Check a document against the OMG's five schemas of BPMN 2.0: places, attributes and values."""
