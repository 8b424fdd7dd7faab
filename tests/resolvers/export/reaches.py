"""Make reaches with hostile names."""

from hypothesis import strategies

from resolvers.export.exported import Edge, Exported, Vertex

WORDS = (
    '"', "`", "`md`", "[", "](", "]]", "{", "}", "|", "%%{init: {}}%%", "%% no", "click n0 call x()", "end", "---",
    "-->", "<b onload=x>", "</data>", "&amp;", "#quot;", "#35;", "\n", "\r\n", "\t", ";", "=1+1", "+1", "-1", "@x", "'",
    "ﬂ°°60¶ß", "１. x", "1. x", "fa:fa-bomb", ":::start", "style:x#y;", "\u202e", "\ufffe", "\x00", "\x1b", "ü", "名",
    "subgraph", "class n0 start", "\ud7ff", "\U0001f4a3", "\N{FULLWIDTH EQUALS SIGN}1",
)  # fmt: skip
TEXTS = strategies.lists(
    strategies.sampled_from(WORDS) | strategies.text(strategies.characters(exclude_categories=["Cs"]), max_size=8),
    max_size=6,
).map("".join)
_KINDS = strategies.sampled_from(("CONTAINS", "REFERS_TO", "GENERATED_FROM"))


@strategies.composite
def reaches(draw) -> Exported:
    """Draw any answer that a reach can have."""
    ids = draw(strategies.lists(TEXTS.filter(bool), min_size=1, max_size=6, unique=True))
    hops = sorted(draw(strategies.lists(strategies.integers(0, 3), min_size=len(ids), max_size=len(ids))))
    lines = strategies.none() | strategies.integers(1, 9)
    vertices = tuple(
        Vertex(hop, id_, "Element", draw(TEXTS), draw(TEXTS), draw(lines)) for hop, id_ in zip(hops, ids, strict=True)
    )
    ends = strategies.sampled_from(ids)
    edges = strategies.builds(Edge, _KINDS, ends, ends, strategies.lists(TEXTS, max_size=2).map(tuple))
    left_out = draw(strategies.integers(0, 2))
    return Exported(
        question=f"impact of {draw(TEXTS)}",
        as_of="2026-11-22T19:28:00.123456Z",
        complete=not left_out,
        truncated_by="size" if left_out else None,
        truncated_at_depth=0 if left_out else None,
        vertices=vertices,
        edges=tuple(draw(strategies.lists(edges, max_size=6))),
        vertices_left_out=left_out,
    )
