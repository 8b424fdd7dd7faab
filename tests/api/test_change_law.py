"""Compare changeImpact with the effects of importing the draft, and test that the question leaves no trace."""

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph.portable import Counts, PortableGraphs
from pipeline.tenant.together import TENANT_RULES
from tests.fixtures.api import Api
from tests.fixtures.laws import examples

_NUMBERS = itertools.count(1)
_NAMES: Final = ("Pay", "Ship", "Check", "")
_CALLED: Final = ("other", "nobody")
_TOLD: Final = """query($from: ID!, $draft: DraftInput!) { changeImpact(from: $from, draft: $draft) {
  noImpact complete asOf startIds diff { matchedByMeaningCount }
  elements(first: 999) { nodes { id } } artefacts(first: 99) { nodes { id } } regions(first: 99) { nodes { id } }
  builds { nodes { id } } models { nodes { id } }
  findingsTogether
  findingsAppearing { nodes { model rule element } } findingsVanishing { nodes { model rule element } } } }"""
_OPEN: Final = """{ findings(first: 999) { nodes { rule version { model { id } } element { id } } } }"""
_STATED: Final = """query($id: ID!) { node(id: $id) { ... on Version { elements(first: 99) { nodes {
  id sourceId digest parents { nodes { id } } } } findings { nodes { rule element { id } } } } } }"""
_REACHED: Final = """query($of: ID!, $asOf: DateTime!) { impact(of: $of, depth: 50, asOf: $asOf) {
  complete vertices(first: 999) { nodes { __typename id ... on Artefact { build { id } } } } } }"""


@dataclass(frozen=True)
class Process:
    """Steps in a row, some of them calls; the last may lead nowhere."""

    tasks: tuple[tuple[int, str], ...]
    calls: tuple[tuple[int, str], ...]
    dangling: bool

    def document(self, prefix: str, id_: str = "own") -> str:
        steps = [f'<userTask id="T{number}" name="{name}"/>' for number, name in self.tasks]
        steps += [f'<callActivity id="C{at}" name="Call" calledElement="{prefix}_{to}"/>' for at, to in self.calls]
        ids = ["S", *(f"T{number}" for number, _ in self.tasks), *(f"C{number}" for number, _ in self.calls), "E"]
        ids += ["Missing"] if self.dangling else []
        flows = [
            f'<sequenceFlow id="F_{start}" sourceRef="{start}" targetRef="{end}"/>'
            for start, end in itertools.pairwise(ids)
        ]
        return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t">
          <process id="{prefix}_{id_}" name="P" isExecutable="true"><startEvent id="S" name="S"/>{"".join(steps)}
          {"".join(flows)}<endEvent id="E" name="E"/></process></definitions>"""


def _numbered(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[int, str], ...]]:
    return st.dictionaries(st.integers(0, 3), values, max_size=3).map(lambda found: tuple(sorted(found.items())))


_PROCESSES: Final = st.builds(
    Process, _numbered(st.sampled_from(_NAMES)), _numbered(st.sampled_from(_CALLED)), st.booleans()
)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(before=_PROCESSES, after=_PROCESSES, caller=st.sampled_from(("own", "nobody")), built=st.booleans())
async def test_what_is_told_is_what_comes(
    api: Api, graphs: PortableGraphs, tenant: str, before: Process, after: Process, caller: str, built: bool
):
    prefix = f"h{next(_NUMBERS)}"
    own = f"{prefix}-own"
    await api.bring_in(Process((), ((1, caller),), False).document(prefix, "caller"), name=f"{prefix}-caller")
    await api.bring_in(before.document(prefix), name=own)
    if built and not before.dangling:
        await _build(api, f"{own}@1")
    held = await _held(graphs, tenant)
    open_ = await _together(api)
    told = (await api.ask(_TOLD, **{"from": own}, draft={"content": after.document(prefix)}))["changeImpact"]
    assert await _held(graphs, tenant) == held
    assume(told["diff"]["matchedByMeaningCount"] == 0)
    imported = await api.bring_in(after.document(prefix), name=own)
    old, new = [(await api.ask(_STATED, id=id_))["node"] for id_ in (f"{own}@1", imported)]
    starts = _bears_on(old, new) if imported != f"{own}@1" else set()
    assert set(told["startIds"]) == starts
    reached = [(await api.ask(_REACHED, of=of, asOf=told["asOf"]))["impact"] for of in sorted(starts)]
    nodes = {node["id"]: node for each in reached for node in each["vertices"]["nodes"]}.values()
    assert told["complete"] is all(each["complete"] for each in reached)
    for field, type_ in (("elements", "Element"), ("artefacts", "Artefact"), ("regions", "Region")):
        assert _ids(told[field]) == {node["id"] for node in nodes if node["__typename"] == type_}
    assert _ids(told["builds"]) == {node["build"]["id"] for node in nodes if node["__typename"] == "Artefact"}
    assert _ids(told["models"]) == {node["id"].split("@")[0] for node in nodes if node["__typename"] == "Element"} - {
        own
    }
    assert told["findingsTogether"]
    now = await _together(api)
    lost, won = (
        {(own, *each): number for each, number in found.items()} if starts else {}
        for found in (_findings(old) - _findings(new), _findings(new) - _findings(old))
    )
    lost, won = Counter(lost) + (open_ - now), Counter(won) + (now - open_)
    assert _told(told["findingsVanishing"]) == lost
    assert _told(told["findingsAppearing"]) == won
    others = _ids(told["artefacts"]) | _ids(told["regions"]) | _ids(told["models"])
    assert told["noImpact"] == (told["complete"] and not others and not lost and not won)


async def _build(api: Api, version: str) -> None:
    """Generate from a version, if it can be; a version that cannot leaves no build."""
    given = {"version": version, "target": "temporal-python"}
    await api.ask("mutation($input: GenerateInput!) { generate(input: $input) { reused } }", input=given)


async def _held(graphs: PortableGraphs, tenant: str) -> tuple[str, Counts]:
    """Return when the tenant was last written, and its counts of records."""
    async with graphs.exporting(tenant) as unit:
        counts = await unit.counts()
        assert counts.vertices["Element"] > 0
        return unit.now, counts


def _bears_on(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    """Return the elements of the old version that are gone, have other content, or gained a part."""
    was, is_ = [{each["sourceId"]: each for each in version["elements"]["nodes"]} for version in (old, new)]
    found = {each["id"] for id_, each in was.items() if id_ not in is_ or is_[id_]["digest"] != each["digest"]}
    for id_, each in is_.items():
        if id_ not in was:
            (parent,) = each["parents"]["nodes"]
            found.add(was[parent["id"].partition("#")[2]]["id"])
    return found


def _ids(page: dict[str, Any]) -> set[str]:
    return {node["id"] for node in page["nodes"]}


def _findings(version: dict[str, Any]) -> Counter[tuple[str, str | None]]:
    return Counter(
        (each["rule"], each["element"] and each["element"]["id"].partition("#")[2])
        for each in version["findings"]["nodes"]
        if each["rule"] not in TENANT_RULES
    )


async def _together(api: Api) -> Counter[tuple[str, str, str | None]]:
    """Open findings about several models, of all models."""
    return Counter(
        (each["version"]["model"]["id"], each["rule"], each["element"] and each["element"]["id"].partition("#")[2])
        for each in (await api.ask(_OPEN))["findings"]["nodes"]
        if each["rule"] in TENANT_RULES
    )


def _told(page: dict[str, Any]) -> Counter[tuple[str, str, str | None]]:
    return Counter((each["model"], each["rule"], each["element"]) for each in page["nodes"])
