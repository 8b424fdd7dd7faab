"""Test the rule of currency: no answer about now contains the past, and impact mirrors lineage."""

import itertools
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import Graphs
from tests.api.test_time import Generate, Import, Retire
from tests.fixtures.api import Api, order_to_cash
from tests.fixtures.laws import examples

_NUMBERS = itertools.count(1)
_MODELS: Final = ("a", "b")
_IMPORTS = st.builds(
    Import, st.sampled_from(_MODELS), st.sampled_from("PQ"), st.sampled_from("PQ"), st.sampled_from(("Ship", "Send"))
)
_STEPS = st.lists(
    st.one_of(
        *(_IMPORTS, _IMPORTS, _IMPORTS),
        st.builds(Generate, st.sampled_from(_MODELS)),
        st.builds(Retire, st.sampled_from(_MODELS)),
    ),
    min_size=3,
    max_size=7,
)
_IDS: Final = "vertices(first: 1000) { nodes { id } }"
_STATE: Final = """{ models(filter: {retired: false}) { nodes { id versions(first: 9) { nodes { id number recordedAt
    elements(first: 20) { nodes { id } }
    builds(first: 9) { nodes { id target recordedAt artefacts(first: 20) { nodes { id } } } } } } } } }"""


async def _asked(api: Api, question: str, of: str, **more: Any) -> set[str]:
    query = f"""query($of: ID!, $asOf: DateTime, $history: Boolean) {{
      {question}(of: $of, asOf: $asOf, includeHistory: $history) {{ complete {_IDS} }} }}"""
    found = (await api.ask(query, of=of, **more))[question]
    assert found["complete"]
    return {node["id"] for node in found["vertices"]["nodes"]}


async def _current(api: Api, prefix: str) -> set[str]:
    """Return elements, versions, builds and files that are current or in use."""
    found: set[str] = set()
    for model in (await api.ask(_STATE))["models"]["nodes"]:
        if not model["id"].startswith(f"{prefix}-"):
            continue
        versions = model["versions"]["nodes"]
        last: dict[str, Any] = {}
        for version, build in ((each, build) for each in versions for build in each["builds"]["nodes"]):
            if build["target"] not in last or build["recordedAt"] > last[build["target"]][1]["recordedAt"]:
                last[build["target"]] = version, build
        alive = [max(versions, key=lambda version: version["number"]), *(version for version, _ in last.values())]
        found |= {model["id"], *(version["id"] for version in alive)}
        found |= {element["id"] for version in alive for element in version["elements"]["nodes"]}
        for _, build in last.values():
            found |= {build["id"], *(artefact["id"] for artefact in build["artefacts"]["nodes"])}
    return found


@settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=_STEPS)
async def test_the_law_of_impact_and_lineage(
    api: Api, graphs: Graphs, tenant: str, steps: list[Import | Generate | Retire]
) -> None:
    prefix = f"l{next(_NUMBERS)}"
    for step in steps:
        await step.do(api, graphs, tenant, prefix)
    current = await _current(api, prefix)
    chosen = sorted(each for each in current if "@" in each or each.startswith("build:"))
    found = {question: {one: await _asked(api, question, one) for one in chosen} for question in ("impact", "lineage")}
    for one, other in itertools.product(chosen, repeat=2):
        assert (one in found["impact"][other]) == (other in found["lineage"][one]), (one, other)
    named = set().union(*found["impact"].values(), *found["lineage"].values())
    assert {each for each in named if each.startswith((f"{prefix}-", "build:", "artefact:"))} == current


async def _calling(api: Api, calls: str) -> str:
    return await api.bring_in(Import("caller", "Caller", calls, "Ask").document("Process"), "caller")


async def test_old_and_retired_versions_are_no_impact(api: Api, graphs: Graphs, tenant: str) -> None:
    await api.bring_in(order_to_cash())
    callers = [await _calling(api, "Order") for _ in range(2)]
    assert callers[0] == callers[1]
    of = "order-to-cash#Task_Ship"
    assert "caller@1#C" in await _asked(api, "impact", of)
    (moment,) = [(await api.ask('{ impact(of: "caller") { asOf } }'))["impact"]["asOf"]]
    await _calling(api, "Other")
    assert not any(each.startswith("caller") for each in await _asked(api, "impact", of))
    assert "caller@1#C" in await _asked(api, "impact", of, asOf=moment)
    assert "caller@1#C" in await _asked(api, "impact", of, history=True)
    await _calling(api, "Order")
    assert {each for each in await _asked(api, "impact", of) if each.endswith("#C")} == {"caller@3#C"}
    await Retire("caller").do(api, graphs, tenant, "x")  # another model
    await api.ask('mutation { retireModel(input: {model: "caller"}) { problems { code } } }')
    assert not any(each.startswith("caller") for each in await _asked(api, "impact", of))


async def test_a_version_that_a_build_uses_is_not_past(api: Api) -> None:
    await api.bring_in(order_to_cash())
    build = await api.generate(await _calling(api, "Order"))
    await _calling(api, "Other")
    of = "order-to-cash#Task_Ship"
    touched = await _asked(api, "impact", of)
    assert {"caller@1#C", build} <= touched
    await api.generate("caller")
    touched = await _asked(api, "impact", of)
    assert not {"caller@1#C", build} & touched


async def test_a_search_within_and_a_change_see_no_past_either(api: Api) -> None:
    await api.bring_in(order_to_cash())
    await _calling(api, "Order")
    query = """query($history: Boolean) { search(text: "Call",
      within: {impactOf: "order-to-cash#Task_Ship", includeHistory: $history}) { edges { node { id } } } }"""
    change = """query($draft: DraftInput) { changeImpact(from: "order-to-cash", draft: $draft) {
      noImpact models { nodes { id } } } }"""
    draft = {"content": order_to_cash(ship="Send goods")}
    for calls, models, history in (("Order", ["caller"], ["caller@1#C"]), ("Other", [], ["caller@1#C", "caller@2#C"])):
        await _calling(api, calls)
        found = (await api.ask(query))["search"]["edges"]
        assert [each["node"]["id"] for each in found if each["node"]["id"].endswith("#C")] == history[: len(models)]
        changed = (await api.ask(change, draft=draft))["changeImpact"]
        assert [model["id"] for model in changed["models"]["nodes"]] == models
    found = (await api.ask(query, history=True))["search"]["edges"]
    assert "caller@1#C" in {each["node"]["id"] for each in found}
