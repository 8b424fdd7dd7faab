"""Administer tenants on several databases: create, list, move and remove them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace

from graph import errors
from graph.export import exported, header_of
from graph.portable import PortableGraphs, State
from graph.restore import restore
from graph.tenants.administration import Tenant, Tenants
from graph.tenants.names import MAIN, graph_name
from graph.tenants.placements import Placement, Placements
from graph.tenants.plans import Plan, Tell

_RELEASE = "move"  # the same after an upgrade in the middle, so that it can go on


class DistributedTenants:
    """Tenants on several databases; the main one's control tables say which tenant is where."""

    def __init__(self, servers: Mapping[str, Tenants], placements: Placements) -> None:
        self.servers = servers
        self._placements = placements

    async def server(self, name: str) -> str:
        """Return the database of a tenant, if it exists. Raises ServerUnknown where that is not configured."""
        graph_name(name)
        return self._configured((await self._placements.of(name)).server)

    async def create(self, name: str, state: State = State.SERVING, on: str = MAIN) -> None:
        """Make an empty graph on one of the databases. Raises TenantExists, TenantNameRefused, ServerUnknown."""
        server = await self.server(name)
        async with self._placements.alone(name):
            if await self.servers[server].exists(name):
                raise errors.TenantExists(name)
            await self._placements.put(name, Placement(self._configured(on)))
            await self.servers[on].create(name, state)

    async def retire(self, name: str) -> None:
        """Remove the tenant and all that it holds. Raises TenantUnknown, TenantMoving."""
        server = await self.server(name)
        async with self._placements.alone(name):
            if (await self._placements.of(name)).goal is not None:
                raise errors.TenantMoving(name)
            await self.servers[server].retire(name)
            await self._placements.forget(name)

    async def list(self) -> Sequence[Tenant]:
        """List all tenants, by name, each with the database that it is on."""
        places = await self._placements.all()
        lists = await asyncio.gather(*(tenants.list() for tenants in self.servers.values()))
        found = [replace(one, server=server) for server, each in zip(self.servers, lists, strict=True) for one in each]
        here = [one for one in found if places.get(one.name, Placement()).server == one.server]
        return sorted(here, key=lambda one: one.name)

    async def places(self) -> Mapping[str, int | None]:
        """Count the tenants of each database; None where it does not answer."""
        found: dict[str, int | None] = dict.fromkeys(self.servers, 0)
        for server, tenants in self.servers.items():
            try:
                found[server] = len(await tenants.list())
            except errors.StoreUnreachable:
                found[server] = None
        return found

    async def exists(self, name: str) -> bool:
        return await self.servers[await self.server(name)].exists(name)

    async def state(self, name: str) -> State | None:
        """Return the state of a tenant; None if there is no such tenant."""
        return await self.servers[await self.server(name)].state(name)

    async def put(self, name: str, state: State) -> None:
        """Change its state, once nobody writes any longer. Raises TenantUnknown."""
        await self.servers[await self.server(name)].put(name, state)

    async def plans(self) -> Sequence[Plan]:
        """Return what migrate would do, database by database. Raises StoreNewer."""
        lists = await asyncio.gather(*(tenants.plans() for tenants in self.servers.values()))
        return [replace(plan, server=server) for server, each in zip(self.servers, lists, strict=True) for plan in each]

    async def migrate(self, tell: Tell = lambda _: None) -> None:
        """Bring every database to this release; it can be resumed. Raises StoreNewer, MigrationFailed."""
        await self.plans()  # refuses before any of them is changed
        for server, tenants in self.servers.items():
            await tenants.migrate(_told_of(server, tell))

    async def move(
        self, graphs: Mapping[str, PortableGraphs], name: str, to: str, tell: Callable[[int], object]
    ) -> None:
        """Move a tenant to another database, or cancel its move.

        It can be read during the move, except at the moment of the switch, and written to after it. After an
        interruption, the same call continues. Raises TenantUnknown, TenantMoving, TenantExists, ServerUnknown.
        """
        graph_name(name)
        async with self._placements.alone(name):
            place = await self._placements.of(name)
            old, new = self._configured(place.server), self._configured(to)
            if old == new:
                await self._stay(name, place)
                return
            if place.goal not in (None, to):
                raise errors.TenantMoving(f"{name}, to {place.goal}; move it there, or back to {old}")
            if place.goal is None and not await self.servers[old].exists(name):
                raise errors.TenantUnknown(name)
            await self._placements.put(name, Placement(old, to))
            await self._copy(graphs, name, old, new, tell)
            await self._switch(name, old, new)

    async def _copy(
        self, graphs: Mapping[str, PortableGraphs], name: str, old: str, new: str, tell: Callable[[int], object]
    ) -> None:
        """Copy unless it has moved already. From here on nobody writes, so the copy can go on where it stopped."""
        if await self.servers[old].state(name) is State.MOVED:
            return
        await self.servers[old].put(name, State.MOVING)
        state = await self.servers[new].state(name)
        if state is None:
            await self.servers[new].create(name, State.RESTORING)
        elif state is not State.RESTORING:
            raise errors.TenantExists(f"{name}, on {new}")
        await restore(graphs[new], name, _lines(graphs[old], name), tell)
        if await _digest(graphs[old], name) != await _digest(graphs[new], name):
            raise errors.ExportIncomplete(f"{name} is not on {new} what it is on {old}; move it back to {old}")

    async def _switch(self, name: str, old: str, new: str) -> None:
        """Stop reading from the old database first, then start with the new one."""
        await self.servers[old].put(name, State.MOVED)
        await self.servers[new].put(name, State.SERVING)
        await self._placements.put(name, Placement(new))
        await self.servers[old].retire(name)

    async def _stay(self, name: str, place: Placement) -> None:
        """Give up a move that has not been made; remove what one has left behind."""
        here = self.servers[place.server]
        state = await here.state(name)
        if state is None:
            raise errors.TenantUnknown(name)
        if place.goal is not None and state is State.MOVED:
            raise errors.TenantMoving(f"{name}, to {place.goal}, and all but there; move it there")
        for server, tenants in self.servers.items():
            if server != place.server and await tenants.state(name) in (State.RESTORING, State.MOVED):
                await tenants.retire(name)
        if state is State.MOVING:
            await here.put(name, State.SERVING)
        await self._placements.put(name, Placement(place.server))

    def _configured(self, server: str) -> str:
        if server not in self.servers:
            raise errors.ServerUnknown(server[:80])
        return server


async def _lines(graphs: PortableGraphs, name: str) -> AsyncIterator[bytes]:
    async with graphs.exporting(name) as unit:
        async for line in exported(unit, await header_of(unit, _RELEASE)):
            yield line


async def _digest(graphs: PortableGraphs, name: str) -> str:
    digest = hashlib.sha256()
    async for line in _lines(graphs, name):
        digest.update(line)
    return digest.hexdigest()


def _told_of(server: str, tell: Tell) -> Tell:
    return lambda plan: tell(replace(plan, server=server))
