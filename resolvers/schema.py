"""Put the types and roots together to the schema, and prepare queries."""

import re
from collections.abc import Iterator
from typing import Any, Final

import strawberry
from graphql import GraphQLError, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from resolvers.cost import estimate
from resolvers.execution import execution_context
from resolvers.limits import prepared
from resolvers.mutation import Mutation
from resolvers.query import Query
from schema.labels import TYPES
from schema.scalars import SCALARS

_INTROSPECTION: Final = re.compile(r"__(?:schema|type)\b")


class Prepared(SchemaExtension):
    """A cache of parsed and validated queries; only short ones are kept."""

    def on_parse(self) -> Iterator[None]:
        """Put the document where the execution finds it."""
        asked = self.execution_context
        self.query = prepared(SCHEMA.core, asked.validation_rules, asked.query or "")
        if self.query.document is None:
            raise self.query.errors[0]
        asked.graphql_document = self.query.document
        if asked.context is not None:
            asked.context.unit.fields = self.query.fields
            if not self.query.errors:
                found = estimate(SCHEMA.core, self.query.document, asked.operation_name, asked.variables)
                asked.context.cost.estimated = found
        yield

    def on_validate(self) -> Iterator[None]:
        """Skip validation: it came with the parsing."""
        self.execution_context.pre_execution_errors = self.query.errors
        yield


class AmeideSchema(strawberry.Schema):
    """The schema. What is logged of an error, and what is returned, is decided in resolvers/errors.py."""

    @property
    def core(self) -> Any:
        """Return the schema of graphql-core."""
        return self._schema

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing: errors are logged where they are masked."""


SCHEMA: Final = AmeideSchema(
    query=Query,
    mutation=Mutation,
    types=list(TYPES.values()),
    execution_context_class=execution_context(),
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=[Prepared],
)


def introspects(query: str) -> bool:
    """Return true if a query asks for the schema alone."""
    # the words first: most queries hold none of them, and long ones are not remembered
    return bool(_INTROSPECTION.search(query)) and prepared(SCHEMA.core, specified_rules, query).introspects


def sdl() -> str:
    """Print the schema as schema.graphql holds it."""
    return SCHEMA.as_str().rstrip() + "\n"
