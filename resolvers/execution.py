"""Execute a query as graphql-core does, but read plain data at once.

Most of an answer are lists of objects of which only attributes are selected, some of them objects again. For these,
graphql-core prepares as much as for a resolver that asks a database. This module makes one function for the selection
of a field. If that function cannot read a value, also because of an error, graphql-core executes the field from the
beginning: reading changes nothing, so it may be done twice.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter

Reader = Callable[[Any], Any]

_SAME: Final[dict[GraphQLOutputType, type]] = {GraphQLBoolean: bool, GraphQLID: str, GraphQLString: str}
"""Python's types that go out as they are."""
_INT32: Final = range(-(2**31), 2**31)


TESTED: Final = frozenset({("graphql-core", "3.3.2"), ("strawberry-graphql", "0.341.2")})
"""Releases whose private methods this module is known to fit; `test_execution.py` runs on these."""


class NotPlain(Exception):
    """A value is not exactly what its field wants."""


class Execution(StrawberryGraphQLCoreExecutionContext):
    """The execution of one operation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._readers: dict[tuple[str, int], tuple[Any, Reader | None]] = {}

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_details_list: Any, path: Any, position_context: Any
    ) -> Any:
        """Read it, or leave it to graphql-core, which says what is wrong and where."""
        with suppress(Exception):
            read = self._field(parent_type, field_details_list) if self._bare else None
            if read is not None:
                return read(source)
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    @cached_property
    def _bare(self) -> bool:
        """Return true if no extension wants to see every field that is resolved."""
        return not (self.middleware_manager and self.middleware_manager.middlewares)

    def _field(self, parent: GraphQLObjectType, details: Any) -> Reader | None:
        """Return the reader of this selection; None where the field takes more than reading."""
        key = (parent.name, id(details))
        if key not in self._readers:
            # with the details, or their id would be free for others
            self._readers[key] = (details, self._made(parent, details))
        return self._readers[key][1]

    def _made(self, parent: GraphQLObjectType, details: Any) -> Reader | None:
        name = details[0].node.name.value
        if name == "__typename":
            return lambda _source: parent.name
        field = parent.fields.get(name)
        definition = _definition(field)
        if field is None or definition is None or not definition.is_basic_field:
            return None
        read, attribute = self._value(field.type, details), definition.python_name
        return read and (lambda source: read(getattr(source, attribute)))

    def _value(self, type_: GraphQLOutputType, details: Any) -> Reader | None:
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type, details)
        read = self._present(type_, details)
        return read and (lambda value: None if value is None else read(value))

    def _present(self, type_: Any, details: Any) -> Reader | None:
        """Return the reader of a non-null value of this type."""
        if type_ in _SAME:
            return _same(_SAME[type_])
        if type_ is GraphQLInt:
            return _int
        if isinstance(type_, GraphQLScalarType | GraphQLEnumType):
            return _coerced(type_)
        if isinstance(type_, GraphQLList):
            read = self._value(type_.of_type, details)
            return read and _list(read)
        if isinstance(type_, GraphQLObjectType):
            return self._object(type_, details)
        if isinstance(type_, GraphQLInterfaceType):
            return self._interface(type_, details)
        return None

    def _object(self, type_: GraphQLObjectType, details: Any) -> Reader | None:
        fields, deferred, _ = self.collect_subfields(type_, details)
        readers = {name: self._field(type_, each) for name, each in fields.items()}
        origin = getattr(_definition(type_), "origin", None)
        if deferred or origin is None or not all(readers.values()):
            return None
        plain = [(name, read) for name, read in readers.items() if read is not None]

        def read_object(value: Any) -> dict[str, Any]:
            if type(value) is not origin:
                raise NotPlain
            return {name: read(value) for name, read in plain}

        return read_object

    def _interface(self, type_: GraphQLInterfaceType, details: Any) -> Reader:
        possible = {_definition(each).origin: each for each in self.schema.get_possible_types(type_)}
        readers: dict[type, Reader | None] = {}

        def read_any(value: Any) -> Any:
            python = type(value)
            if python not in readers:
                readers[python] = self._object(possible[python], details) if python in possible else None
            read = readers[python]
            if read is None:
                raise NotPlain
            return read(value)

        return read_any


def _definition(thing: Any) -> Any:
    """Return the Strawberry definition behind a GraphQL object."""
    return None if thing is None else thing.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)


def _same(python: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is python:
            return value
        raise NotPlain

    return read


def _int(value: Any) -> int:
    if type(value) is int and value in _INT32:
        return value
    raise NotPlain


def _coerced(type_: GraphQLScalarType | GraphQLEnumType) -> Reader:
    def read(value: Any) -> Any:
        if isinstance(value, Exception | Awaitable):
            raise NotPlain
        found = type_.coerce_output_value(value)
        if found is None or found is Undefined:
            raise NotPlain
        return found

    return read


def _list(read: Reader) -> Reader:
    def read_list(values: Any) -> list[Any]:
        if type(values) is not list:
            raise NotPlain
        return [read(value) for value in values]

    return read_list


def execution_context() -> type[Execution] | None:
    """Return how queries are executed; None, which leaves it to graphql-core, beside releases that are not tested."""
    return Execution if all((name, version(name)) in TESTED for name, _ in TESTED) else None
