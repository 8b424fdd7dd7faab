"""Time: whatever was imported, built or ended since, a question of a moment is answered as it was answered then."""

import itertools
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import Graphs
from pipeline.ir.document import Actor
from pipeline.operations.retire import retire
from pipeline.tenant.together import TENANT_RULES
from tests.fixtures.api import Api
from tests.fixtures.laws import examples

_NUMBERS = itertools.count(1)
_ACTOR: Final = Actor(issuer="test", subject="time")
_MODELS: Final = ("a", "b", "c")
_TASKS: Final = ("Ship", "Send")


@dataclass(frozen=True)
class Import:
    """A document of one process that calls another, which may or may not be there, or be there twice."""

    model: str
    process: str
    calls: str
    task: str

    async def do(self, api: Api, graphs: Graphs, tenant: str, prefix: str) -> None:
        given = {"name": f"{prefix}-{self.model}", "content": self.document(prefix)}
        await api.ask("mutation($input: ImportModelInput!) { importModel(input: $input) { unchanged } }", input=given)

    def document(self, prefix: str) -> str:
        return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
          <process id="{prefix}_{self.process}" name="{self.process}" isExecutable="true"><startEvent id="S" name="S"/>
          <sequenceFlow id="F1" sourceRef="S" targetRef="T"/><serviceTask id="T" name="{self.task}"/>
          <sequenceFlow id="F2" sourceRef="T" targetRef="C"/>
          <callActivity id="C" name="Call" calledElement="{prefix}_{self.calls}"/>
          <sequenceFlow id="F3" sourceRef="C" targetRef="E"/><endEvent id="E" name="E"/></process></definitions>"""


@dataclass(frozen=True)
class Generate:
    """A build of whatever is current; equal input makes none."""

    model: str

    async def do(self, api: Api, graphs: Graphs, tenant: str, prefix: str) -> None:
        given = {"version": f"{prefix}-{self.model}", "target": "temporal-python"}
        await api.ask("mutation($input: GenerateInput!) { generate(input: $input) { reused } }", input=given)


@dataclass(frozen=True)
class Retire:
    """The end of a model."""

    model: str

    async def do(self, api: Api, graphs: Graphs, tenant: str, prefix: str) -> None:
        await retire(f"{prefix}-{self.model}", "over", graphs, tenant, _ACTOR)


Step = Import | Generate | Retire
_ONE: Final = st.sampled_from(_MODELS)
_IMPORTS: Final = st.builds(Import, _ONE, _ONE, _ONE, st.sampled_from(_TASKS))
_STEPS: Final = st.lists(_IMPORTS | st.builds(Generate, _ONE) | st.builds(Retire, _ONE), max_size=5)


_REACH: Final = """{ startIds complete truncatedBy asOf totalCount countsByLabel { label count }
  countsByHop { hop count } export(format: JSON) { text }
  vertices(first: 99) { nodes { __typename id ... on Finding { rule until } ... on Model { until } } }
  edges(first: 99) { nodes { kind from to evidence } } }"""
_PATHS: Final = "{ startIds endIds pathsComplete totalCount paths { steps { node { id } edges { kind } } } }"
_OF_ANCHOR: Final = f"""query($anchor: ID!, $asOf: DateTime) {{
  impact(of: $anchor, asOf: $asOf) {_REACH} }}"""
_OF_MODEL: Final = f"""
query($model: ID!, $process: ID!, $task: ID!, $call: ID!, $first: ID!, $draft: DraftInput!, $asOf: DateTime) {{
  lineage: lineage(of: $task, asOf: $asOf) {_REACH}
  task: impact(of: $task, asOf: $asOf) {_REACH}
  process: impact(of: $process, includeFlow: true, includeHistory: true, asOf: $asOf) {_REACH}
  model: impact(of: $model, asOf: $asOf) {_REACH}
  up: paths(from: $model, to: $task, mode: ALL_SIMPLE, direction: IMPACT, asOf: $asOf) {_PATHS}
  down: paths(from: $process, to: $task, mode: K_SHORTEST, asOf: $asOf) {_PATHS}
  called: element(of: $call, asOf: $asOf) {{ id findings {{ nodes {{ id rule }} }} }}
  element(of: $task, asOf: $asOf) {{ id name currentRegions {{ id spans {{ start end }} }}
    findings {{ nodes {{ id rule }} }} version {{ id findings(asOf: $asOf) {{ nodes {{ id rule }} }} }} }}
  then: model(id: $model, asOf: $asOf) {{
    name until current {{ id }} versions {{ totalCount nodes {{ id }} }} builds {{ totalCount nodes {{ id }} }} }}
  diff(from: $first, to: $model, asOf: $asOf) {{ to {{ id }} identical countsByChange {{ change count }} }}
  changeImpact(from: $model, draft: $draft, asOf: $asOf) {{ noImpact complete asOf startIds
    elements(first: 99) {{ nodes {{ id }} }} artefacts {{ nodes {{ id }} }}
    builds {{ nodes {{ id }} }} models {{ nodes {{ id name }} }}
    findingsAppearing {{ nodes {{ rule element }} }} findingsVanishing {{ nodes {{ rule element }} }} }} }}"""


async def answers(api: Api, prefix: str, as_of: str | None) -> list[Any]:
    """Return the answers or refusals about two models, by default as of now."""
    told = []
    for model in _MODELS[:2]:
        slug = f"{prefix}-{model}"
        draft = Import(model, model, "a", "Something else").document(prefix)
        given: dict[str, Any] = {
            "model": slug,
            "process": f"{slug}#{prefix}_{model}",
            "task": f"{slug}#T",
            "call": f"{slug}#C",
        }
        given |= {"first": f"{slug}@1", "draft": {"content": draft}}
        told.append(await _answer(api, _OF_ANCHOR, as_of, anchor=f"anchor:bpmn:process:{prefix}_{model}"))
        told.append(await _answer(api, _OF_MODEL, as_of, **given))
    return told


async def _answer(api: Api, query: str, as_of: str | None, **given: Any) -> Any:
    """Return the answer, or the refusal, which can only be that the id is unknown."""
    body = await api.post(query, asOf=as_of, **given)
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    assert codes <= {"UNKNOWN_ID"}, body["errors"]
    return sorted(codes) or _of_then(body["data"])


def _of_then(data: dict[str, Any]) -> dict[str, Any]:
    """Return the answer without its forecast, which is only made for the present."""
    if change := data.get("changeImpact"):
        del change["noImpact"]
        for name in ("findingsAppearing", "findingsVanishing"):
            change[name] = [each for each in change[name]["nodes"] if each["rule"] not in TENANT_RULES]
    return data


@settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
async def test_what_was_answered_then_is_answered_of_then(api: Api, graphs: Graphs, tenant: str, steps: list[Step]):
    prefix = f"h{next(_NUMBERS)}"
    told: dict[str, list[Any]] = {}
    for step in [Import("a", "a", "b", "Ship"), *steps]:
        await step.do(api, graphs, tenant, prefix)
        async with graphs.reading(tenant) as store:
            now = store.now
        told[now] = await answers(api, prefix, None)
    assert isinstance(told[min(told)][1], dict)
    for moment, given_then in told.items():
        assert await answers(api, prefix, moment) == given_then
