"""Test that nothing is sent into the operator's own network, whatever a name means a moment later."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import pytest

from work.outbound import NotSent, callable_, checked, networks, post, resolved

LOCAL = networks(["127.0.0.0/8", "::1/128"])


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
        ),
        *("224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::"),
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not callable_(ip_address(address), ())


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_called(address: str) -> None:
    assert callable_(ip_address(address), ())


def test_an_operator_may_allow_a_network_and_no_more() -> None:
    allowed = networks(["10.1.0.0/16", "fd00::/8"])
    assert callable_(ip_address("10.1.9.9"), allowed)
    assert callable_(ip_address("::ffff:10.1.9.9"), allowed)
    assert callable_(ip_address("fd00::7"), allowed)
    assert not callable_(ip_address("10.2.0.1"), allowed)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "ftp://example.org",
            "file:///etc/passwd",
            "gopher://x",
            "//example.org",
            "example.org",
            "https://",
            "https:///x",
        ),
        *("https://user@example.org", "https://u:p@example.org", "https://example.org:0", "https://example.org:99999"),
        *(
            "https://example.org/ä",
            "https://example.org/ x",
            "https://example.org/\nx",
            "https://[::1",
            "https://" + "x" * 3000,
        ),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(NotSent):
        checked(url)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
async def test_every_spelling_of_loopback_is_refused(host: str) -> None:
    with pytest.raises(NotSent):
        await resolved(f"http://{host}:8000/", ())


def answers(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """Let a name mean these addresses, one list after the other; return the names that are asked for."""
    asked: list[str] = []

    async def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = turns[min(len(asked), len(turns)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    return asked


async def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(NotSent, match=r"10\.0\.0\.1"):
        await resolved("https://example.org/", ())


@asynccontextmanager
async def receiver(status: str = "204 No Content", more: str = "") -> AsyncIterator[tuple[int, list[bytes]]]:
    """Answer on loopback, and keep what comes in."""
    received: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        received.append(head + await reader.readexactly(length))
        writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n{more}\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], received


async def test_the_checked_address_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiver() as (port, received):
        asked = answers(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
        await post(f"http://hooks.example:{port}/in?x=1", b"{}", {"webhook-id": "m"}, LOCAL)
        assert asked == ["hooks.example"]  # asked once: what it means a moment later does not matter
    assert received[0].startswith(b"POST /in?x=1 HTTP/1.1\r\n")
    assert f"host: hooks.example:{port}".encode() in received[0].lower()


async def test_a_name_that_becomes_private_is_refused_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, ["93.184.216.34"], ["169.254.169.254"])
    await resolved("http://hooks.example/", ())
    with pytest.raises(NotSent, match="169"):
        await post("http://hooks.example/", b"{}", {}, ())


@pytest.mark.parametrize("status", ["302 Found", "404 Not Found", "500 No"])
async def test_only_success_is_a_success_and_redirects_are_not_followed(status: str) -> None:
    async with receiver(status, "location: http://127.0.0.1:1/\r\n") as (port, received):
        with pytest.raises(NotSent, match=status[:3]):
            await post(f"http://127.0.0.1:{port}/", b"{}", {}, LOCAL)
    assert len(received) == 1


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with receiver() as (port, received):
        await post(f"http://127.0.0.1:{port}/", b"{}", {}, LOCAL)
    assert received
