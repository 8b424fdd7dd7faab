"""Directives of the schema."""

import strawberry
from strawberry.schema_directive import Location


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="semanticNonNull",
    description="The field is null only if `errors` says why. It can be null so that other fields keep their answers.",
)
class SemanticNonNull:
    """A mark on root fields; the generated client, which raises on errors, takes them as never null."""
