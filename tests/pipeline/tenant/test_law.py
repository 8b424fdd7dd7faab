"""Test that after any changes the open findings equal those of the current models, checked from scratch."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import Graphs
from pipeline.ir.graph import reachable
from tests.fixtures.laws import examples
from tests.pipeline.tenant.exchanging import Process, plain
from tests.pipeline.tenant.models import Models

_NUMBERS = itertools.count(1)
_IDS = ("P", "Q", "R")
_CALLED = (*_IDS, "Nobody", "t:P", "u:P", "u:Q")
_USED = ("a", "b", "t:a", "u:a", "u:b")
_NAMED = st.tuples(st.sampled_from(["message", "signal"]), st.sampled_from("xy"))
_CODED = st.tuples(st.sampled_from(["error", "escalation"]), st.sampled_from("xy"))


def _some(values: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.lists(values, max_size=2, unique=True).map(tuple)


@st.composite
def _processes(draw: st.DrawFn) -> Process:
    calls = tuple(draw(st.lists(st.sampled_from(_CALLED), max_size=2, unique=True)))
    handled = st.tuples(
        st.sampled_from(calls or ("",)), st.sampled_from(["error", "escalation"]), st.sampled_from("xy")
    )
    return Process(
        id=draw(st.sampled_from(_IDS)),
        calls=calls,
        throws=draw(_some(_NAMED)) + draw(_some(_CODED)),
        catches=draw(_some(_NAMED)),
        handles=tuple(draw(st.lists(handled, max_size=2, unique=True))) if calls else (),
        states=draw(_some(st.tuples(st.just("resource"), st.sampled_from("ab")))),
        uses=tuple(draw(st.lists(st.sampled_from(_USED), max_size=2, unique=True))),
        namespace=draw(st.sampled_from("tu")),
    )


_MODELS = ("a", "b", "c", "d")
_STEPS = st.lists(
    st.tuples(st.sampled_from(_MODELS), st.one_of(_processes(), _processes(), st.sampled_from(["retire", "erase"]))),
    min_size=2,
    max_size=9,
)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
async def test_what_is_open_is_what_the_current_models_have(
    graphs: Graphs, tenant: str, steps: Sequence[tuple[str, Process | str]]
):
    models = Models(graphs, tenant)
    prefix = f"t{next(_NUMBERS)}"
    current: dict[str, tuple[str, Process]] = {}
    retired: set[str] = set()
    then: dict[str, set[tuple[str, str]]] = {}
    for model, step in steps:
        name = f"{prefix}-{model}"
        if name in retired or (isinstance(step, str) and name not in current):
            continue
        if isinstance(step, Process):
            own = _scoped(step, prefix)
            current[name] = await models.add(name, own), own
        else:
            del current[name]
            if step == "retire":
                await models.retire(name)
                retired.add(name)
            else:
                await models.erase(name)
                then.clear()
        then[await models.now()] = found = {each for each in await models.found() if each[1].startswith(f"{prefix}-")}
        assert found == set(_expected(dict(current.values())))
    for moment, found in then.items():
        assert {each for each in await models.found(as_of=moment) if each[1].startswith(f"{prefix}-")} == found


def _scoped(process: Process, prefix: str) -> Process:
    """Return the process with ids and names that no other example uses."""
    named = {
        field: tuple((kind, prefix + name) for kind, name in getattr(process, field))
        for field in ("throws", "catches", "states")
    }
    handles = tuple((_own(prefix, called), kind, name and prefix + name) for called, kind, name in process.handles)
    calls = tuple(_own(prefix, each) for each in process.calls)
    uses = tuple(_own(f"resource_{prefix}", each) for each in process.uses)
    return Process(prefix + process.id, calls, handles=handles, uses=uses, namespace=process.namespace, **named)


def _own(prefix: str, id_: str) -> str:
    space, colon, local = id_.rpartition(":")
    return space + colon + prefix + local


def _expected(current: Mapping[str, Process]) -> Iterator[tuple[str, str]]:
    """Yield (rule, element) as derived from the current documents alone."""
    offered: dict[str, list[str]] = {}
    for version, process in current.items():
        offered.setdefault(process.id, []).append(version)
    processes = {version: {process.id} for version, process in current.items()}
    meant = {
        version: {each: _meant(version, each, current, processes) for each in process.calls}
        for version, process in current.items()
    }
    following = {version: [after for each in calls.values() for after in each] for version, calls in meant.items()}
    yield from _used(current)
    for version, process in current.items():
        yield from _exchanged(version, process, current)
        if len(offered[process.id]) > 1:
            yield "duplicate-process-id", f"{version}#{process.id}"
        for called, targets in meant[version].items():
            call = f"{version}#Call_{plain(called)}"
            if not targets:
                yield "unknown-call", call
            if len(targets) > 1:
                yield "ambiguous-reference", call
            if version in reachable(targets, following):
                yield "call-cycle", call


def _meant(
    version: str, mention: str, current: Mapping[str, Process], stated: Mapping[str, Collection[str]]
) -> Sequence[str]:
    """Return the versions that have what a version mentions."""
    space, _, id_ = mention.rpartition(":")
    foreign = space not in ("", current[version].namespace)
    if id_ in stated[version] and not foreign:
        return [version]
    return [
        each for each, other in current.items() if id_ in stated[each] and (not foreign or other.namespace == space)
    ]


def _used(current: Mapping[str, Process]) -> Iterator[tuple[str, str]]:
    stated = {version: {f"{kind}_{name}" for kind, name in process.states} for version, process in current.items()}
    used = set()
    for version, process in current.items():
        for mention in process.uses:
            meant = _meant(version, mention, current, stated)
            used |= {f"{each}#{mention.rpartition(':')[2]}" for each in meant}
            if not meant and mention.rpartition(":")[0] not in ("", process.namespace):
                yield "unknown-import", f"{version}#Use_{plain(mention)}"
            if len(meant) > 1:
                yield "ambiguous-reference", f"{version}#Use_{plain(mention)}"
    for element in {f"{version}#{id_}" for version, ids in stated.items() for id_ in ids} - used:
        yield "unused-root-element", element


def _exchanged(version: str, process: Process, current: Mapping[str, Process]) -> Iterator[tuple[str, str]]:
    thrown = {each for other in current.values() for each in other.throws}
    caught = {each for other in current.values() for each in other.catches}
    # engines know a process by its id alone
    handled = {(id_.rpartition(":")[2], *rest) for other in current.values() for id_, *rest in other.handles}
    for kind, name in process.throws:
        element = f"{version}#Throw_{kind}_{name}"
        if kind in {"message", "signal"} and (kind, name) not in caught:
            yield f"uncaught-{kind}", element
        if kind in {"error", "escalation"} and not {(process.id, kind, name), (process.id, kind, "")} & handled:
            yield f"unhandled-{kind}", element
    for kind, name in process.catches:
        if (kind, name) not in thrown:
            yield f"unthrown-{kind}", f"{version}#Catch_{kind}_{name}"
