"""NotFollowed: edges within reach that a complete answer does not contain."""

from enum import Enum

import strawberry

from schema.labels import EdgeKind


@strawberry.enum(description="What was not followed.")
class NotFollowedKind(Enum):
    """The kinds of resolvers/not_followed.py."""

    MADE_FROM = strawberry.enum_value(
        "made_from",
        description="From elements to builds: an earlier release did not record which elements a build was made of.",
    )
    SHARED_LINES = strawberry.enum_value(
        "shared_lines",
        description="Between an element and its lines alone: an earlier release recorded lines that every model gets as"
        " lines of the process, so such builds show more files than they should.",
    )
    RELATIONS = strawberry.enum_value(
        "relations",
        description="What the parser records now and did not yet when it read a version: relations, messages, signals.",
    )
    ASSOCIATION = strawberry.enum_value(
        "association",
        description="Relations of which neither end depends on the other, such as associations without a direction.",
    )
    EXCLUDED = strawberry.enum_value("excluded", description="Edges that `through` left out.")


@strawberry.type(description="Something within reach that was not followed.")
class NotFollowed:
    """An entry."""

    kind: NotFollowedKind = strawberry.field(description="What it is.")
    message: str = strawberry.field(description="What is missing, and what to do about it.")
    since: str | None = strawberry.field(
        description="The first release or parser that records it; null for what the question or the model excluded."
    )
    edges: list[EdgeKind] = strawberry.field(description="The kinds of edges that were not followed.")
    count: int | None = strawberry.field(
        description="The number of builds or versions of which it is not known, or of associations; null for edges that"
        " the question excluded."
    )
    ids: list[strawberry.ID] = strawberry.field(description="Their ids, in order; the first 20.")
