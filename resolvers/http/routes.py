"""List the routes of the service: GraphQL, the probes and the page."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from graph.store import Graphs, Health
from pipeline.ir.plugins import Broken
from resolvers.http.ending import Ending
from resolvers.http.endpoint import Endpoint
from resolvers.http.uploads import Uploads

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_READY_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Readiness:
    """The handler of /readyz: whether the store answers, and which plug-ins are left out."""

    graphs: Graphs
    broken: Sequence[Broken] = ()
    ending: Ending = field(default_factory=Ending)

    async def answer(self, _: Request) -> Response:
        """Return 200 or 503. A broken plug-in is named but does not affect the others, so the status stays.

        The reason is only in the log, because anyone may send this request.
        """
        try:
            async with asyncio.timeout(_READY_SECONDS):
                health = await self.graphs.health()
        except TimeoutError:
            health = Health({"database": f"no answer in {_READY_SECONDS} s"})
        ready = health.ready and not self.ending.begun
        body = {
            "ready": ready,
            "checks": {name: wrong or "ok" for name, wrong in health.checks.items()}
            | ({"service": "it is ending"} if self.ending.begun else {}),
            "brokenPlugins": [{"group": plugin.group, "name": plugin.name} for plugin in self.broken],
        }
        return JSONResponse(body, 200 if ready else 503)


def routes(endpoint: Endpoint, readiness: Readiness, page: Path) -> list[BaseRoute]:
    """Return all routes; without a built page, /graphiql says how to build it."""
    return [
        Route("/graphql", endpoint.answer, methods=_METHODS),
        Route("/import", Uploads(endpoint).answer, methods=["POST"]),
        Route("/healthz", _alive),
        Route("/readyz", readiness.answer),
        Route("/", _home),
        Mount("/graphiql", StaticFiles(directory=page, html=True)) if page.is_dir() else Route("/graphiql", _no_page),
    ]


async def _alive(_: Request) -> Response:
    return JSONResponse({"alive": True})


async def _home(_: Request) -> Response:
    return RedirectResponse("/graphiql/", 307)


async def _no_page(_: Request) -> Response:
    return PlainTextResponse("The GraphiQL page is not built: run `make ui`. The API answers at /graphql.\n", 503)
