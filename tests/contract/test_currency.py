"""Test the rule of currency: at no moment does a question enter the past, and both directions agree."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Vertex
from graph.store import Budget, Direction, ReachQuery
from tests.contract.conftest import Backend
from tests.contract.reaching import SETTINGS
from tests.fixtures.laws import examples
from tests.fixtures.store import PATIENCE

_NUMBERS = itertools.count(1)
_MODELS = ("a", "b", "c")
_TARGETS = ("t", "u")


@dataclass(frozen=True)
class Imported:
    """A next version of a model, with an element that refers to other models' anchors and relies on their elements."""

    model: str
    refers: frozenset[str]
    relies: frozenset[str]


@dataclass(frozen=True)
class Built:
    """A build of one of the versions of a model there are, counted from the newest."""

    model: str
    target: str
    back: int


@dataclass(frozen=True)
class Retired:
    model: str


_SOME = st.frozensets(st.sampled_from(_MODELS), max_size=2)
_STEPS = st.lists(
    st.one_of(
        st.builds(Imported, st.sampled_from(_MODELS), _SOME, _SOME),
        st.builds(Imported, st.sampled_from(_MODELS), _SOME, _SOME),
        st.builds(Built, st.sampled_from(_MODELS), st.sampled_from(_TARGETS), st.integers(0, 2)),
        st.builds(Retired, st.sampled_from(_MODELS)),
    ),
    min_size=3,
    max_size=10,
)


@dataclass
class State:
    """The written records, and those that are current or in use."""

    prefix: str
    versions: dict[str, int] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    last: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """Model and target to the build and the version it used."""
    builds: int = 0
    offered: dict[str, str] = field(default_factory=dict)
    """Model to the element that its anchor means."""
    vertices: dict[str, str] = field(default_factory=dict)
    """uid to the version, build or model that it belongs to; empty where to none."""

    def batch(self, step: Imported | Built | Retired) -> Batch | None:
        """Return what a step writes; None where there is nothing for it."""
        model = self.prefix + step.model
        if model in self.retired or (not isinstance(step, Imported) and model not in self.versions):
            return None
        match step:
            case Imported():
                return self._imported(model, step)
            case Built():
                return self._built(model, step.target, max(1, self.versions[model] - step.back))
            case Retired():
                self.retired.add(model)
                return Batch(ends=(EndOfVertex(model), *self._ended(model)))

    def _imported(self, model: str, step: Imported) -> Batch:
        number = self.versions[model] = self.versions.get(model, 0) + 1
        version, (anchor, *others) = f"{model}@{number}", map(self._anchor, (step.model, *(step.refers - {step.model})))
        whole, part = f"{version}#whole", f"{version}#part"
        relied = [
            self.offered[self.prefix + each]
            for each in step.relies - {step.model}
            if self.prefix + each in self.offered
        ]
        ended = self._ended(model)
        self.offered[model] = whole
        vertices = [
            Vertex("Version", version, {"model": model, "number": number}),
            *(Vertex("Element", uid, {"version": version}) for uid in (whole, part)),
            Vertex("Finding", f"finding:{version.replace('@', '-')}", {"version": version}),
        ]
        self._belong(vertices, version)
        shared = [Vertex("Model", model), *(Vertex("Anchor", each) for each in (anchor, *others))]
        self._belong(shared[:1], model)
        self._belong([*shared[1:], actor := Vertex("Actor", f"actor:{self.prefix}|who")], "")
        edges = [
            *(Edge("STATED_IN", uid, version) for uid in (whole, part)),
            *(Edge("CONTAINS", whole, part), Edge("VERSION_OF", version, model), Edge("BY", version, actor.uid)),
            Edge("FOUND_IN", vertices[-1].uid, version),
            *(Edge("REFERS_TO", part, each) for each in others),
            *(Edge("RELIES_ON", part, each) for each in relied),
            Edge("RESOLVES_TO", anchor, whole),
        ]
        return Batch((*vertices, *shared, actor), tuple(edges), ended)

    def _built(self, model: str, target: str, number: int) -> Batch:
        self.builds += 1
        digest = f"{self.prefix}{self.builds}"
        build, version = f"build:{digest}", f"{model}@{number}"
        artefact, region = f"artefact:{digest}/f", f"region:{digest}/f#part"
        self.last[model, target] = (build, number)
        vertices = [
            Vertex("Build", build, {"version": version, "target": target}),
            *(Vertex(label, uid, {"build": build}) for label, uid in (("Artefact", artefact), ("Region", region))),
        ]
        self._belong(vertices, build)
        package = Vertex("Package", f"package:{self.prefix}")
        self._belong([package], "")
        edges = (
            *(Edge("USED", build, version), Edge("DEPENDS_ON", build, package.uid)),
            *(Edge("GENERATED_BY", uid, build) for uid in (artefact, region)),
            *(Edge("HAS_REGION", artefact, region), Edge("GENERATED_FROM", region, f"{version}#part")),
            Edge("MADE_FROM", build, f"{version}#part"),
        )
        return Batch((*vertices, package), edges)

    def _anchor(self, model: str) -> str:
        return f"anchor:h:process:{self.prefix}{model}"

    def _ended(self, model: str) -> tuple[EndOfEdge, ...]:
        before = self.offered.pop(model, None)
        return () if before is None else (EndOfEdge("RESOLVES_TO", self._anchor(model[-1]), before),)

    def _belong(self, vertices: Sequence[Vertex], group: str) -> None:
        self.vertices.update((vertex.uid, group) for vertex in vertices)

    def current(self) -> frozenset[str]:
        """Return what is not past."""
        groups = {"", *self._groups()}
        return frozenset(uid for uid, group in self.vertices.items() if group in groups)

    def _groups(self) -> Iterator[str]:
        for model, number in self.versions.items():
            if model not in self.retired:
                yield from (model, f"{model}@{number}")
        for (model, _), (build, number) in self.last.items():
            if model not in self.retired:
                yield from (build, f"{model}@{number}")


@settings(SETTINGS, max_examples=examples(12))
@given(steps=_STEPS)
async def test_what_is_past_is_not_entered(backend: Backend, steps: Sequence[Imported | Built | Retired]) -> None:
    state = State(f"m{next(_NUMBERS)}")
    moments: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for step in steps:
        batch = state.batch(step)
        if batch is None:
            continue
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(batch)
        moments[store.now] = state.current(), frozenset(state.vertices)
    async with backend.graphs.reading(backend.tenant) as store:
        for moment, (current, known) in list(moments.items())[-2:]:
            found: dict[Direction, set[tuple[str, str]]] = {direction: set() for direction in Direction}
            for direction, one in itertools.product(Direction, sorted(current)):
                query = ReachQuery((one,), direction, as_of=moment, budget=Budget(seconds=PATIENCE), current=True)
                reached = {each.vertex["uid"] for each in (await store.reach(query)).page}
                assert reached <= current, (one, direction)
                found[direction] |= {(one, other) for other in reached}
            assert {pair[::-1] for pair in found[Direction.IMPACT]} == found[Direction.LINEAGE]
            for one in sorted(known - current):
                for direction in Direction:
                    query = ReachQuery((one,), direction, as_of=moment, budget=Budget(seconds=PATIENCE), current=True)
                    assert (await store.reach(query)).page[0].vertex["uid"] == one


async def test_a_question_that_begins_in_the_past_sees_the_version_it_begins_in(backend: Backend) -> None:
    state = State("past-")
    for step in (
        Imported("a", frozenset(), frozenset()),
        Built("a", "t", 0),
        Imported("a", frozenset(), frozenset()),
        Built("a", "t", 0),
    ):
        batch = state.batch(step)
        assert batch is not None
        async with backend.graphs.writing(backend.tenant) as store:
            await store.write(batch)
    async with backend.graphs.reading(backend.tenant) as store:

        async def asked(start: str, direction: Direction, *, current: bool = True) -> set[str]:
            query = ReachQuery((start,), direction, current=current, budget=Budget(seconds=PATIENCE))
            answer = await store.reach(query)
            return {each.vertex["uid"] for each in answer.page if each.hop}

        old = {"build:past-1", "artefact:past-1/f", "region:past-1/f#part"}
        assert await asked("past-a@1#part", Direction.IMPACT) == {"past-a@1#whole"}
        assert await asked("past-a@1#part", Direction.IMPACT, current=False) == {"past-a@1#whole", *old}
        assert {"past-a@1", "past-a@1#part", "past-a"} < await asked("artefact:past-1/f", Direction.LINEAGE)
        assert await asked("past-a", Direction.IMPACT) == {
            "anchor:h:process:past-a",
            *("past-a@2", "past-a@2#whole", "past-a@2#part", "finding:past-a-2"),
            *("build:past-2", "artefact:past-2/f", "region:past-2/f#part"),
        }
