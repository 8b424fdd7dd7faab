"""Batch the reads behind lines: regions of files, and regions of elements in current builds."""

from collections import defaultdict
from collections.abc import Sequence

from graph.records import address, element_uid
from pipeline.ir.lines import Spans, pairs
from resolvers.errors import unknown
from resolvers.unit import Unit

Wanted = tuple[str, str | None]
"""An element, by its uid, and a moment."""


async def owned_lines(unit: Unit, artefacts: list[str]) -> list[dict[str, Spans]]:
    """Return the regions of each artefact, with their spans."""
    found: dict[str, dict[str, Spans]] = defaultdict(dict)
    for row in await unit.rows("artefact.lines", artefacts=sorted(set(artefacts))):
        found[row["artefact"]][row["region"]] = pairs(row["spans"])
    return [found[artefact] for artefact in artefacts]


async def current_regions(unit: Unit, wanted: Sequence[Wanted]) -> list[list[str]]:
    """Return, for each element, the uids of its regions in current builds of its model."""
    found = {as_of: await _regions_at(unit, wanted, as_of) for as_of in {as_of for _, as_of in wanted}}
    return [found[as_of][element] for element, as_of in wanted]


async def _regions_at(unit: Unit, wanted: Sequence[Wanted], as_of: str | None) -> dict[str, list[str]]:
    named = {element: _parts(element) for element, at in wanted if at == as_of}
    builds = await _current_builds(unit, sorted({model for model, _ in named.values()}), as_of)
    used = {
        element: [(element_uid(version, id_), build) for build, version in builds[model]]
        for element, (model, id_) in named.items()
    }
    pairs = [
        {"element": element, "build": build} for element, build in sorted({p for each in used.values() for p in each})
    ]
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in await unit.rows("element.built", wanted=pairs) if pairs else ():
        made[(row["element"], row["build"])].append(row["region"])
    return {element: sorted(uid for pair in each for uid in made[pair]) for element, each in used.items()}


async def _current_builds(unit: Unit, models: list[str], as_of: str | None) -> dict[str, list[tuple[str, str]]]:
    """Return (build, version) of each model, one pair for each target."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in await unit.rows("build.current", models=models, asOf=as_of or await unit.now()):
        build, version = row["build"]
        found[row["model"]].append((build, version))
    return found


def _parts(element: str) -> tuple[str, str]:
    parts = address(element)
    if parts is None or parts.element is None:
        raise unknown(element)
    return parts.model, parts.element
