"""Test that client and server state their releases to each other."""

from importlib.metadata import version

import httpx
import pytest

from ameide_client import AsyncClient, Client, errors, versions


@pytest.mark.parametrize(
    ("client", "server", "expected"),
    [
        ("0.2.0", "0.2.7", True),
        ("0.2.0", "0.3.0", False),
        ("0.3.0", "0.2.0", False),
        ("1.2.0", "1.4.0", True),
        ("1.4.0", "1.2.0", False),
        ("1.9.0", "2.0.0", False),
        ("0.2.0.dev3", "0.2.0", True),
        ("0+unknown", "0.2.0", True),
        ("0.2.0", "of yesterday", True),
    ],
)
def test_which_releases_fit(client: str, server: str, expected: bool) -> None:
    assert versions.fit(client, server) is expected


class Server:
    """A transport that states a release and records what the client states."""

    def __init__(self, stated: str | None, data: object = None, status: int = 200) -> None:
        self.headers = {"ameide-version": stated} if stated else {}
        self.data, self.status, self.told = data or {}, status, ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.told = request.headers["user-agent"]
        return httpx.Response(self.status, json={"data": self.data}, headers=self.headers)


def test_the_client_says_its_release_and_hears_the_servers() -> None:
    server = Server("99.0.0")
    with Client("http://ameide", transport=httpx.MockTransport(server)) as client:
        assert (client.server_version, client.fits) == (None, True)
        client.query("{ __typename }")
        assert (client.server_version, client.fits) == ("99.0.0", False)
    assert server.told == f"ameide-client/{version('ameide-client')}"


async def test_a_refusal_says_the_release_too() -> None:
    transport = httpx.MockTransport(Server("99.0.0", status=401))
    async with AsyncClient("http://ameide", transport=transport) as client:
        with pytest.raises(errors.Unauthorised):
            await client.viewer()
        assert not client.fits


def test_an_answer_that_is_not_understood_names_both_releases() -> None:
    transport = httpx.MockTransport(Server("99.0.0", {"viewer": {}}))
    with (
        Client("http://ameide", transport=transport) as client,
        pytest.raises(errors.AnswerUnknown, match=rf"client {version('ameide-client')}, server 99\.0\.0"),
    ):
        client.viewer()


def test_a_server_that_says_nothing_is_not_judged() -> None:
    with Client("http://ameide", transport=httpx.MockTransport(Server(None))) as client:
        client.query("{ __typename }")
        assert client.fits
