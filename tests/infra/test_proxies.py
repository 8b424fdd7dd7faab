"""Test the service behind a real proxy: its requests are never those of this machine's own user."""

import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from app import create_app
from auth.keys import create_key_pair, trusted_folder
from auth.tokens import issue
from settings import Settings
from tests.fixtures.stalls import watched
from tests.resolvers.canned import NoTenants, Unreachable

EXAMPLES: Final = Path(__file__).parents[2] / "infra" / "proxies"
NAME: Final = "ameide.example.com"
ASKED: Final = {"query": "{ viewer { tenant roles } }"}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def bare_nginx(port: int, service: int) -> str:
    return f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{service}; }} }}"


def naming_nginx(port: int, service: int) -> str:
    """Start an nginx that claims to be the local user in every way that a request can."""
    headers = f'proxy_set_header Host "127.0.0.1:{service}"; proxy_set_header X-Forwarded-For 127.0.0.1; '
    return bare_nginx(port, service).replace("proxy_pass", headers + "proxy_http_version 1.1; proxy_pass")


def example_nginx(port: int, service: int) -> str:
    text = (EXAMPLES / "nginx.conf").read_text()
    lines = [line for line in text.splitlines() if "ssl_certificate" not in line]
    return "\n".join(lines).replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(":8000", f":{service}")


def bare_caddy(port: int, service: int) -> str:
    return f"http://:{port} {{\n\tbind 127.0.0.1\n\treverse_proxy 127.0.0.1:{service}\n}}\n"


def example_caddy(port: int, service: int) -> str:
    text = (EXAMPLES / "Caddyfile").read_text()
    return text.replace(f"{NAME} {{", f"http://{NAME}:{port} {{\n\tbind 127.0.0.1").replace(":8000", f":{service}")


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait(port, process, folder / "log")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


@contextmanager
def nginx(folder: Path, text: str, port: int) -> Iterator[None]:
    if not (program := shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")):
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr;\n"
        f"events {{}}\nhttp {{ access_log off;\n{paths}{text}\n}}\n"
    )
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], folder, port):
        yield


@contextmanager
def caddy(folder: Path, text: str, port: int) -> Iterator[None]:
    if not (program := shutil.which("caddy")):
        pytest.skip("caddy is not installed")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
    with running([program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"], folder, port):
        yield


Proxy = tuple[Callable[[Path, str, int], AbstractContextManager[None]], Callable[[int, int], str]]
BARE: Final[dict[str, Proxy]] = {
    "nginx": (nginx, bare_nginx),
    "nginx that claims to be local": (nginx, naming_nginx),
    "caddy": (caddy, bare_caddy),
}
DOCUMENTED: Final[dict[str, Proxy]] = {"nginx": (nginx, example_nginx), "caddy": (caddy, example_caddy)}


@asynccontextmanager
async def proxied(folder: Path, proxy: Proxy, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Start a proxy in front of a service, and return a client of the proxy."""
    program, written = proxy
    port, service = free_port(), free_port()
    folder.mkdir()
    application = create_app(settings.model_copy(update={"port": service}), Unreachable(), NoTenants())
    async with watched(application, service):
        with program(folder, written(port, service), port):
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
                yield client


@pytest.mark.parametrize("kind", BARE)
async def test_a_proxy_makes_nobody_the_local_user(tmp_path: Path, kind: str) -> None:
    async with proxied(tmp_path / "proxy", BARE[kind], Settings(home=tmp_path)) as client:
        for host in (None, NAME, "127.0.0.1"):
            answer = await client.post("/graphql", json=ASKED, headers={"host": host} if host else {})
            assert answer.status_code in {401, 403}, (host, answer.text)
            assert "tenant" not in answer.text


@pytest.mark.parametrize("kind", DOCUMENTED)
async def test_the_documented_proxy_passes_on_who_has_a_token(tmp_path: Path, kind: str) -> None:
    create_key_pair(tmp_path)
    settings = Settings(
        home=tmp_path, auth_keys=trusted_folder(tmp_path), allowed_hosts=NAME, trusted_proxies="127.0.0.1"
    )
    token = issue(tmp_path, "acme", "anna")
    async with proxied(tmp_path / "proxy", DOCUMENTED[kind], settings) as client:
        headers = {"host": NAME, "origin": f"https://{NAME}"}
        assert (await client.post("/graphql", json=ASKED, headers=headers)).status_code == 401
        answer = await client.post("/graphql", json=ASKED, headers=headers | {"authorization": f"Bearer {token}"})
        assert answer.json()["data"] == {"viewer": {"tenant": "acme", "roles": []}}
