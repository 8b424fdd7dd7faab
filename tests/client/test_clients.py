"""Both clients, over a transport that records what was sent."""

import base64
import hashlib
import inspect
import json

import httpx
import pytest

from client import errors, operations
from client.asynchronous import AsyncClient
from client.sync import Client

METHODS = sorted(
    name
    for name, function in vars(operations).items()
    if inspect.isfunction(function) and not name.startswith("_") and function.__module__ == operations.__name__
)


def artefact(path, content=b"x = 1\n", **changed):
    row = {
        "id": f"artefact:1/{path}",
        "path": path,
        "digest": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "mediaType": "text/x-python",
        "contentBase64": base64.b64encode(content).decode(),
    }
    return row | changed


def artefacts(*rows, after=None):
    info = {"hasNextPage": after is not None, "endCursor": after or "end"}
    return {"data": {"node": {"artefacts": {"totalCount": 3, "pageInfo": info, "nodes": list(rows)}}}}


class Server:
    """Answers in turn, and keeps what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, request):
        self.asked.append((request, json.loads(request.content)))
        return httpx.Response(200, json=self.answers.pop(0))

    @property
    def transport(self):
        return httpx.MockTransport(self)


def lost(request):
    raise httpx.ConnectError("connection refused", request=request)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_every_operation_is_a_method(kind):
    assert [name for name in METHODS if not hasattr(kind, name)] == []


def test_a_document_is_sent_byte_for_byte():
    server = Server({"data": {"importModel": {"unchanged": False, "version": None, "findings": [], "problems": []}}})
    with Client("http://ameide", "secret", transport=server.transport) as client:
        imported = client.import_model(b"\xff\xfe<\x00", name="Bestellung", source_commit="abc")
    request, body = server.asked[0]
    assert imported.version is None
    assert request.headers["authorization"] == "Bearer secret"
    assert body["variables"] == {"input": {"contentBase64": "//48AA==", "name": "Bestellung", "sourceCommit": "abc"}}


def test_all_pages_are_read_in_order():
    server = Server(artefacts(artefact("a.py"), artefact("b.py"), after="b"), artefacts(artefact("c.py")))
    with Client("http://ameide", transport=server.transport) as client:
        found = list(client.every(lambda after: operations.artefacts("build:1", after=after)))
    assert [each.path for each in found] == ["a.py", "b.py", "c.py"]
    assert [body["variables"]["after"] for _, body in server.asked] == [None, "b"]


async def test_all_pages_are_read_without_waiting_too():
    server = Server(artefacts(artefact("a.py"), after="a"), artefacts(artefact("b.py")))
    async with AsyncClient("http://ameide", transport=server.transport) as client:
        found = [each.path async for each in client.every(lambda after: operations.artefacts("build:1", after=after))]
    assert found == ["a.py", "b.py"]


def test_content_that_differs_from_its_digest_is_refused():
    server = Server(artefacts(artefact("a.py", digest="0" * 64)))
    with (
        Client("http://ameide", transport=server.transport) as client,
        pytest.raises(errors.ContentDiffers, match=r"a\.py"),
    ):
        client.artefacts("build:1")


def test_a_question_says_only_what_was_said():
    asked = operations.impact("order#Task", depth=3, labels=["Artefact"], include_flow=True).variables
    assert asked == {"of": "order#Task", "depth": 3, "labels": ["ARTEFACT"], "includeFlow": True, "withCycles": False}


def test_a_lost_connection_is_unreachable():
    with (
        Client("http://ameide", transport=httpx.MockTransport(lost)) as client,
        pytest.raises(errors.Unreachable, match="connection refused") as raised,
    ):
        client.viewer()
    assert isinstance(raised.value.__cause__, httpx.ConnectError)


async def test_a_lost_connection_is_unreachable_without_waiting_too():
    async with AsyncClient("http://ameide", transport=httpx.MockTransport(lost)) as client:
        with pytest.raises(errors.Unreachable, match="connection refused"):
            await client.viewer()
