"""What begins an event, in words, and which of that must not (BPMN 2.0.2, 10.5)."""

from pipeline.ir.workflow import FlowElement

_WORDS = {
    "compensate": "compensation",
    "conditional": "condition",
    "cancel": "cancellation",
    "terminate": "termination",
}


def not_among(event: FlowElement, allowed: frozenset[str]) -> list[str]:
    """The kinds of its definitions that are not allowed, in words, each once."""
    return list(dict.fromkeys(_WORDS.get(each.kind, each.kind) for each in event.events if each.kind not in allowed))


def has(event: FlowElement, kind: str) -> bool:
    """Whether one of its definitions is of this kind."""
    return any(each.kind == kind for each in event.events)
