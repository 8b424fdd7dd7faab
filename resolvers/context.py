"""Hold the context of one request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

import strawberry

from auth.principal import Principal
from graph.store import Graphs
from pipeline.ir.document import Actor
from pipeline.ir.workshop import HERE, Workshop
from resolvers.cost import Cost
from resolvers.deadline import USUAL_SECONDS, Deadline, Patient, PatientWorkshop
from resolvers.loaders import RequestLoaders
from resolvers.unit import Unit


class TenantMaker(Protocol):
    """The part of graph/tenants/ that createTenant needs."""

    async def create(self, name: str) -> None:
        """Make an empty graph. Raises TenantExists, TenantNameRefused."""


class KeptWebhook(Protocol):
    """A webhook, as graph/control/ keeps it."""

    @property
    def id(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def events(self) -> Sequence[str]: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def created_by(self) -> str: ...
    @property
    def pending(self) -> int: ...
    @property
    def given_up(self) -> int: ...
    @property
    def error(self) -> str | None: ...


class KeptDelivery(Protocol):
    """A delivery, as graph/control/ keeps it."""

    @property
    def id(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def attempts(self) -> int: ...
    @property
    def next_at(self) -> datetime | None: ...
    @property
    def delivered_at(self) -> datetime | None: ...
    @property
    def error(self) -> str | None: ...


class WebhookKeeper(Protocol):
    """The part of work/ that administrators of a tenant need."""

    async def of(self, tenant: str) -> Sequence[KeptWebhook]:
        """Return the webhooks of a tenant, the oldest first."""

    async def deliveries(self, webhook: str, most: int) -> Sequence[KeptDelivery]:
        """Return the newest deliveries of a webhook."""

    async def create(self, tenant: str, url: str, events: Sequence[str], by: str, now: str) -> tuple[str, str] | str:
        """Return id and secret of a new webhook, or why there is none."""

    async def remove(self, id_: str, tenant: str) -> bool:
        """Return false where the tenant has no such webhook."""

    async def retry(self, id_: str, tenant: str) -> int | None:
        """Return how many deliveries are sent again; None where the tenant has no such webhook."""


@dataclass(slots=True)
class RequestContext:
    """The caller, and the reads that all fields of the request share."""

    principal: Principal
    graphs: Graphs
    tenants: TenantMaker
    max_document_bytes: int = 50 * 1024 * 1024
    webhooks: WebhookKeeper | None = None
    seconds: float = USUAL_SECONDS
    workshop: Workshop = HERE
    cost: Cost = field(default_factory=Cost)
    deadline: Deadline = field(init=False)
    unit: Unit = field(init=False)
    loaders: RequestLoaders = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = Deadline(self.seconds)
        self.graphs = Patient(self.graphs, self.deadline)
        self.workshop = PatientWorkshop(self.workshop, self.deadline)
        self.unit = Unit(self.graphs, self.principal.tenant, self.cost, self.deadline)
        self.loaders = RequestLoaders(self.unit)

    @property
    def actor(self) -> Actor:
        """Return the principal in the form that is recorded."""
        return Actor(issuer=self.principal.issuer, subject=self.principal.subject)

    async def renew(self) -> None:
        """Forget everything that was read: something was written."""
        await self.unit.renew()
        self.loaders = RequestLoaders(self.unit)


Info: TypeAlias = strawberry.Info[RequestContext, Any]
