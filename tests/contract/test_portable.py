"""Test that a tenant is exported as bytes and restored to the same bytes, or refused."""

import hashlib
import io
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from graph import errors
from graph.export import exported, header_of
from graph.lines import PART_BYTES
from graph.portable import PortableGraphs, State
from graph.records import Batch, Edge, EndOfEdge, EndOfVertex, Value, Vertex
from graph.restore import bring_in, restore
from graph.store import SearchQuery
from tests.contract.conftest import Backend
from tests.contract.queries import ELEMENT, RESOLUTIONS

_NUMBERS = itertools.count(1)
# Texts whose order by code point is neither that of UTF-16 nor of any language; and such that need escaping.
_TEXTS = ["a", "B", "é", "\ufb01", "\U0001f600", 'q"u', "b\\s", "t\tab", "\u202e", "Ship goods"]


@dataclass
class Portable:
    """A tenant with records of every sort, and names for its copies."""

    graphs: PortableGraphs
    tenant: str
    made: list[str] = field(default_factory=list)

    def another(self) -> str:
        self.made.append(f"{self.tenant}-restored-{next(_NUMBERS)}")
        return self.made[-1]

    async def export(self, tenant: str) -> bytes:
        async with self.graphs.exporting(tenant) as unit:
            return b"".join([line async for line in exported(unit, await header_of(unit, "1.0"))])

    async def bring_in(self, content: bytes, tenant: str) -> str:
        await bring_in(self.graphs, io.BytesIO(content), tenant, lambda *_: None)
        return tenant


@pytest_asyncio.fixture
async def portable(backend: Backend) -> AsyncIterator[Portable]:
    graphs: Any = backend.graphs
    portable = Portable(graphs, backend.tenant)
    await fill(backend)
    yield portable
    for name in portable.made:
        if await graphs.tenants.state(name):
            await graphs.tenants.retire(name)


async def fill(backend: Backend) -> None:
    """Write records of every sort."""
    elements = [Vertex("Element", f"m@1#{text}", {"name": text, "position": n}) for n, text in enumerate(_TEXTS)]
    odd: dict[str, Value] = {
        "ratio": 1.0,
        "tiny": 1e-9,
        "large": 2**63 - 1,
        "spans": [1, 2],
        "none": [],
        "tags": ["x"],
        "so": True,
    }
    await backend.write(
        Vertex("Model", "m"),
        Vertex("Anchor", "anchor:bpmn:process:P", {"notation": "bpmn"}),
        Vertex("Build", "build:0123456789abcdef", odd),
        *elements,
        *(Edge("CONTAINS", elements[0].uid, element.uid) for element in elements[1:]),
        Edge("RESOLVES_TO", "anchor:bpmn:process:P", "m@1#a", {"ambiguous": False}),
    )
    async with backend.graphs.writing(backend.tenant) as store:
        end = EndOfEdge("RESOLVES_TO", "anchor:bpmn:process:P", "m@1#a")
        await store.write(Batch(ends=(end, EndOfVertex("m"))))
        await store.content.put({hashlib.sha256(each).hexdigest(): each for each in _CONTENTS})
    await backend.write(Edge("RESOLVES_TO", "anchor:bpmn:process:P", "m@1#a"))


_CONTENTS = [b"", b"<definitions/>", bytes(range(256)) * (PART_BYTES // 128) + b"more"]


def _renamed(content: bytes, tenant: str) -> bytes:
    """Return the export as it would be under another name: the header and the last line differ."""
    first, *lines, _ = content.splitlines(keepends=True)
    return _sealed([json.loads(first) | {"tenant": tenant}, *lines])


def _sealed(lines: list[Any]) -> bytes:
    """Return the lines with a last line that fits them."""
    texts = [each if isinstance(each, bytes) else _text(each) for each in lines]
    above = b"".join(texts)
    return above + _text({"lines": len(texts), "sha256": hashlib.sha256(above).hexdigest()})


def _text(line: dict[str, Any]) -> bytes:
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


async def test_what_comes_back_is_what_went_out(portable: Portable) -> None:
    content = await portable.export(portable.tenant)
    name = await portable.bring_in(content, portable.another())
    assert await portable.export(name) == _renamed(content, name)
    again = await portable.bring_in(await portable.export(name), portable.another())
    assert _renamed(await portable.export(again), portable.tenant) == content


async def test_it_serves_what_it_served_and_time_goes_on(portable: Portable, backend: Backend) -> None:
    name = await portable.bring_in(await portable.export(portable.tenant), portable.another())
    async with portable.graphs.reading(portable.tenant) as old, portable.graphs.reading(name) as new:
        assert new.now == old.now
        [element], [same] = [await each.rows(ELEMENT, uid="m@1#é") for each in (old, new)]
        assert same["element"] == {**element["element"], "tenant": name}
        assert len(await new.rows(RESOLUTIONS)) == 2
        digests = [hashlib.sha256(each).hexdigest() for each in _CONTENTS]
        assert await new.content.get(digests) == dict(zip(digests, _CONTENTS, strict=True))
        found, as_well = [await each.search(SearchQuery("goods", superseded=True)) for each in (old, new)]
        assert (
            [hit.vertex["uid"] for hit in as_well.page]
            == [hit.vertex["uid"] for hit in found.page]
            == ["m@1#Ship goods"]
        )
        before = new.now
    later = await Backend(portable.graphs, name).write(Vertex("Element", "m@1#new"))
    assert later > before


async def test_lines_are_in_one_order(portable: Portable) -> None:
    lines = [json.loads(line) for line in (await portable.export(portable.tenant)).splitlines()]
    uids = [line["uid"] for line in lines if line.get("vertex") == "Element"]
    assert uids == sorted(uids)
    ended = ["until" in line["properties"] for line in lines if line.get("edge") == "RESOLVES_TO"]
    assert ended == [True, False]
    assert lines[0]["counts"]["contents"] == 3
    assert [line["parts"] for line in lines if "part" in line].count(3) == 3


async def test_an_empty_tenant_goes_out_and_in(portable: Portable) -> None:
    empty = portable.another()
    await portable.graphs.tenants.create(empty)
    name = await portable.bring_in(await portable.export(empty), portable.another())
    assert await portable.graphs.tenants.state(name) == State.SERVING


async def test_nobody_sees_a_tenant_that_is_not_whole(portable: Portable) -> None:
    name = portable.another()
    await portable.graphs.tenants.create(name, State.RESTORING)
    for unit in (portable.graphs.reading, portable.graphs.writing):
        with pytest.raises(errors.TenantRestoring):
            async with unit(name):
                pass
    with pytest.raises(errors.TenantExists):
        async with portable.graphs.restoring(portable.tenant):
            pass
    with pytest.raises(errors.TenantExists):
        await portable.bring_in(await portable.export(portable.tenant), portable.tenant)


async def test_who_moves_can_be_read_and_who_has_moved_cannot(portable: Portable) -> None:
    graphs, tenant = portable.graphs, portable.tenant
    await graphs.tenants.put(tenant, State.MOVING)
    async with graphs.reading(tenant) as store:
        assert await store.rows(ELEMENT, uid="m@1#a")
    with pytest.raises(errors.TenantMoving):
        async with graphs.writing(tenant):
            pass
    await graphs.tenants.put(tenant, State.MOVED)
    for unit in (graphs.reading, graphs.writing):
        with pytest.raises(errors.TenantMoved):
            async with unit(tenant):
                pass
    assert await portable.export(tenant)
    await graphs.tenants.put(tenant, State.SERVING)


@pytest.mark.parametrize("lines", [5, 12, 20])
async def test_what_was_interrupted_goes_on(portable: Portable, monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    monkeypatch.setattr("graph.restore._RECORDS", 4)
    content = await portable.export(portable.tenant)
    name = portable.another()
    await portable.graphs.tenants.create(name, State.RESTORING)
    with pytest.raises(ConnectionError):
        await restore(portable.graphs, name, _broken_off(content, lines), lambda _: None)
    async with portable.graphs.restoring(name) as unit:
        assert bool(unit.mark) == (lines > 5)
    await portable.bring_in(content, name)
    assert await portable.export(name) == _renamed(content, name)


async def _broken_off(content: bytes, lines: int) -> AsyncIterator[bytes]:
    for line in content.splitlines(keepends=True)[:lines]:
        yield line
    raise ConnectionError


async def test_another_file_does_not_go_on(portable: Portable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.restore._RECORDS", 4)
    content = await portable.export(portable.tenant)
    name = portable.another()
    await portable.graphs.tenants.create(name, State.RESTORING)
    with pytest.raises(ConnectionError):
        await restore(portable.graphs, name, _broken_off(content, 20), lambda _: None)
    with pytest.raises(errors.TenantRestoring):
        await portable.bring_in(_renamed(content, "other"), name)
    header = json.loads(content.splitlines()[0])
    empty = {"contents": 0, "vertices": {}, "edges": {}}
    with pytest.raises(errors.TenantRestoring):
        await portable.bring_in(_sealed([header | {"counts": empty}]), name)
    await portable.bring_in(content, name)


def _spoilt(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield exports that only the database or a digest can refuse; tests/graph/test_restore.py has the others."""
    header, *lines, _ = content.splitlines(keepends=True)
    yield "digest", _sealed([header, *(line.replace(b'"bytes":"AAEC', b'"bytes":"AAED') for line in lines)])
    more = json.loads(header)
    more["counts"]["edges"]["USED"] = 1
    edge = {
        "edge": "USED",
        "start": "build:0123456789abcdef",
        "end": "m@9",
        "properties": {"recordedAt": more["moment"]},
    }
    yield "m@9", _sealed([more, *lines, edge])
    yield "cannot be stored", _sealed([header, *(line.replace(b'"name":"B"', b'"name":"\\u0000"') for line in lines)])


async def test_what_cannot_be_stored_leaves_nothing(portable: Portable) -> None:
    for message, content in _spoilt(await portable.export(portable.tenant)):
        name = portable.another()
        with pytest.raises(errors.ExportRefused) as caught:
            await portable.bring_in(content, name)
        assert message in str(caught.value)
        assert "line " in str(caught.value)
        assert await portable.graphs.tenants.state(name) is None
