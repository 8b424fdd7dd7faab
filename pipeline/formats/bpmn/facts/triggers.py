"""Name the triggers of an event, and those that it must not have (BPMN 2.0.2, 10.5)."""

from pipeline.ir.workflow import FlowElement

_WORDS = {
    "compensate": "compensation",
    "conditional": "condition",
    "cancel": "cancellation",
    "terminate": "termination",
}


def not_among(event: FlowElement, allowed: frozenset[str]) -> list[str]:
    """Return the kinds of its definitions that are not allowed, in words, each once."""
    return list(dict.fromkeys(_WORDS.get(each.kind, each.kind) for each in event.events if each.kind not in allowed))


def has(event: FlowElement, kind: str) -> bool:
    return any(each.kind == kind for each in event.events)
