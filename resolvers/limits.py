"""Limit a query before it runs, in time linear in its length.

Everything after this module may take time that grows with the square of a query's size: validation compares fields of
the same name in pairs, and every error looks for its line from the beginning of the text. So the size is limited here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TokenKind,
    parse,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

MOST_CHARACTERS: Final = 64 * 1024
MOST_LINES: Final = 2000
MOST_TOKENS: Final = 2000
MOST_FIELDS: Final = 500
MOST_REPEATED: Final = 100
DEEPEST: Final = 15
LONGEST_NUMBER: Final = 400  # Python reads integers of at most 4,300 digits
MOST_ERRORS: Final = 20
MOST_MUTATIONS: Final = 10
_STRAWBERRYS: Final = (MaybeNullValidationRule, OneOfInputValidationRule)
"""The rules that Strawberry adds to those of graphql-core; its own function knows no limit of errors."""
_NUMBERS: Final = frozenset({TokenKind.INT, TokenKind.FLOAT})
_CACHED_LENGTH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    document: DocumentNode | None
    """The document; None if it could not be parsed."""
    errors: list[GraphQLError]
    fields: int = 0
    """Number of selected fields; fields of fragments count at each use."""
    introspects: bool = False
    """True if the query asks for the schema alone, which no store is needed for."""


def prepared(schema: GraphQLSchema, rules: tuple[Any, ...], query: str) -> Query:
    """Return the parsed query, or its errors. Short ones are remembered."""
    if len(query) <= _CACHED_LENGTH:
        return _remembered(schema, rules, query)
    return _prepare(schema, rules, query)


def _prepare(schema: GraphQLSchema, rules: tuple[Any, ...], query: str) -> Query:
    if refused := _length_refusal(query):
        return Query(None, [refused])
    try:
        document = parse(query, max_tokens=MOST_TOKENS)
        if refused := _number_refusal(document):
            return Query(None, [refused])
        measured = _measure(document)
        if refused := _refusal(measured):
            return Query(None, [refused])
        errors = validate(schema, document, (*rules, *_STRAWBERRYS), max_errors=MOST_ERRORS)
        return Query(document, errors[:MOST_ERRORS], measured.fields, measured.introspects)
    except GraphQLError as error:
        return Query(None, [error])
    except RecursionError:
        return Query(None, [_too("The query is nested too deeply.")])


_remembered = lru_cache(maxsize=256)(_prepare)


@dataclass(frozen=True, slots=True)
class _Measured:
    """The size of the largest operation of a document."""

    depth: int = 0
    fields: int = 0
    repeated: int = 0
    introspects: bool = False
    mutations: int = 0
    mixed: bool = False
    """True if one operation selects the schema and other fields."""


def _measure(document: DocumentNode) -> _Measured:
    measure = _Measure(document)
    operations = [each.selection_set for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    sizes = [measure.of(selections) for selections in operations]
    depth = max((depth for depth, _ in sizes), default=0)
    fields = max((fields for _, fields in sizes), default=0)
    if depth > DEEPEST or fields > MOST_FIELDS:
        return _Measured(depth, fields)
    # only now: this walks into every fragment that is spread, however often
    repeated = max((measure.repeated([selections]) for selections in operations), default=0)
    asked = [measure.introspects(selections) for selections in operations]
    return _Measured(
        depth,
        fields,
        repeated,
        introspects=any(map(any, asked)),
        mutations=max((sum(1 for _ in measure.flat(each)) for each in _mutations(document)), default=0),
        mixed=any(any(one) and not all(one) for one in asked),
    )


def _mutations(document: DocumentNode) -> Iterator[SelectionSetNode]:
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode) and each.operation is OperationType.MUTATION:
            yield each.selection_set


def _length_refusal(query: str) -> GraphQLError | None:
    if len(query) > MOST_CHARACTERS:
        return _too(
            f"The query has {len(query)} characters; at most {MOST_CHARACTERS} are read. Send documents in variables."
        )
    if (lines := query.count("\n") + query.count("\r")) > MOST_LINES:
        return _too(f"The query has {lines} lines; at most {MOST_LINES} are read. Send documents in variables.")
    return None


def _number_refusal(document: DocumentNode) -> GraphQLError | None:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind in _NUMBERS and len(token.value or "") > LONGEST_NUMBER:
            return GraphQLError(f"A number has {len(token.value or '')} characters; at most {LONGEST_NUMBER} are read.")
        token = token.next
    return None


def _refusal(measured: _Measured) -> GraphQLError | None:
    if measured.depth > DEEPEST:
        return _too(f"The query is {measured.depth} fields deep; at most {DEEPEST} are answered.")
    if measured.fields > MOST_FIELDS:
        return _too(
            f"The query selects {_number(measured.fields)} fields with its fragments; "
            f"at most {MOST_FIELDS} are answered."
        )
    if measured.repeated > MOST_REPEATED:
        return _too(f"The query selects {measured.repeated} fields again; at most {MOST_REPEATED} are read.")
    if measured.mutations > MOST_MUTATIONS:
        return _too(f"The query has {measured.mutations} mutations; at most {MOST_MUTATIONS} are carried out.")
    if measured.mixed:
        return _too("Ask for __schema and __type in a query of their own.")
    return None


def _number(count: int) -> str:
    # fragments that double have numbers of fields that Python refuses to print
    return str(count) if count < 10**9 else "over 1000000000"


def _too(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "QUERY_TOO_LARGE"})


class _Measure:
    """Counts what operations select, every fragment measured once however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, tuple[int, int]] = {}
        self._open: set[str] = set()

    def of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        """Return (depth, fields). Introspection counts as fields only: validation limits its depth."""
        depth = fields = 0
        for selection in selections.selections if selections else ():
            below, count = self._one(selection)
            depth, fields = max(depth, below), fields + count
        return depth, fields

    def _one(self, selection: Any) -> tuple[int, int]:
        if isinstance(selection, FragmentSpreadNode):
            return self._spread(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self.of(selection.selection_set)
        below, count = self.of(selection.selection_set)
        return (0 if _introspection(selection) else below + 1), count + 1

    def _spread(self, name: str) -> tuple[int, int]:
        if name in self._open:
            raise GraphQLError(f"The fragment {name[:100]!r} spreads itself.")
        if name not in self._known:
            self._open.add(name)
            fragment = self._fragments.get(name)
            depth, fields = self.of(fragment.selection_set if fragment else None)
            self._open.remove(name)
            self._known[name] = depth, fields + 1  # a spread is a step too, even of what selects nothing
        return self._known[name]

    def repeated(self, sets: Iterable[SelectionSetNode]) -> int:
        """Count the fields beyond the first of each name, where validation compares them: by their place."""
        placed: dict[str, list[SelectionSetNode]] = {}
        again = 0
        for field in chain.from_iterable(self.flat(selections) for selections in sets):
            name = (field.alias or field.name).value
            again += name in placed
            below = placed.setdefault(name, [])
            if field.selection_set:
                below.append(field.selection_set)
        return again + sum(self.repeated(below) for below in placed.values() if below)

    def introspects(self, selections: SelectionSetNode) -> list[bool]:
        """Return, for each root field that gives anything but its type's name, whether it is of the schema."""
        return [_introspection(field) for field in self.flat(selections) if field.name.value != "__typename"]

    def flat(self, selections: SelectionSetNode | None) -> Iterator[FieldNode]:
        """Yield the fields of a selection, those of its fragments among them."""
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                yield from self.flat(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments.get(selection.name.value)
                yield from self.flat(fragment.selection_set if fragment else None)


def _introspection(field: FieldNode) -> bool:
    return field.name.value.startswith("__")
