"""Assemble the questions about links; they are a part of the root of all questions."""

from typing import Annotated

import strawberry

from resolvers import linking
from resolvers.context import Info
from resolvers.laborious import Laborious
from schema.connection import After, Connection, First
from schema.directives import SemanticNonNull
from schema.link import Link
from schema.linking import LinkFilter, LinkOrder, LinkReasons

_ANSWERED = (SemanticNonNull(),)


@strawberry.type
class LinkQuery:
    """Root fields about links."""

    @strawberry.field(
        extensions=[Laborious()],
        directives=_ANSWERED,
        description="Links between models that hold: the proposals are the queue of what people can decide.",
    )
    async def links(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[
            LinkFilter | None, strawberry.argument(description="A filter; by default everything is listed.")
        ] = None,
        order: Annotated[
            LinkOrder | None, strawberry.argument(description="The order; by default the surest first.")
        ] = None,
    ) -> Connection[Link] | None:
        """Keyset by confidence and id."""
        return await linking.links(info, first, after, filter, order)

    @strawberry.field(description="The reasons why two elements are linked or not.", directives=_ANSWERED)
    async def why_linked(
        self,
        info: Info,
        from_: Annotated[
            strawberry.ID,
            strawberry.argument(name="from", description="An element, without a version: `order-to-cash#Task_Ship`."),
        ],
        to: Annotated[strawberry.ID, strawberry.argument(description="The other element.")],
    ) -> LinkReasons | None:
        return await linking.why_linked(info, from_, to)
