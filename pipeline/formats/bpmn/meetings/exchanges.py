"""Find the names that a document shares with others: signals, messages, errors, escalations, inputs.

Ids of messages and signals are valid in one document alone; models share their names. An anchor of the tenant stands
for the name: it resolves to the elements that throw, and elements that catch refer to it, so these depend on all that
throw. Default names of editors connect documents only where a message flow is drawn. A message or signal without a name
uses its id within the document. A message flow ties its two ends, unless a name does so already. Errors and
escalations leave a process and reach its callers, through an anchor for all that a process may throw.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from pipeline.formats.bpmn.facts.data import data_interfaces
from pipeline.formats.bpmn.meetings.calls import called, container
from pipeline.formats.bpmn.meetings.default_names import is_default
from pipeline.ir.meeting import Exchange, Stated
from pipeline.ir.tokens.codes import stated_code
from pipeline.ir.tokens.scopes import start_events
from pipeline.ir.workflow import EventDefinition, FlowElement, WorkflowModel

Caught = Mapping[str, frozenset[str]]
"""Codes by kind: `error`, `escalation`."""

ANY: Final = ""
"""The code of a handler that takes all."""
_THROWING: Final = frozenset({"intermediateThrowEvent", "endEvent"})
_TASKS: Final[Mapping[str, str]] = {"sendTask": "throws", "receiveTask": "catches"}
_NAMED: Final = {"message": "messageName", "signal": "signalName"}
_BY_ID: Final = {"message": "messageId", "signal": "signalId"}
_CODED: Final = {"error": "errors", "escalation": "escalations"}
_SOURCE: Final = "messageFlowSource"
_MOST_CODES: Final = 100


class _Part(NamedTuple):
    """The part of one element in an exchange, while codes may still be added."""

    element: FlowElement
    side: str
    type: str
    """`messageName`, `signalName`, `messageFlowSource`; `errors` and `escalations` of a process."""
    target: str
    """The name, or the id of the message flow or process."""
    codes: tuple[str, ...] = ()
    drawn: bool = False
    """A message flow shows who is at the other end."""
    offers: bool = False
    inside: bool = False

    def exchange(self) -> Exchange:
        stated: dict[str, Stated] = {"codes": list(self.codes)} if self.codes else {}
        stated |= {"drawn": True} if self.drawn else {}
        return Exchange(self.element, self.side, self.type, self.target, stated, self.offers, self.inside)


def exchanges(model: WorkflowModel) -> tuple[Exchange, ...]:
    """Return each exchange once, by element and meeting point."""
    found: dict[tuple[str, str, str, bool], _Part] = {}
    named = tuple(_named(model))
    for each in (*named, *_drawn(model, named), *_Scopes(model).parts()):
        key = (each.element.id, each.type, each.target, each.inside)
        codes = found[key].codes + each.codes if key in found else each.codes
        distinct = tuple(dict.fromkeys(codes))
        kept = distinct if len(distinct) <= _MOST_CODES else (ANY,)
        found[key] = each._replace(codes=kept)
    return tuple(part.exchange() for part in found.values())


def interface(model: WorkflowModel, element: FlowElement) -> dict[str, list[str]]:
    """Return the names of required and optional inputs of a process; nothing where it states none."""
    if element.kind not in {"process", "globalTask"}:
        return {}
    stated = data_interfaces(model, element)
    items = {item.id: item.name or item.id for each in stated for item in each.inputs}
    optional = {id_ for each in stated for set_ in each.input_sets for id_ in set_.optional}
    if not items:
        return {}
    takes = sorted({name for id_, name in items.items() if id_ not in optional})
    return {"takes": takes, "mayTake": sorted({name for id_, name in items.items() if id_ in optional})}


def _named(model: WorkflowModel) -> Iterator[_Part]:
    """Yield throws and catches of messages and signals."""
    flows = model.of_kind("messageFlow")
    at_both_ends = {end for flow in flows for end in (flow.source, flow.target) if end is not None}
    for element in model.of_kind(*_THROWING, "startEvent", "intermediateCatchEvent", "boundaryEvent", *_TASKS):
        for kind, ref in _meant(element):
            if ref not in model.by_source_id:
                continue
            name = _plain(model.by_source_id[ref].name)
            side = _TASKS.get(element.kind, "throws" if element.kind in _THROWING else "catches")
            part = _Part(element, side, _NAMED[kind], name, offers=side == "throws")
            drawn = element.id in at_both_ends
            if not name:
                yield part._replace(type=_BY_ID[kind], target=ref, inside=True)
            elif not is_default(name):
                yield part._replace(drawn=drawn)
            else:
                yield part._replace(drawn=drawn, inside=True)
                if drawn:
                    yield part._replace(drawn=True)


def _drawn(model: WorkflowModel, named: Iterable[_Part]) -> Iterator[_Part]:
    """Yield the two ends of each message flow that do not meet by the name of a message."""
    thrown: dict[str, set[str]] = {}
    caught: dict[str, set[str]] = {}
    for each in named:
        (thrown if each.offers else caught).setdefault(each.element.id, set()).add(f"{each.type} {each.target}")
    for flow in model.of_kind("messageFlow"):
        if flow.source is None or flow.target is None:
            continue
        if thrown.get(flow.source, set()).isdisjoint(caught.get(flow.target, set())):
            sender, receiver = model.by_id[flow.source], model.by_id[flow.target]
            part = _Part(sender, "throws", _SOURCE, flow.id, drawn=True, offers=True, inside=True)
            yield part
            yield part._replace(element=receiver, side="catches", offers=False)


def _meant(element: FlowElement) -> Iterator[tuple[str, str]]:
    if element.kind in _TASKS:
        said = (each for each in element.references if each.role == "messageRef" and each.namespace is None)
        yield from (("message", each.target) for each in said)
    else:
        yield from ((event.kind, event.ref) for event in element.events if event.kind in _NAMED and event.ref)


def _plain(name: str) -> str:
    """Normalise the blanks of a name; return an empty text for an expression, whose value is known only at run time."""
    text = " ".join(name.split())
    return "" if text.startswith("=") or "${" in text or "#{" in text else text


class _Scopes:
    """The scopes that catch what a document throws: the innermost that states it (BPMN 2.0.2, 10.5.7)."""

    def __init__(self, model: WorkflowModel) -> None:
        self._model = model
        self._boundary = {host: _handled(model, events) for host, events in model.boundary.items()}
        self._within: dict[str, list[tuple[str, Caught]]] = {}
        for handler in model.of_kind("subProcess"):
            if handler.event_sub_process and handler.parent is not None:
                caught = _handled(model, start_events(model, handler))
                self._within.setdefault(handler.parent, []).append((handler.id, caught))
        self._known: dict[tuple[str, str], Caught] = {}

    def parts(self) -> Iterator[_Part]:
        """Yield what leaves a process, and what the callers of another one would catch of it."""
        for element in self._model.of_kind(*_THROWING):
            for event in element.events:
                yield from self._thrown(element, event)
        for call in self._model.of_kind("callActivity"):
            if target := called(call):
                for kind, codes in self._caught(call).items():
                    yield _Part(call, "catches", _CODED[kind], target, tuple(sorted(codes)))

    def _thrown(self, element: FlowElement, event: EventDefinition) -> Iterator[_Part]:
        if event.kind not in _CODED or not (code := _code(self._model, event)):
            return
        process = container(self._model, element)
        if process is None or process.source_id is None:
            return
        if not self._caught(element).get(event.kind, frozenset()) & {code, ANY}:
            yield _Part(element, "throws", _CODED[event.kind], process.source_id, (code,))

    def _caught(self, element: FlowElement) -> Caught:
        """Return the codes, by kind, that are caught at the element and around it; computed once for each scope."""
        path: list[tuple[str, str]] = []
        scope, inner = element, ""
        while (scope.id, inner) not in self._known:
            path.append((scope.id, inner))
            if scope.kind == "process" or scope.parent is None:
                break
            # a handler does not catch what it throws itself; told apart as long as there are few
            handlers = self._within.get(scope.parent, ()) if scope.event_sub_process else ()
            inner = scope.id if 0 < len(handlers) <= _MOST_CODES else ""
            scope = self._model.by_id[scope.parent]
        caught = self._known.get((scope.id, inner), {})
        for key in reversed(path):
            caught = self._known[key] = _joined([caught, *self._here(*key)])
        return caught

    def _here(self, scope: str, inner: str) -> Iterator[Caught]:
        yield self._boundary.get(scope, {})
        yield from (codes for handler, codes in self._within.get(scope, ()) if handler != inner)


def _joined(given: Iterable[Caught]) -> Caught:
    """Join sets of codes; too many to tell apart become any."""
    some = [each for each in given if each]
    if len(some) < 2:
        return some[0] if some else {}
    joined = {kind: frozenset().union(*(each.get(kind, frozenset()) for each in some)) for kind in _CODED}
    return {kind: codes if len(codes) <= _MOST_CODES else frozenset({ANY}) for kind, codes in joined.items() if codes}


def _handled(model: WorkflowModel, events: Iterable[FlowElement]) -> Caught:
    coded = [event for element in events for event in element.events if event.kind in _CODED]
    return _joined({event.kind: frozenset({_code(model, event) or ANY})} for event in coded)


def _code(model: WorkflowModel, event: EventDefinition) -> str:
    return stated_code(model, event).strip()
