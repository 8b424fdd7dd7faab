"""Compare what two generations of a process do, as far as a running instance depends on it.

A workflow that runs is replayed on new code from its beginning. Its replay fails, or it goes on elsewhere, if an
element at which it is, or which it has passed, does something else now. What an element waits for and where its token
goes next is kept in `ameide.lock`, one line for each element.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from pipeline.ir.digest import digest_of
from pipeline.ir.generated import Break
from pipeline.targets.execution.plan import Action, Asked, Onward, Plan, Process, Step, Tested
from pipeline.targets.execution.watching import Handlers
from pipeline.targets.execution.work import (
    Broadcast,
    Call,
    Chosen,
    Compensate,
    Each,
    Escalate,
    Hop,
    Nested,
    Nothing,
    Perform,
    Race,
    Receive,
    Sleep,
    Told,
)

GROUP: Final = "shape of "
_PASSING: Final = frozenset({"nothing", "fail", "terminate", "escalate", "compensate"})


class Shape(NamedTuple):
    """Digests of the work and the way on of one element, whether it waits, and the elements that come next."""

    does: str
    leaves: str
    waits: bool
    forks: bool
    """True if several tokens may be there after it, or beside it."""
    after: tuple[str, ...]
    mentioned: tuple[str, ...] = ()
    """Other elements that decide about it."""

    @property
    def text(self) -> str:
        """Return the shape as one line; no id has a blank."""
        flags = f"{'waits' if self.waits else 'passes'}{'-forks' if self.forks else ''}"
        more = ("|", *self.mentioned) if self.mentioned else ()
        return " ".join((self.does, self.leaves, flags, *self.after, *more))


Shapes = Mapping[str, Shape]


def shapes(plan: Plan) -> dict[str, dict[str, str]]:
    """Return the shapes of all elements that run, by process and element."""
    actions = {action.name: action for action in plan.actions}
    return {f"{GROUP}{process.origin.element}": _of_process(process, actions) for process in plan.processes}


def read(group: Mapping[str, str]) -> dict[str, Shape]:
    """Return the shapes of a process; lines that are none are left out."""
    found = {}
    for element, text in group.items():
        does, _, rest = text.partition(" ")
        leaves, _, rest = rest.partition(" ")
        flags, *after = rest.partition(" |")[0].split(" ")
        found[element] = Shape(does, leaves, flags.startswith("waits"), flags.endswith("-forks"), tuple(after))
    return found


def breaking(before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]) -> Iterator[Break]:
    """Yield why instances that run on the generation before cannot go on on this one."""
    for group, old in before.items():
        process = group.removeprefix(GROUP)
        if group not in after:
            yield Break(process=process, element=process, reason="the process is no longer there")
        else:
            yield from _broken(process, read(old), read(after[group]))


def _broken(process: str, old: Shapes, new: Shapes) -> Iterator[Break]:
    later = _later(old)
    if process not in old or process not in new:
        return
    forks = any(shape.forks for shape in old.values())
    waiting = {element for element, shape in old.items() if shape.waits}
    for element, was in old.items():
        if element == process:
            continue
        # with several tokens, another one may wait while this one has passed
        past = bool(waiting & later[element]) or (forks and bool(waiting - {element}))
        now = new.get(element)
        if now is None or now.does != was.does:
            if was.waits or past:
                what = "is no longer there" if now is None else "does something else"
                yield Break(process=process, element=element, reason=f"{what}: instances at it or past it differ")
        elif (now.leaves, now.after) != (was.leaves, was.after) and past:
            to = ", ".join(now.after) or "nothing"
            yield Break(process=process, element=element, reason=f"leads to {to} otherwise: instances past it differ")
    if waiting and (old[process].does, old[process].leaves) != (new[process].does, new[process].leaves):
        yield Break(process=process, element=process, reason="begins or is watched otherwise: all instances differ")


def _later(old: Shapes) -> dict[str, frozenset[str]]:
    """Return the elements that a token can reach from each element."""
    found = {}
    for element, shape in old.items():
        seen: set[str] = set()
        waiting = list(shape.after)
        while waiting:
            if (at := waiting.pop()) in old and at not in seen:
                seen.add(at)
                waiting += old[at].after
        found[element] = frozenset(seen)
    return found


def _of_process(process: Process, actions: Mapping[str, Action]) -> dict[str, str]:
    ids = {step.name: step.origin.element for step in process.steps}
    inboxes = {inbox.name: inbox.elements for inbox in process.inboxes}
    found = {step.origin.element: _shape(step, ids, actions, inboxes) for step in process.steps}
    for step in process.steps:
        if isinstance(step.work, Nested):
            _close(found, step.origin.element, [ids[start] for start in step.work.starts])
    begins = [ids[start.step] for start in process.starts]
    whole = Shape(
        does=_digest([begins, process.alternatives]),
        leaves=_digest(_handlers(process.handlers, ids)),
        waits=False,
        forks=process.handlers.any or (len(begins) > 1 and not process.alternatives),
        after=(*begins,),
        mentioned=tuple(_watching(process.handlers, ids)),
    )
    return {process.origin.element: whole.text, **{element: shape.text for element, shape in found.items()}}


def _close(found: dict[str, Shape], nested: str, starts: list[str]) -> None:
    """Let what ends inside a sub-process lead on after it."""
    after, inside, waiting = found[nested].after, set(), list(starts)
    while waiting:
        if (at := waiting.pop()) in found and at not in inside:
            inside.add(at)
            waiting += found[at].after
    for element in inside:
        if not found[element].after:
            found[element] = found[element]._replace(after=tuple(each for each in after if each not in inside))
    found[nested] = found[nested]._replace(after=(*starts, *after))


def _shape(
    step: Step, ids: Mapping[str, str], actions: Mapping[str, Action], inboxes: Mapping[str, tuple[str, ...]]
) -> Shape:
    exit_, hops = step.exit, list(_hops(step))
    asks = isinstance(exit_, Asked) or (isinstance(exit_, Tested) and any(each.action for each in exit_.branches))
    watching = _handlers(step.guard, ids)
    incoming = [flow for flow, _ in step.join.flows] if step.join else []
    joined = [step.join.all_of_them, incoming] if step.join else []
    many = len(exit_.hops) > 1 if isinstance(exit_, Onward) else exit_.many
    inner = step.work.handlers if isinstance(step.work, Nested) else Handlers()
    flows = [each.flow for each in _onward(step) if each.flow] + incoming
    about = inboxes[step.work.name][:1] if isinstance(step.work, Receive | Broadcast) else ()
    undone = [ids[step.undo.step]] if step.undo else []
    return Shape(
        does=_digest(
            [_work(step, ids, actions), _loop(step, actions), watching, _handlers(inner, ids), joined, *undone]
        ),
        leaves=_digest(_exit(step, ids, actions)),
        waits=step.work.kind not in _PASSING or step.loop is not None or asks,
        forks=many or inner.any or bool(step.guard.beside or step.guard.escalations) or step.loop is not None,
        after=tuple(dict.fromkeys(ids[hop] for hop in hops)),
        mentioned=tuple(dict.fromkeys((*flows, *about, *_watching(inner, ids)))),
    )


def _onward(step: Step) -> Iterator[Hop]:
    exit_ = step.exit
    if isinstance(exit_, Onward):
        yield from exit_.hops
    elif isinstance(exit_, Tested):
        yield from (branch.hop for branch in exit_.branches)
        yield from (hop for hop in (exit_.default, *exit_.always) if hop)
    else:
        yield from (choice.hop for choice in exit_.choices)
    if isinstance(step.work, Race):
        yield from step.work.hops


def _hops(step: Step) -> Iterator[str]:
    yield from (hop.step for hop in _onward(step))
    yield from _watchers(step.guard)


def _work(step: Step, ids: Mapping[str, str], actions: Mapping[str, Action]) -> list[object]:
    """Return what the engine sees of the work: not how long it waits, how often it tries, which variables it has."""
    work = step.work
    if isinstance(work, Perform):
        return ["action", actions[work.action].called]
    if isinstance(work, Broadcast):
        return ["broadcast", work.name, actions[work.action].called]
    if isinstance(work, Sleep):
        return ["sleep", actions[work.delay.action].called if isinstance(work.delay, Told) else ""]
    if isinstance(work, Receive):
        return ["receive", work.name, work.broadcast, work.kept]
    if isinstance(work, Call):
        return ["call", work.called]
    if isinstance(work, Nested):
        return ["nested", work.transaction, *(_chosen(work.chosen, actions) if work.chosen else ())]
    if isinstance(work, Compensate):
        return ["compensate", ids[work.step] if work.step else ""]
    if isinstance(work, Escalate):
        return ["escalate", work.code]
    return [] if isinstance(work, Nothing) else [work.kind]


def _chosen(chosen: Chosen, actions: Mapping[str, Action]) -> list[object]:
    asked = actions[chosen.items.action].called if isinstance(chosen.items, Told) else chosen.items.model_dump()
    return [asked, chosen.ordered, chosen.stops, chosen.enough.model_dump() if chosen.enough else None]


def _loop(step: Step, actions: Mapping[str, Action]) -> list[object]:
    loop = step.loop
    if loop is None:
        return []
    if isinstance(loop, Each):
        asked = actions[loop.items.action].called if isinstance(loop.items, Told) else loop.items.model_dump()
        return ["each", loop.parallel, asked, loop.enough.model_dump() if loop.enough else None]
    return ["standard", loop.before, loop.most, loop.condition.model_dump() if loop.condition else None]


def _exit(step: Step, ids: Mapping[str, str], actions: Mapping[str, Action]) -> list[object]:
    exit_ = step.exit
    if isinstance(exit_, Onward):
        return [[ids[hop.step], hop.via] for hop in exit_.hops]
    if isinstance(exit_, Asked):
        return [actions[exit_.action].called, [[choice.word, ids[choice.hop.step]] for choice in exit_.choices]]
    branches = [
        [
            actions[each.action].called if each.action else str(each.condition),
            ids[each.hop.step],
        ]
        for each in exit_.branches
    ]
    return [exit_.many, branches, [ids[hop.step] for hop in (exit_.default, *exit_.always) if hop]]


def _handlers(handlers: Handlers, ids: Mapping[str, str]) -> list[object]:
    return [
        [kind, [ids[watch.step] for watch in getattr(handlers, kind)]]
        for kind in ("until", "beside", "errors", "escalations")
        if getattr(handlers, kind)
    ]


def _watching(handlers: Handlers, ids: Mapping[str, str]) -> Iterator[str]:
    return (ids[name] for name in _watchers(handlers))


def _watchers(handlers: Handlers) -> Iterator[str]:
    yield from (each.step for each in handlers.until)
    yield from (each.step for each in handlers.beside)
    yield from (each.step for each in handlers.errors)
    yield from (each.step for each in handlers.escalations)


def _digest(value: Sequence[Any]) -> str:
    return digest_of(value)[:10]
