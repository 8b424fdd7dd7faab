"""Assemble the root of all questions."""

from functools import partial
from typing import Annotated

import strawberry

from graph.records import SLUG
from graph.store import Direction
from resolvers import arguments, catalogue, lines, lists, paths, search, webhooks
from resolvers.addresses import element, one
from resolvers.arguments import argument, named
from resolvers.change_impact import change_impact
from resolvers.context import Info
from resolvers.deriving import derived
from resolvers.diff import diff
from resolvers.laborious import Laborious
from resolvers.link_query import LinkQuery
from resolvers.reach import ask, bounded, scope
from schema.build import Build
from schema.catalogue import Format, Rule, Target
from schema.change_impact import ChangeImpact, Draft
from schema.connection import After, Connection, First
from schema.deriving import Certainty, DerivedRelationships
from schema.diff import ModelDiff
from schema.directives import SemanticNonNull
from schema.element import Element
from schema.filters import BuildFilter, FindingFilter, ModelFilter
from schema.finding import Finding, Severity
from schema.labels import Label
from schema.line import GeneratedLine
from schema.model import Model
from schema.node import Node
from schema.paths import Direction as PathDirection
from schema.paths import PathMode, Paths
from schema.reach import Reach
from schema.scalars import AsOf
from schema.search import SearchConnection, SearchVersions, SearchWithin
from schema.viewer import Viewer
from schema.waiver import Waiver
from schema.webhook import Webhook

_ANSWERED = (SemanticNonNull(),)
"""Directives of fields that name ids: a wrong id must not remove the answers of other fields."""
_laborious = partial(strawberry.field, directives=_ANSWERED, extensions=[Laborious()])


@strawberry.type(description="The questions that can be asked.")
class Query(LinkQuery):
    """The root of queries. The tenant isolation test covers every field."""

    @strawberry.field(description="The caller, and the tenant whose graph answers.")
    def viewer(self, info: Info) -> Viewer:
        asking = info.context.principal
        return Viewer(tenant=asking.tenant, subject=asking.subject, issuer=asking.issuer, roles=sorted(asking.roles))

    @strawberry.field(
        description="The vertex with this id. An element without a version is taken from the current version."
    )
    async def node(self, info: Info, id: Annotated[strawberry.ID, argument("Any id.")]) -> Node | None:
        return await one(info.context, id)

    @strawberry.field(description="All models, by id.", directives=_ANSWERED)
    async def models(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[ModelFilter | None, argument("A filter; by default everything is listed.")] = None,
    ) -> Connection[Model] | None:
        """Keyset by id."""
        return await lists.models(info, first, after, filter)

    @strawberry.field(description="The model with this id.")
    async def model(
        self,
        info: Info,
        id: Annotated[strawberry.ID, argument("Id of the model, such as `order-to-cash`.")],
        as_of: AsOf = None,
    ) -> Model | None:
        found = await info.context.loaders.node(id) if SLUG.fullmatch(id) else None
        if not isinstance(found, Model) or (as_of and await info.context.loaders.current(id, as_of) is None):
            return None
        until = None if found.until is None or (as_of and found.until > as_of) else found.until
        return Model(id=found.id, until=until, as_of=as_of)

    @strawberry.field(
        description="The element with this id; without a version, the current version's or one in use.",
        directives=_ANSWERED,
    )
    async def element(
        self,
        info: Info,
        of: Annotated[strawberry.ID, argument("Such as `order-to-cash#Task_Ship` or `order-to-cash@3#Task_Ship`.")],
        as_of: AsOf = None,
    ) -> Element | None:
        return await element(info.context, of, as_of)

    @strawberry.field(description="The elements that one line of a generated file came from.")
    async def region(
        self,
        info: Info,
        artefact: Annotated[strawberry.ID, argument("Id of the file.")],
        line: Annotated[int, argument("The line, from 1.")],
        as_of: AsOf = None,
    ) -> GeneratedLine | None:
        return await lines.region(info, artefact, line, as_of)

    @strawberry.field(
        description="Vertices that match a text in their names, content or findings.", directives=_ANSWERED
    )
    async def search(
        self,
        info: Info,
        text: Annotated[
            str,
            argument("Words that must all occur, possibly abbreviated or misspelt; an empty text matches everything."),
        ],
        labels: Annotated[list[Label] | None, argument("Only these labels.")] = None,
        kinds: Annotated[list[str] | None, argument("Only elements of these kinds.")] = None,
        models: Annotated[list[strawberry.ID] | None, argument("Only vertices of these models.")] = None,
        severities: Annotated[list[Severity] | None, argument("Only findings of these severities.")] = None,
        within: Annotated[SearchWithin | None, argument("Only vertices within a reach.")] = None,
        versions: Annotated[SearchVersions | None, argument("By default CURRENT; within a reach ALL.")] = None,
        as_of: AsOf = None,
        first: First = 50,
        after: After = None,
    ) -> SearchConnection | None:
        """Best first."""
        old = search.superseded(versions, within)
        asked = search.question(text, labels, kinds, models, severities, old)
        return await search.search(info, asked, within, as_of, first, after)

    @strawberry.field(
        description="Everything that the given vertex depends on, directly and indirectly.", directives=_ANSWERED
    )
    async def lineage(
        self,
        info: Info,
        of: arguments.Of,
        depth: arguments.Depth = None,
        labels: arguments.Labels = None,
        kinds: arguments.Kinds = None,
        through: arguments.Through = None,
        include_flow: arguments.Flow = False,
        include_history: arguments.History = False,
        as_of: AsOf = None,
        max_vertices: arguments.MostVertices = None,
        max_seconds: arguments.MostSeconds = None,
        hub_threshold: arguments.HubThreshold = None,
        collapse_hubs: arguments.CollapseHubs = False,
    ) -> Reach | None:
        """Along the edges."""
        wanted = scope(depth, labels, kinds, through, include_flow, include_history)
        wanted = bounded(wanted, max_vertices, max_seconds, hub_threshold, collapse_hubs)
        return await ask(info, of, Direction.LINEAGE, wanted, as_of)

    @strawberry.field(
        description="Everything that depends on the given vertex, directly and indirectly: what a change would affect.",
        directives=_ANSWERED,
    )
    async def impact(
        self,
        info: Info,
        of: arguments.Of,
        depth: arguments.Depth = None,
        labels: arguments.Labels = None,
        kinds: arguments.Kinds = None,
        through: arguments.Through = None,
        include_flow: arguments.Flow = False,
        include_history: arguments.History = False,
        as_of: AsOf = None,
        max_vertices: arguments.MostVertices = None,
        max_seconds: arguments.MostSeconds = None,
        hub_threshold: arguments.HubThreshold = None,
        collapse_hubs: arguments.CollapseHubs = False,
    ) -> Reach | None:
        """Against the edges."""
        wanted = scope(depth, labels, kinds, through, include_flow, include_history)
        wanted = bounded(wanted, max_vertices, max_seconds, hub_threshold, collapse_hubs)
        return await ask(info, of, Direction.IMPACT, wanted, as_of)

    @strawberry.field(
        description="The paths by which one vertex depends on another, shortest first.", directives=_ANSWERED
    )
    async def paths(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="The start; any id.")],
        to: Annotated[strawberry.ID, argument("The end; any id.")],
        mode: Annotated[PathMode | None, argument("Whether one path, some or all are wanted.")] = PathMode.SHORTEST,
        direction: Annotated[
            PathDirection | None, argument("The direction in which edges are followed.")
        ] = PathDirection.LINEAGE,
        max_depth: Annotated[int | None, argument("The most steps of a path; null for any number.")] = 30,
        first: Annotated[int | None, argument("The most paths to return, 1 to 100.")] = 10,
        through: arguments.Through = None,
        include_flow: arguments.Flow = False,
        include_history: arguments.History = False,
        as_of: AsOf = None,
    ) -> Paths | None:
        """Along the edges, or against them."""
        wanted = scope(None, None, None, through, include_flow, include_history)
        return await paths.ask(info, (from_, to), mode, direction, paths.limits(max_depth, first), wanted, as_of)

    @_laborious(description="The differences between two versions, element by element.")
    async def diff(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, named("from", "Id of a version; a model means its current one.")],
        to: Annotated[strawberry.ID, argument("Id of a version; a model means its current one.")],
        as_of: AsOf = None,
    ) -> ModelDiff | None:
        """Their documents are read again."""
        return await diff(info, from_, to, as_of)

    @_laborious(
        description="Relationships that follow from those that a model states, by the rules of its notation: in"
        " ArchiMate, appendix B. They are computed for the answer and never stored."
    )
    async def derived_relationships(
        self,
        info: Info,
        of: Annotated[strawberry.ID, argument("Id of a version; a model means its current one.")],
        certainty: Annotated[Certainty, argument("The certainty with which they follow.")] = Certainty.VALID,
        from_: Annotated[str | None, named("from", "Only those that leave this element; any of its ids.")] = None,
        to: Annotated[str | None, argument("Only those that lead to this element; any of its ids.")] = None,
        kinds: Annotated[list[str] | None, argument("Only those of these kinds, such as `Serving`.")] = None,
        as_of: AsOf = None,
    ) -> DerivedRelationships | None:
        """Its document is read again."""
        return await derived(info, of, certainty, (from_, to), kinds, as_of)

    @_laborious(description="The impact of a change, before it is imported or built.")
    async def change_impact(
        self,
        info: Info,
        from_: Annotated[
            strawberry.ID,
            named("from", "Id of a version; a model means its current one, and older ones that a current build used."),
        ],
        to: Annotated[strawberry.ID | None, argument("The version that it would change to.")] = None,
        draft: Draft = None,
        as_of: AsOf = None,
    ) -> ChangeImpact | None:
        return await change_impact(info, from_, to, draft, as_of)

    @strawberry.field(description="Open findings in current versions, worst first.", directives=_ANSWERED)
    async def findings(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[FindingFilter | None, argument("A filter; by default everything is listed.")] = None,
    ) -> Connection[Finding] | None:
        """Keyset by severity and id."""
        return await lists.findings(info, first, after, filter)

    @strawberry.field(description="Waivers that are in force, oldest first.", directives=_ANSWERED)
    async def waivers(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        model: Annotated[strawberry.ID | None, argument("Only waivers of this model and its elements.")] = None,
    ) -> Connection[Waiver] | None:
        """Keyset by time and id."""
        return await lists.waivers(info, first, after, model)

    @strawberry.field(description="All builds, newest first.", directives=_ANSWERED)
    async def builds(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[BuildFilter | None, argument("A filter; by default everything is listed.")] = None,
    ) -> Connection[Build] | None:
        """Keyset by time."""
        return await lists.builds(info, first, after, filter)

    @strawberry.field(description="The webhooks of the tenant, oldest first. For administrators.", directives=_ANSWERED)
    async def webhooks(self, info: Info) -> list[Webhook] | None:
        return await webhooks.webhooks(info)

    @strawberry.field(description="The formats that documents may have.")
    def formats(self) -> list[Format]:
        return catalogue.formats()

    @strawberry.field(description="The targets that code can be generated for, with their options.")
    def targets(self) -> list[Target]:
        return catalogue.targets()

    @strawberry.field(description="The rules that every imported model is checked by.")
    def rules(self) -> list[Rule]:
        return catalogue.rules()
