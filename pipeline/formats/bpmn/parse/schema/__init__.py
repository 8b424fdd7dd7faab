"""Holds a document against the OMG's five schemas of BPMN 2.0: places, attributes and values that they do not allow."""
