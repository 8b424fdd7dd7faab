"""Read a reach for a file, page after page, from the snapshot of the rest of the answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.store import Link, Reach, Reached, ReachQuery, Truncation
from resolvers.errors import Refused
from resolvers.export import FORMATS, Format
from resolvers.export.exported import Edge, Exported, Vertex
from resolvers.unit import Unit
from schema.export import ExportFormat, ReachExport
from schema.reach import Truncation as ShownTruncation
from schema.scalars import DateTime

_PAGE: Final = 5_000
# by label: the property that says what a vertex is called, and the one that says what it is
_NAMES: Final[Mapping[str, tuple[str | None, str | None]]] = {
    "Version": ("name", "format"),
    "Element": ("name", "kind"),
    "Anchor": ("target", "type"),
    "Finding": ("message", "rule"),
    "Build": (None, "target"),
    "Artefact": ("path", "mediaType"),
    "Region": ("path", None),
    "Package": ("name", "ecosystem"),
    "Actor": ("subject", None),
}


async def export(unit: Unit, query: ReachQuery, format_: ExportFormat, most: int | None) -> ReachExport:
    """Export a reach as text. Raises Refused for a bad `most`, or where one answer would hold too much."""
    chosen = FORMATS[str(format_.value)]
    if most is not None and most < 1:
        raise Refused("BAD_FIRST", f"most is 1 or more, not {most}.")
    exported = await _gather(unit, query, chosen, min(most or chosen.vertices, chosen.vertices))
    text = await asyncio.to_thread(chosen.write, exported)
    unit.hold(len(text))
    return ReachExport(
        text=text,
        media_type=chosen.media_type,
        as_of=DateTime(exported.as_of),
        complete=exported.complete,
        truncated_by=None if exported.truncated_by is None else ShownTruncation(exported.truncated_by),
        truncated_at_depth=exported.truncated_at_depth,
        vertex_count=len(exported.vertices),
        edge_count=len(exported.edges),
        vertices_left_out=exported.vertices_left_out,
        edges_left_out=exported.edges_left_out,
    )


async def _gather(unit: Unit, query: ReachQuery, format_: Format, most: int) -> Exported:
    vertices: list[Vertex] = []
    place = None
    while True:
        page = replace(query, first=min(_PAGE, most - len(vertices)), after=place, cyclic=False, cycles=0)
        answer = await unit.reach(page)
        vertices += map(_vertex, answer.page)
        if not answer.has_next or len(vertices) >= most:
            break
        place = (vertices[-1].hop, vertices[-1].id)
    named = [vertex.id for vertex in vertices]
    total, links = await unit.edges_among(named, answer.as_of, format_.edges, None) if named else (0, ())
    return _exported(query, answer, vertices, tuple(map(_edge, links)), total)


def _exported(
    query: ReachQuery, answer: Reach, vertices: list[Vertex], edges: tuple[Edge, ...], total: int
) -> Exported:
    left_out = answer.total - len(vertices)
    cut = left_out > 0 or total > len(edges)
    depths = [] if answer.truncated_at_depth is None else [answer.truncated_at_depth]
    if left_out > 0:
        depths.append(max(0, vertices[-1].hop - 1))
    return Exported(
        question=f"{query.direction.value} of {', '.join(query.start)}",
        as_of=answer.as_of,
        complete=answer.complete and not cut,
        truncated_by=(answer.truncated_by or (Truncation.SIZE if cut else None)),
        truncated_at_depth=min(depths, default=None),
        vertices=tuple(vertices),
        edges=edges,
        vertices_left_out=left_out,
        edges_left_out=total - len(edges),
    )


def _vertex(reached: Reached) -> Vertex:
    row = reached.vertex
    name, kind = (row.get(property_, "") if property_ else "" for property_ in _NAMES.get(row["label"], (None, None)))
    return Vertex(reached.hop, row["uid"], row["label"], str(kind), str(name), row.get("line"))


def _edge(link: Link) -> Edge:
    return Edge(link.kind, link.start, link.end, tuple(link.properties.get("evidence", ())))
