"""Find the waivers that accept findings."""

from collections.abc import Sequence

from pipeline.operations import waive as waiving
from resolvers.unit import Unit
from schema.waiver import Waiver

About = tuple[str, str, str | None]
"""(rule, version, element) of a finding, by uid."""


async def waivers_of(unit: Unit, wanted: Sequence[tuple[About, str | None]]) -> list[str | None]:
    """Return the uid of the waiver that holds for each finding at its moment, the nearest to it first."""
    found: list[str | None] = [None] * len(wanted)
    for as_of in {at for _, at in wanted}:
        moment = as_of or await unit.now()
        places = {place: waiving.anchors(*about) for place, (about, at) in enumerate(wanted) if at == as_of}
        asked = sorted({anchor for anchors in places.values() for anchor in anchors})
        rows = await unit.rows("waiver.of_anchors", anchors=asked, asOf=moment, day=moment[:10])
        held = {row["anchor"]: row["waiver"] for row in reversed(rows)}
        for place, anchors in places.items():
            found[place] = next((held[anchor] for anchor in anchors if anchor in held), None)
    return found


async def accepted(unit: Unit, waived: bool | None) -> dict[str, object]:
    """Return the parameters of a list of findings that select waived or open ones."""
    if waived is None:
        return {"waived": "", "accepted": []}
    now = await unit.now()
    rows = await unit.rows("waiver.standing", model="", asOf=now, day=now[:10])
    about = [Waiver.from_row(row["waiver"]) for row in rows]
    return {"waived": "yes" if waived else "no", "accepted": [f"{each.rule} {each.about}" for each in about]}
