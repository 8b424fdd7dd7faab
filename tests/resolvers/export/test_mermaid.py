"""Test that Mermaid is a flowchart of its nodes and arrows alone, for all names."""

import html
import re

from hypothesis import given

from resolvers.export.exported import Edge, Exported, Vertex
from resolvers.export.mermaid import EDGES, VERTICES, encoded, write
from tests.resolvers.export.reaches import TEXTS, reaches

# Every line is one of these. A label holds letters, digits, spaces and numbered characters.
_LABEL = r"(?:[^\W_]| |#\d+;)+"
_FACT = re.compile(r"  %% [A-Za-z]+: [-A-Za-z0-9:.]+")
_NODE = re.compile(rf'  (n\d+)\["({_LABEL})<br/>({_LABEL})"\]')
_ARROW = re.compile(r"  (n\d+) -->\|([A-Z_]+)\| (n\d+)")
_START = re.compile(r"  class (n\d+(?:,n\d+)*) start")


def shown(label: str) -> str:
    """Return the label as a reader sees it: Mermaid passes numbered characters to HTML."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", label))


@given(reaches())
def test_it_is_a_flowchart_and_nothing_else(exported: Exported):
    first, *rest = write(exported).removesuffix("\n").split("\n")
    assert first == "flowchart LR"
    facts = [line for line in rest if _FACT.fullmatch(line)]
    nodes = [found for line in rest if (found := _NODE.fullmatch(line))]
    arrows = [found for line in rest if (found := _ARROW.fullmatch(line))]
    starts = [found for line in rest if (found := _START.fullmatch(line))]
    others = 2 * len(starts)
    assert len(starts) <= 1
    assert len(facts) + len(nodes) + len(arrows) + others == len(rest)
    assert f"  %% asOf: {exported.as_of}" in facts
    assert f"  %% complete: {'true' if exported.complete else 'false'}" in facts
    assert f"  %% truncatedBy: {exported.truncated_by or 'none'}" in facts
    assert [found[1] for found in nodes] == [f"n{number}" for number in range(len(exported.vertices))]
    ids = [vertex.id for vertex in exported.vertices]
    assert [(ids[int(found[1][1:])], found[2], ids[int(found[3][1:])]) for found in arrows] == [
        (edge.start, edge.kind, edge.end) for edge in exported.edges
    ]
    begun = [f"n{number}" for number, vertex in enumerate(exported.vertices) if vertex.hop == 0]
    assert [name for start in starts for name in start[1].split(",")] == begun


@given(TEXTS)
def test_a_label_reads_as_the_name_does(text: str):
    label = encoded(text, widest=10**6)
    assert not label or re.fullmatch(_LABEL, label)
    # HTML shows no control characters, and some as others
    if not any(ord(character) < 32 or 127 <= ord(character) < 160 or character in "\ufffe\uffff" for character in text):
        readable = [character for character in " ".join(text.split()) if not _noncharacter(character)]
        assert [character for character in shown(label) if character != "\ufffd"] == [
            character for character in readable if character != "\ufffd"
        ]


def test_what_is_long_is_cut_between_characters():
    assert encoded('"' * 100, widest=12) == "#34;#34;" + "#34;" + "#8230;"
    assert encoded("Ship the goods", widest=8) == "Ship the#8230;"
    assert encoded("Ship the", widest=8) == "Ship the"


def test_the_largest_is_one_that_mermaid_draws():
    vertices = tuple(Vertex(0, f"m@1#{n}", "Element", '"' * 99, '"' * 999) for n in range(VERTICES))
    edges = tuple(Edge("GENERATED_FROM", f"m@1#{VERTICES - 1}", f"m@1#{VERTICES - 2}") for _ in range(EDGES))
    assert len(write(Exported("impact of m", "2026", True, None, None, vertices, edges))) < 50_000


def _noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
