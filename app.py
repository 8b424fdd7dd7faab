"""Puts the service together: settings, store, schema, routes, telemetry."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from auth import tokens
from auth.headers import Guarded
from auth.origin import OwnOrigin, own_hosts
from auth.signin import sign_in
from graph import errors, export, restore
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.lines import End, Header
from graph.logins import further, logins
from graph.neo4j.graphs import Neo4jGraphs
from graph.portable import PortableGraphs
from graph.store import Graphs, Health
from graph.tenants.administration import Tenants
from graph.tenants.distribution import DistributedTenants
from graph.tenants.names import MAIN
from graph.tenants.placements import Placements
from graph.tenants.protocol import DistributedTenancy, Tenancy
from graph.tenants.routing import RoutedGraphs
from pipeline.provenance.builder import release
from resolvers.context import TenantMaker
from resolvers.endpoint import Endpoint
from settings import Settings
from telemetry import logs, requests, tracing

_HERE: Final = Path(__file__).parent
_BUNDLED: Final = _HERE / "ameide_bundle"
"""What a wheel holds beside the code; infra/bundle.py puts it there."""
PAGE: Final = _BUNDLED / "page" if _BUNDLED.is_dir() else _HERE / "ui" / "dist"
EXAMPLES: Final = (_BUNDLED if _BUNDLED.is_dir() else _HERE) / "examples"
_READY_SECONDS: Final = 5


class NotStarted(Exception):
    """The service cannot listen where it was told to."""


@dataclass(frozen=True, slots=True)
class Store:
    """What a database offers."""

    graphs: PortableGraphs
    tenants: DistributedTenancy
    servers: Mapping[str, PortableGraphs]


@dataclass(frozen=True, slots=True)
class Portable:
    """What an export holds; `ameide` is the release that wrote it."""

    tenant: str
    moment: str
    ameide: str
    contents: int
    vertices: int
    edges: int
    lines: int
    sha256: str


def create_app(settings: Settings, graphs: Graphs, tenants: TenantMaker, *, page: Path = PAGE) -> Starlette:
    """The service over these graphs. Raises AuthError where it would let in anyone."""
    endpoint = Endpoint(graphs, tenants, sign_in(settings), settings.max_document_bytes)

    async def graphql(request: Request) -> Response:
        return await endpoint(request)

    async def readyz(_: Request) -> Response:
        return await _readiness(graphs)

    routes: list[BaseRoute] = [
        Route("/graphql", graphql, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        Route("/healthz", _alive),
        Route("/readyz", readyz),
        Route("/", _home),
        Mount("/graphiql", StaticFiles(directory=page, html=True)) if page.is_dir() else Route("/graphiql", _no_page),
    ]
    middleware = [*requests.noted(), Middleware(Guarded), Middleware(OwnOrigin, hosts=own_hosts(settings))]
    return Starlette(routes=routes, middleware=middleware)


@asynccontextmanager
async def opened(settings: Settings, *, furnished: bool = True) -> AsyncIterator[Store]:
    """The store of these settings: migrated, with the tenant that loopback signs in to. Raises GraphError."""
    async with _STORES[settings.store](settings) as store:
        await store.tenants.migrate()
        if furnished and settings.auth_keys is None:
            await _ensure(store.tenants, settings.tenant)
        yield store


@asynccontextmanager
async def _age(settings: Settings) -> AsyncIterator[Store]:
    async with logins(settings) as main:
        everywhere = {MAIN: main, **await further(settings)}
        tenants = DistributedTenants(
            {name: Tenants(found, schema) for name, found in everywhere.items()}, Placements(main)
        )
        async with AsyncExitStack() as stack:
            servers = {}
            for name, found in everywhere.items():
                servers[name] = await AgeGraphs.open(found, settings)
                stack.push_async_callback(servers[name].close)
            yield Store(RoutedGraphs(servers, tenants) if settings.databases else servers[MAIN], tenants, servers)


@asynccontextmanager
async def _neo4j(settings: Settings) -> AsyncIterator[Store]:
    graphs = await Neo4jGraphs.open(settings)
    try:
        yield Store(graphs, graphs.tenants, {MAIN: graphs})
    finally:
        await graphs.close()


_STORES: Final[Mapping[str, Callable[[Settings], AbstractAsyncContextManager[Store]]]] = {"age": _age, "neo4j": _neo4j}


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Starlette]:
    """The service for use inside this process: who can read the store's files is signed in by itself."""
    local = settings.model_copy(update={"host": "127.0.0.1", "auth_keys": None})
    async with opened(local) as store:
        yield create_app(local, store.graphs, store.tenants)


async def take_out(settings: Settings, tenant: str, file: BinaryIO, tell: export.Tell) -> Portable:
    """Write a tenant into a file. Raises GraphError."""
    async with opened(settings, furnished=False) as store:
        return _portable(*await export.take_out(store.graphs, tenant, release(), file, tell))


async def bring_in(settings: Settings, file: BinaryIO, tenant: str | None, tell: export.Tell) -> Portable:
    """Make a tenant of such a file. Raises GraphError."""
    async with opened(settings, furnished=False) as store:
        return _portable(*await restore.bring_in(store.graphs, file, tenant, tell))


def _portable(header: Header, end: End) -> Portable:
    counts = header.counts
    vertices, edges = sum(counts.vertices.values()), sum(counts.edges.values())
    return Portable(
        header.tenant, header.moment, header.release, counts.contents, vertices, edges, end.lines + 1, end.sha256
    )


def address(settings: Settings) -> str:
    """Where these settings serve; also the base URL for a client of `application`."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def issue_token(settings: Settings, tenant: str, subject: str, roles: Iterable[str], lifetime: timedelta) -> str:
    """A token for development: a service on loopback trusts it that uses the same home. Raises AuthError."""
    issuer, audience = settings.auth_issuer, settings.auth_audience
    return tokens.issue(settings.home, tenant, subject, roles, lifetime, issuer=issuer, audience=audience)


async def serve(
    settings: Settings,
    *,
    first: Callable[[Starlette, str], Awaitable[None]] | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `first` gets the application and its address before anyone else does.

    Raises NotStarted, AuthError, GraphError.
    """
    sign_in(settings), own_hosts(settings)  # refuses before a database is started
    with listening(settings) as listener:
        settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        stop = tracing.start(release())
        logs.start()
        try:
            async with opened(settings) as store:
                application = create_app(settings, store.graphs, store.tenants)
                if first is not None:
                    await first(application, address(settings))
                if ready is not None:
                    ready(address(settings))
                await _Server(_configured(application)).serve(sockets=[listener])
        finally:
            await asyncio.to_thread(stop)


@contextmanager
def listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket to serve on, taken before anything slow begins. Raises NotStarted."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except PermissionError as exc:
        raise NotStarted(f"Port {settings.port} is not for this user; set AMEIDE_PORT to one above 1023.") from exc
    except OSError as exc:
        raise NotStarted(
            f"Cannot listen on {settings.host}:{settings.port}: {exc.strerror}; set AMEIDE_HOST or AMEIDE_PORT."
        ) from exc
    with listener:
        yield listener


async def _ensure(tenants: Tenancy, name: str) -> None:
    if not await tenants.exists(name):
        try:
            await tenants.create(name)
        except errors.TenantExists:
            return  # another process was faster


async def _readiness(graphs: Graphs) -> Response:
    try:
        async with asyncio.timeout(_READY_SECONDS):
            health = await graphs.health()
    except TimeoutError:
        health = Health({"database": f"no answer in {_READY_SECONDS} s"})
    checks = {name: wrong or "ok" for name, wrong in health.checks.items()}
    return JSONResponse({"ready": health.ready, "checks": checks}, 200 if health.ready else 503)


async def _alive(_: Request) -> Response:
    return JSONResponse({"alive": True})


async def _home(_: Request) -> Response:
    return RedirectResponse("/graphiql/", 307)


async def _no_page(_: Request) -> Response:
    return PlainTextResponse("The GraphiQL page is not built: run `make ui`. The API answers at /graphql.\n", 503)


def _configured(application: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        application, log_config=None, server_header=False, proxy_headers=False, ws="none", timeout_graceful_shutdown=5
    )


class _Server(uvicorn.Server):
    """Leaves by returning, so that what was started around it is stopped too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM, and raise neither again."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
