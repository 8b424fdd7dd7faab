"""Make documents of one process each that call, throw and catch across models."""

from dataclasses import dataclass

from tests.pipeline.documents import definitions

_EVENTS = {"message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef"}


@dataclass(frozen=True)
class Process:
    """One process: the ids that it calls, and by kind the names or codes that it throws and catches."""

    id: str
    calls: tuple[str, ...] = ()
    """Called ids; with a prefix, `t:` or `u:`, those in documents of that namespace."""
    throws: tuple[tuple[str, str], ...] = ()
    catches: tuple[tuple[str, str], ...] = ()
    handles: tuple[tuple[str, str, str], ...] = ()
    """(called id, kind, code; empty for every one): by events on the calls."""
    states: tuple[tuple[str, str], ...] = ()
    """Root elements that nothing in the document refers to."""
    uses: tuple[str, ...] = ()
    """Ids of resources, with a prefix or without."""
    namespace: str = "t"

    def document(self) -> bytes:
        """Return the process as BPMN.

        Ids are `Call_<id>`, `Throw_<kind>_<name>`, `Catch_<kind>_<name>`, `Use_<id>`.
        """
        used = {*self.throws, *self.catches, *self.states, *((kind, code) for _, kind, code in self.handles if code)}
        roots = "".join(_root(kind, name) for kind, name in sorted(used))
        calls = "".join(
            f'<callActivity id="Call_{plain(each)}" name="{each}" calledElement="{each}"/>' for each in self.calls
        )
        throws = "".join(_event("endEvent", "Throw", kind, name) for kind, name in self.throws)
        catches = "".join(_event("intermediateCatchEvent", "Catch", kind, name) for kind, name in self.catches)
        handlers = "".join(
            _event("boundaryEvent", f"On_{plain(called)}", kind, code, f' attachedToRef="Call_{plain(called)}"')
            for called, kind, code in self.handles
        )
        uses = "".join(
            f'<task id="Use_{plain(each)}"><performer><resourceRef>{each}</resourceRef></performer></task>'
            for each in self.uses
        )
        return definitions(
            f'{roots}\n<process id="{self.id}">{calls}{throws}{catches}{handlers}{uses}</process>',
            space=self.namespace,
            more=' xmlns:t="t" xmlns:u="u"',
        )


def plain(called: str) -> str:
    """Return the text without colons, which an id cannot have."""
    return called.replace(":", ".")


def _root(kind: str, name: str) -> str:
    code = f' {kind}Code="{name}"' if kind in {"error", "escalation"} else ""
    return f'<{kind} id="{kind}_{name}" name="{name}"{code}/>'


def _event(tag: str, prefix: str, kind: str, name: str, more: str = "") -> str:
    ref = f' {_EVENTS[kind]}="{kind}_{name}"' if name else ""
    return f'<{tag} id="{prefix}_{kind}_{name}"{more}><{kind}EventDefinition{ref}/></{tag}>'
