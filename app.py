"""Assemble the service: settings, store, schema, routes, telemetry."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from auth.headers import Guarded
from auth.origin import OwnOrigin, allowed_origins, own_hosts, trusted_proxies
from auth.signin import issue_token as issue_token  # for the command, which reaches the server's code through here
from auth.signin import sign_in
from graph import export, restore
from graph.age import schema
from graph.age.graphs import AgeGraphs
from graph.control.webhooks import Webhooks
from graph.export import Summary as Summary
from graph.logins import further, logins
from graph.portable import PortableGraphs
from graph.store import Graphs
from graph.tenants.administration import Tenants
from graph.tenants.distribution import DistributedTenants
from graph.tenants.names import MAIN
from graph.tenants.placements import Placements
from graph.tenants.protocol import DistributedTenancy, ensure
from graph.tenants.routing import RoutedGraphs
from pipeline.ir.plugins import Broken
from pipeline.ir.workshop import HERE, Workshop
from pipeline.operations import plugins
from pipeline.provenance.builder import release
from resolvers.context import TenantMaker
from resolvers.http import server
from resolvers.http.ending import Draining, Ending
from resolvers.http.endpoint import Endpoint
from resolvers.http.leaving import Leaving
from resolvers.http.routes import Readiness, routes
from settings import Settings, listed
from telemetry import logs, requests, tracing
from telemetry.release import Stated
from work.administration import Administration
from work.delivery import Courier
from work.outbound import networks
from work.pool.limits import Limits, processes
from work.pool.pool import Pool

_HERE: Final = Path(__file__).parent
_BUNDLED: Final = _HERE / "ameide_bundle"
"""Folder of the page and the examples in a wheel; infra/bundle.py fills it."""
PAGE: Final = _BUNDLED / "page" if _BUNDLED.is_dir() else _HERE / "ui" / "dist"
EXAMPLES: Final = (_BUNDLED if _BUNDLED.is_dir() else _HERE) / "examples"

_WORKERS_IMPORT: Final = ("pipeline.operations.import_", "pipeline.operations.generate", "pipeline.operations.diff")
"""Modules that every worker has imported before it is given anything to do."""

_log = logging.getLogger("ameide")


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of a database backend that the service uses."""

    graphs: PortableGraphs
    tenants: DistributedTenancy
    servers: Mapping[str, PortableGraphs]
    webhooks: Webhooks | None = None


def create_app(
    settings: Settings,
    graphs: Graphs,
    tenants: TenantMaker,
    *,
    page: Path = PAGE,
    broken: Sequence[Broken] = (),
    ending: Ending | None = None,
    webhooks: Webhooks | None = None,
    workshop: Workshop = HERE,
) -> Starlette:
    """Return the service over these graphs. Raises AuthError where it would let in anyone."""
    keeper = None if webhooks is None else Administration(webhooks, networks(listed(settings.webhook_networks)))
    endpoint = Endpoint(
        graphs, tenants, sign_in(settings), settings.max_document_bytes, keeper, settings.request_seconds, workshop
    )
    proxies, origins, ending = trusted_proxies(settings), allowed_origins(settings), ending or Ending()
    middleware = [
        *([Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []),
        *requests.noted(),
        Middleware(Stated, release=release()),
        Middleware(Guarded),
        Middleware(OwnOrigin, hosts=own_hosts(settings), origins=origins),
        *([_cross_origin(origins)] if origins else []),
        Middleware(Draining, ending=ending),
        Middleware(Leaving),
    ]
    return Starlette(routes=routes(endpoint, Readiness(graphs, broken, ending), page), middleware=middleware)


def _cross_origin(origins: Collection[str]) -> Middleware:
    """Let pages of these origins ask, and read the answers. They send a token: no cookie ever signs anyone in."""
    return Middleware(
        CORSMiddleware,
        allow_origins=sorted(origins),
        allow_methods=["POST"],
        allow_headers=["authorization", "content-type"],
        expose_headers=["ameide-version"],
        max_age=600,
    )


@asynccontextmanager
async def opened(settings: Settings, *, furnished: bool = True) -> AsyncIterator[Store]:
    """Open the store of these settings, migrated, with the tenant that loopback signs in to. Raises GraphError."""
    async with connected(settings) as store:
        await store.tenants.migrate()
        if furnished and settings.auth_keys is None:
            await ensure(store.tenants, settings.tenant)
        yield store


def connected(settings: Settings) -> AbstractAsyncContextManager[Store]:
    """Return the store of these settings as it is, whatever release it is at. Entering it raises GraphError."""
    return _STORES[settings.store](settings)


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
            graphs = RoutedGraphs(servers, tenants) if settings.databases else servers[MAIN]
            yield Store(graphs, tenants, servers, Webhooks(main))


@asynccontextmanager
async def _neo4j(settings: Settings) -> AsyncIterator[Store]:
    from graph.neo4j.graphs import Neo4jGraphs  # its driver takes a tenth of the time in which a service starts

    graphs = await Neo4jGraphs.open(settings)
    try:
        yield Store(graphs, graphs.tenants, {MAIN: graphs})
    finally:
        await graphs.close()


_STORES: Final[Mapping[str, Callable[[Settings], AbstractAsyncContextManager[Store]]]] = {"age": _age, "neo4j": _neo4j}


@asynccontextmanager
async def application(settings: Settings) -> AsyncIterator[Starlette]:
    """Open the service for use inside this process: whoever can read the store's files needs no token."""
    local = settings.model_copy(update={"host": "127.0.0.1", "auth_keys": None})
    async with opened(local) as store:
        yield create_app(local, store.graphs, store.tenants, webhooks=store.webhooks)


@asynccontextmanager
async def _delivering(store: Store, settings: Settings) -> AsyncIterator[None]:
    """Deliver webhooks for as long as the block runs."""
    if store.webhooks is None:
        yield
        return
    courier = Courier(store.webhooks, store.graphs, networks(listed(settings.webhook_networks)))
    running = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})


def workers(settings: Settings) -> Pool:
    """Return the processes in which a service does its heavy work. None is started yet."""
    limits = Limits(settings.worker_seconds, settings.worker_cpu_seconds, settings.worker_memory_bytes)
    return Pool(settings.workers or processes(), limits, _WORKERS_IMPORT, settings.tenant_weights)


async def take_out(settings: Settings, tenant: str, file: BinaryIO, tell: export.Tell) -> Summary:
    """Write a tenant into a file. Raises GraphError."""
    async with opened(settings, furnished=False) as store:
        return await export.take_out(store.graphs, tenant, release(), file, tell)


async def bring_in(settings: Settings, file: BinaryIO, tenant: str | None, tell: export.Tell) -> Summary:
    """Make a tenant of such a file. Raises GraphError."""
    async with opened(settings, furnished=False) as store:
        return await restore.bring_in(store.graphs, file, tenant, tell)


async def serve(
    settings: Settings,
    *,
    first: Callable[[Starlette, str], Awaitable[None]] | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `first` gets the application and its address before requests are accepted.

    Raises NotStarted, AuthError, GraphError.
    """
    (
        sign_in(settings),
        own_hosts(settings),
        allowed_origins(settings),
        trusted_proxies(settings),
    )  # refuses before a database is started
    with server.listening(settings.host, settings.port) as listener:
        settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        ending = Ending(settings.grace_seconds)
        stop = tracing.start(release())
        logs.start()
        for plugin in (broken := plugins.broken()):
            _log.warning("the plug-in %s of %s is left out: %s", plugin.name, plugin.group, plugin.reason)
        try:
            async with opened(settings) as store, workers(settings) as pool:
                application = create_app(
                    settings,
                    store.graphs,
                    store.tenants,
                    broken=broken,
                    ending=ending,
                    webhooks=store.webhooks,
                    workshop=pool,
                )
                if first is not None:
                    await first(application, settings.address)
                server.settle()
                if ready is not None:
                    ready(settings.address)
                async with _delivering(store, settings):
                    await server.run(application, listener, ending)
        finally:
            await asyncio.to_thread(stop)
    if ending.undone:
        server.leave()
