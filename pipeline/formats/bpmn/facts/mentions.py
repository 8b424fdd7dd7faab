"""Tell which references dangle: what they mean is neither in this document nor, as a matter of course, in another."""

from pipeline.ir.model import Reference

# found in other documents, or outside of BPMN altogether, as a matter of course
_ELSEWHERE = frozenset({"choreography", "collaboration", "implementation", "process", "structure"})


def dangles(reference: Reference) -> bool:
    """Return true if it means nothing in this document, and is not looked for in others as a matter of course."""
    return reference.element is None and reference.namespace is None and reference.type not in _ELSEWHERE
