"""Test both clients over a transport that records requests."""

import base64
import hashlib
import inspect
import json

import httpx
import pytest

from ameide_client import AsyncClient, Client, errors
from ameide_client.contents import content, encoded
from ameide_client.generated import ImportModelInput, Label
from ameide_client.pages import every, every_async


def artefact(path, stored=b"x = 1\n", **changed):
    row = {
        "id": f"artefact:1/{path}",
        "path": path,
        "digest": hashlib.sha256(stored).hexdigest(),
        "size": len(stored),
        "mediaType": "text/x-python",
        "owner": "GENERATED",
        "contentBase64": base64.b64encode(stored).decode(),
    }
    return row | changed


def artefacts(*rows, after=None):
    info = {"hasNextPage": after is not None, "endCursor": after or "end"}
    found = {"totalCount": 3, "pageInfo": info, "nodes": list(rows)}
    return {"data": {"node": {"__typename": "Build", "artefacts": found}}}


def of_build(found):
    assert found is not None
    assert found.typename__ == "Build"
    return found.artefacts


class Server:
    """A transport that answers in turn and records requests."""

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


def methods(kind):
    return {
        name: str(inspect.signature(found)) for name, found in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }  # fmt: skip


def test_both_clients_ask_the_same():
    assert methods(Client) == methods(AsyncClient)
    assert len(methods(Client)) > 25


def test_a_document_is_sent_byte_for_byte():
    server = Server({"data": {"importModel": {"unchanged": False, "version": None, "findings": [], "problems": []}}})
    given = ImportModelInput(content_base_64=encoded(b"\xff\xfe<\x00"), name="Bestellung", source_commit="abc")
    with Client("http://ameide", "secret", transport=server.transport) as client:
        imported = client.import_model(given)
    request, body = server.asked[0]
    assert imported.version is None
    assert request.headers["authorization"] == "Bearer secret"
    assert body["operationName"] == "ImportModel"
    assert body["variables"] == {"input": {"contentBase64": "//48AA==", "name": "Bestellung", "sourceCommit": "abc"}}


def test_all_pages_are_read_in_order():
    server = Server(artefacts(artefact("a.py"), artefact("b.py"), after="b"), artefacts(artefact("c.py")))
    with Client("http://ameide", transport=server.transport) as client:
        found = list(every(lambda after: of_build(client.artefacts("build:1", after=after))))
    assert [each.path for each in found] == ["a.py", "b.py", "c.py"]
    assert [body["variables"]["after"] for _, body in server.asked] == [None, "b"]


async def test_all_pages_are_read_without_waiting_too():
    server = Server(artefacts(artefact("a.py"), after="a"), artefacts(artefact("b.py")))
    async with AsyncClient("http://ameide", transport=server.transport) as client:

        async def page(after):
            return of_build(await client.artefacts("build:1", after=after))

        found = [each.path async for each in every_async(page)]
    assert found == ["a.py", "b.py"]


def test_content_that_differs_from_its_digest_is_refused():
    server = Server(artefacts(artefact("a.py"), artefact("b.py", digest="0" * 64)))
    with Client("http://ameide", transport=server.transport) as client:
        good, bad = of_build(client.artefacts("build:1")).nodes
    assert content(good) == b"x = 1\n"
    with pytest.raises(errors.ContentDiffers, match=r"b\.py"):
        content(bad)


def test_only_what_is_said_is_sent():
    server = Server({"errors": [{"message": "enough"}]})
    with (
        Client("http://ameide", transport=server.transport) as client,
        pytest.raises(errors.GraphQLFailed, match="enough"),
    ):
        client.impact("order#Task", depth=3, labels=[Label.ARTEFACT], include_flow=True, as_of=None)
    _, body = server.asked[0]
    assert body["variables"] == {
        "of": "order#Task", "depth": 3, "labels": ["ARTEFACT"], "includeFlow": True, "asOf": None
    }  # fmt: skip


def test_an_answer_of_another_release_is_an_error_that_says_where():
    server = Server({"data": {"viewer": {"tenant": "demo"}}})
    with (
        Client("http://ameide", transport=server.transport) as client,
        pytest.raises(errors.AnswerUnknown, match=r"viewer\.subject: Field required"),
    ):
        client.viewer()


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


def test_anything_else_can_be_asked():
    server = Server({"data": {"__typename": "Query"}})
    with Client("http://ameide", transport=server.transport) as client:
        assert client.query("{ __typename }", {"a": 1}) == {"__typename": "Query"}
    assert server.asked[0][1] == {"query": "{ __typename }", "variables": {"a": 1}}
