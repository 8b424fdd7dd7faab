"""Send a request to an address that a tenant chose, and never into the operator's own network.

The name is resolved here, all its addresses are checked, and the connection goes to one of these. A name that resolves
to another address a moment later (DNS rebinding) therefore has no effect. Redirects and proxies are not followed.
"""

import asyncio
import socket
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx

_SECONDS: Final = 10.0
_LONGEST_URL: Final = 2_000
_MOST_BYTES: Final = 64 * 1024
_TRANSLATED: Final = ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address

Network = IPv4Network | IPv6Network
_Address = IPv4Address | IPv6Address


class NotSent(Exception):
    """The request was not answered with success."""


def networks(stated: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks that are stated. Raises ValueError."""
    return tuple(map(ip_network, stated))


def checked(url: str) -> SplitResult:
    """Return the parts of an address that may be called. Raises NotSent, saying what is wrong with it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotSent("The address is not a URL.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise NotSent("The address begins with https:// or http:// and a host.")
    if parts.username is not None or parts.password is not None:
        raise NotSent("The address holds no user and no password.")
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise NotSent(f"The address has at most {_LONGEST_URL:,} printable ASCII characters.")
    return parts


async def resolved(url: str, allowed: Sequence[Network]) -> str:
    """Return an address of the host. Raises NotSent where the host has none, or one that may not be called."""
    parts = checked(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        raise NotSent(f"The host {host} cannot be resolved.") from None
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if refused := [each for each in addresses if not callable_(each, allowed)]:
        said = host if host == str(refused[0]) else f"{host} means {refused[0]}, which"
        raise NotSent(f"{said} is no public address; see AMEIDE_WEBHOOK_NETWORKS.")
    return str(addresses[0])


def callable_(address: _Address, allowed: Sequence[Network]) -> bool:
    """Return true for a public address, and for one that the operator allows."""
    plain = _plain(address)
    if any(each in network for each in (address, plain) for network in allowed if each.version == network.version):
        return True
    site_local = isinstance(plain, IPv6Address) and plain.is_site_local
    return plain.is_global and not (plain.is_multicast or plain.is_reserved or site_local)


def _plain(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 address stands for, if it stands for one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


async def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Sequence[Network]) -> None:
    """Send a body. Raises NotSent unless the answer is a success."""
    parts = checked(url)
    address = await resolved(url, allowed)
    host = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl()
    name = parts.netloc
    try:
        async with (
            asyncio.timeout(2 * _SECONDS),
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=_SECONDS) as client,
            client.stream(
                "POST",
                pinned,
                content=body,
                headers={**headers, "host": name, "accept-encoding": "identity"},
                extensions={"sni_hostname": parts.hostname},  # certificates are those of the name, not of the address
            ) as answer,
        ):
            read = 0
            async for chunk in answer.aiter_raw():
                read += len(chunk)
                if read > _MOST_BYTES:
                    break
    except (httpx.HTTPError, TimeoutError, ValueError) as error:
        raise NotSent(f"No answer: {type(error).__name__}.") from None
    if not answer.is_success:
        raise NotSent(f"The answer has the status {answer.status_code}.")
