"""Test that a build and its files are stale as soon as one of their inputs is not current."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.ir.generated import Package
from pipeline.provenance import builder
from pipeline.provenance.build import Builder
from pipeline.targets import TARGETS
from tests.fixtures.api import Api, order_to_cash

ASK = """query($id: ID!) { node(id: $id) { ... on Build { stale staleReasons { kind message then now }
  artefacts { nodes { stale staleReasons { kind message then now } } } } } }"""


async def reasons(api: Api, build: str) -> list[dict[str, Any]]:
    """Return the reasons of a build, which are also those of each of its files."""
    found = (await api.ask(ASK, id=build))["node"]
    assert found["stale"] == bool(found["staleReasons"])
    assert found["artefacts"]["nodes"]
    for artefact in found["artefacts"]["nodes"]:
        assert artefact == {"stale": found["stale"], "staleReasons": found["staleReasons"]}
    listed: list[dict[str, Any]] = found["staleReasons"]
    return listed


async def test_what_was_just_made_is_current(api: Api) -> None:
    assert await reasons(api, await api.generate(await api.bring_in(order_to_cash()))) == []


async def test_a_new_version_makes_the_code_of_the_old_one_stale(api: Api) -> None:
    first = await api.generate(await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash(ship="Send goods"))
    (reason,) = await reasons(api, first)
    assert (reason["kind"], reason["then"], reason["now"]) == ("VERSION", "order-to-cash@1", "order-to-cash@2")
    assert "order-to-cash@2" in reason["message"]
    assert await reasons(api, await api.generate("order-to-cash")) == []
    assert len(await reasons(api, first)) == 1


async def test_a_version_that_differs_in_layout_only_says_so(api: Api) -> None:
    first = await api.generate(await api.bring_in(order_to_cash()))
    await api.bring_in(order_to_cash().replace("  <process", "\n\n  <process"))
    (reason,) = await reasons(api, first)
    assert "layout only" in reason["message"]


async def test_another_ameide_makes_it_stale(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    this = builder.builder()
    monkeypatch.setattr(
        "pipeline.operations.staleness.builder", lambda: Builder(version="99", commit=None, digest="0" * 64)
    )
    release, code = await reasons(api, build)
    assert (release["kind"], release["then"], release["now"]) == ("GENERATOR", this.version, "99")
    assert (code["kind"], code["then"], code["now"]) == ("GENERATOR", this.digest, "0" * 64)


async def test_other_templates_and_packages_make_it_stale(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    target = TARGETS["temporal-python"]
    old = target.packages[0]
    newer = Package(purl=f"pkg:pypi/{old.name}@99", name=old.name, version="99")
    path = next(iter(target.digests()))
    digests = dict(target.digests()) | {path: "0" * 64}
    other = replace(target, digest=lambda: digests, packages=(newer, *target.packages[1:]))
    monkeypatch.setattr("pipeline.operations.staleness.TARGETS", {"temporal-python": other})
    template, package = await reasons(api, build)
    assert (template["kind"], template["then"], template["now"]) == ("TEMPLATE", target.digests()[path], "0" * 64)
    assert path in template["message"]
    assert (package["kind"], package["then"], package["now"]) == ("PACKAGE", old.purl, newer.purl)


async def test_a_target_that_is_gone_makes_it_stale(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    build = await api.generate(await api.bring_in(order_to_cash()))
    monkeypatch.setattr("pipeline.operations.staleness.TARGETS", {})
    (reason,) = await reasons(api, build)
    assert (reason["kind"], reason["then"], reason["now"]) == ("TARGET", "temporal-python", None)


async def test_many_builds_cost_as_many_statements_as_one(api: Api) -> None:
    for model in ("one", "two", "three"):
        await api.generate(await api.bring_in(order_to_cash(), name=model))
    ask = """query($first: Int) { builds(first: $first) { nodes { stale staleReasons { message }
      artefacts { nodes { stale staleReasons { kind } } } } } }"""
    used = []
    for first in (1, 3):
        api.counting.statements.clear()
        await api.ask(ask, first=first)
        used.append(sorted(api.counting.statements))
    assert used[0] == used[1]
    assert used[0].count("build.purls") == used[0].count("version.current") == used[0].count("version.by_id") == 1
