"""Test that an export is accepted only if its lines are complete, in order, unchanged and valid."""

import base64
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from graph import errors
from graph.lines import LINE_BYTES, Part, bounded, read, written
from graph.records import Edge, Vertex
from graph.restore import Reading, verified

_THEN, _NOW, _LATER = "2026-01-01T00:00:00.000000Z", "2026-01-02T00:00:00.000000Z", "9999-01-01T00:00:00.000000Z"
_SIZE = 256 * 1024
_LARGE = b"a" * _SIZE + b"b"


def _line(**keys: Any) -> bytes:
    return json.dumps(keys, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _part(content: bytes, number: int, of: int, whole: bytes) -> bytes:
    digest = hashlib.sha256(whole).hexdigest()
    return _line(content=digest, part=number, parts=of, bytes=base64.b64encode(content).decode())


def _vertex(label: str, uid: str, **own: Any) -> bytes:
    return _line(vertex=label, uid=uid, properties={"recordedAt": _THEN} | own)


def _edge(kind: str, start: str, end: str, **own: Any) -> bytes:
    return _line(edge=kind, start=start, end=end, properties={"recordedAt": _THEN} | own)


_COUNTS: dict[str, Any] = {
    "contents": 2,
    "vertices": {"Anchor": 1, "Build": 1, "Element": 2},
    "edges": {"CONTAINS": 1, "RESOLVES_TO": 2},
}
_PARTS = [_part(_LARGE[:_SIZE], 1, 2, _LARGE), _part(b"b", 2, 2, _LARGE), _part(b"", 1, 1, b"")]
_LINES = [
    _line(export=1, tenant="demo", moment=_NOW, ameide="1.0", counts=_COUNTS),
    *_PARTS,
    _vertex("Build", "build:0"),
    _vertex("Anchor", "anchor:x:y"),
    _vertex("Element", "m@1#a", name="ä", line=3, spans=[1, 2]),
    _vertex("Element", "m@1#b"),
    _edge("CONTAINS", "m@1#a", "m@1#b"),
    _edge("RESOLVES_TO", "anchor:x:y", "m@1#a", until=_NOW),
    _edge("RESOLVES_TO", "anchor:x:y", "m@1#a"),
]
_BUILD = 4


def _sealed(lines: list[bytes]) -> bytes:
    above = b"".join(lines)
    return above + _line(lines=len(lines), sha256=hashlib.sha256(above).hexdigest())


def _believed(content: bytes) -> Reading:
    """Read an export as far as possible without a database."""
    file = io.BytesIO(content)
    verified(file)
    file.seek(0)
    reading = Reading()
    for line in bounded(file):
        reading.take(line)
    reading.finished()
    return reading


def test_a_whole_export_is_believed() -> None:
    assert _believed(_sealed(_LINES)).number == len(_LINES) + 1


def test_a_line_says_what_was_written() -> None:
    for text in _sealed(_LINES).splitlines(keepends=True):
        assert written(read(text)) == text
    assert read(_LINES[_BUILD + 3]) == Vertex("Element", "m@1#b", {"recordedAt": _THEN})
    assert read(_LINES[-1]) == Edge("RESOLVES_TO", "anchor:x:y", "m@1#a", {"recordedAt": _THEN})
    assert read(_LINES[2]) == Part(hashlib.sha256(_LARGE).hexdigest(), 2, 2, b"b")


def _with(**keys: Any) -> bytes:
    """Replace the header."""
    return _sealed([_line(**(json.loads(_LINES[0]) | keys)), *_LINES[1:]])


def _counting(sort: str, name: str) -> bytes:
    counts = json.loads(json.dumps(_COUNTS))
    counts[sort][name] = counts[sort].get(name, 0) + 1
    return _line(**(json.loads(_LINES[0]) | {"counts": counts}))


def _more(line: bytes, at: int = len(_LINES)) -> bytes:
    """Return the export with one more line, which is counted."""
    found = json.loads(line)
    header = _counting("vertices", found["vertex"]) if "vertex" in found else _counting("edges", found["edge"])
    return _sealed([header, *_LINES[1:at], line, *_LINES[at:]])


_WHOLE = _sealed(_LINES)
_REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "line 1: "),
    "cut between lines": (lambda: b"".join(_LINES[:6]), "line 6: "),
    "cut within a line": (lambda: b"".join(_LINES[:6])[:-3], "line 6: the line does not end"),
    "without the end": (lambda: b"".join(_LINES), "line 11: the lines end here"),
    "a line is missing": (lambda: _WHOLE.replace(_LINES[_BUILD], b""), "line 11: there are not as many"),
    "a line is changed": (lambda: _WHOLE.replace("ä".encode(), b"a"), "line 12: something above was changed"),
    "a line is there twice": (lambda: _sealed([*_LINES[:5], *_LINES[4:]]), "line 6: it is out of order"),
    "lines are in another order": (lambda: _sealed([*_LINES[:5], _LINES[6], _LINES[5], *_LINES[7:]]), "line 7: "),
    "a vertex below the edges": (lambda: _more(_vertex("Model", "m")), "line 12: it is out of order"),
    "more below the end": (lambda: _WHOLE + _LINES[-1], "line 13: it stands after the end"),
    "another end": (lambda: _WHOLE + _WHOLE.splitlines(keepends=True)[-1], "line 13: "),
    "no header": (lambda: _sealed(_LINES[1:]), "line 1: "),
    "two headers": (lambda: _sealed([_LINES[0], *_LINES]), "line 2: "),
    "another format": (lambda: _with(export=2), "line 1: this release reads format 1, not 2"),
    "from the future": (lambda: _with(moment=_LATER), "line 1: it is from the future"),
    "no moment": (lambda: _with(moment="2026-19-01T00:00:00.000000Z"), "line 1: "),
    "counts of another kind": (lambda: _with(counts={"contents": -1, "vertices": {}, "edges": {}}), "line 1: "),
    "no such label": (lambda: _more(_vertex("X", "x")), "line 1: "),
    "no such kind": (lambda: _more(_edge('X"--', "m", "m")), "line 1: "),
    "no JSON": (lambda: _sealed([*_LINES, b"{\n"]), "line 12: this is no JSON"),
    "no object": (lambda: _sealed([*_LINES, b"[1]\n"]), "line 12: no line of an export looks like this"),
    "other keys": (lambda: _sealed([*_LINES, b'{"x":1}\n']), "line 12: no line of an export"),
    "a part is missing": (lambda: _sealed([line for line in _LINES if b'"part":2' not in line]), ": a part of the"),
    "a part that is too short": (lambda: _sealed([_LINES[0], _part(b"x", 1, 2, b"x"), *_LINES[1:]]), "line 2: "),
    "no base64": (
        lambda: _sealed([_LINES[0], _PARTS[0].replace(b'"bytes":"', b'"bytes":"-'), *_LINES[2:]]),
        "line 2: ",
    ),
    "a uid of another label": (lambda: _more(_vertex("Anchor", "m@1#x"), _BUILD + 2), "is no uid of a Anchor"),
    "a uid that is too long": (lambda: _more(_vertex("Anchor", "anchor:x:" + "y" * 2700), _BUILD + 2), "bytes"),
    "an edge between others": (lambda: _more(_edge("CONTAINS", "m@1#b", "build:0"), _BUILD + 5), "no such edge"),
    "a nested value": (lambda: _more(_vertex("Anchor", "anchor:x:z", x={}), _BUILD + 2), "is no property"),
    "a large number": (lambda: _more(_vertex("Anchor", "anchor:x:z", x=2**63), _BUILD + 2), "line "),
    "an odd name": (lambda: _more(_vertex("Anchor", "anchor:x:z", **{'x"': 1}), _BUILD + 2), "no line of an export"),
    "another tenant": (lambda: _more(_vertex("Anchor", "anchor:x:z", tenant="x"), _BUILD + 2), "no line of an export"),
    "no moment of its own": (lambda: _more(_vertex("Anchor", "anchor:x:z", recordedAt=1), _BUILD + 2), "no line of"),
    "from later": (lambda: _more(_vertex("Anchor", "anchor:x:z", recordedAt=_LATER), _BUILD + 2), "later than the"),
    "ended later": (lambda: _more(_edge("RESOLVES_TO", "anchor:x:y", "m@1#b", until=_LATER)), "later than the export"),
}


@pytest.mark.parametrize("spoilt", _REFUSED)
def test_what_is_not_a_whole_export_is_refused(spoilt: str) -> None:
    make, message = _REFUSED[spoilt]
    with pytest.raises(errors.ExportRefused) as caught:
        _believed(make())
    assert message in str(caught.value)
    assert "line " in str(caught.value)


def test_a_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LINE_BYTES > 50 * 1024 * 1024  # the largest document, as one property
    monkeypatch.setattr("graph.lines.LINE_BYTES", 1_000_000)
    with pytest.raises(errors.ExportRefused, match="line 1: the line is too long"):
        _believed(b'{"x":"' + b"a" * 3_000_000 + b'"}\n')
