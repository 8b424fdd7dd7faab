"""Limit a query before it runs, in time linear in its length."""

from dataclasses import dataclass
from functools import lru_cache
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
    SelectionSetNode,
    parse,
)
from strawberry.schema.schema import validate_document

MOST_TOKENS: Final = 2000
MOST_FIELDS: Final = 500
DEEPEST: Final = 15
_CACHED_LENGTH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    document: DocumentNode | None
    """None where it could not even be parsed."""
    errors: list[GraphQLError]
    fields: int = 0
    """How many it selects, those of fragments wherever they are spread."""


def prepared(schema: GraphQLSchema, rules: tuple[Any, ...], query: str) -> Query:
    """Return the parsed query, or its errors. Short ones are remembered; long ones hold documents to import."""
    if len(query) <= _CACHED_LENGTH:
        return _remembered(schema, rules, query)
    return _prepare(schema, rules, query)


def _prepare(schema: GraphQLSchema, rules: tuple[Any, ...], query: str) -> Query:
    try:
        document = parse(query, max_tokens=MOST_TOKENS)
        depth, fields = _measure(document)
        if refused := _refusal(depth, fields):
            return Query(None, [refused])
        return Query(document, validate_document(schema, document, rules), fields)
    except GraphQLError as error:
        return Query(None, [error])
    except RecursionError:
        return Query(None, [_too("The query is nested too deeply.")])


_remembered = lru_cache(maxsize=256)(_prepare)


def _measure(document: DocumentNode) -> tuple[int, int]:
    measured = _Measure(document)
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    sizes = [measured.of(operation.selection_set) for operation in operations]
    return max((depth for depth, _ in sizes), default=0), max((fields for _, fields in sizes), default=0)


def _refusal(depth: int, fields: int) -> GraphQLError | None:
    if depth > DEEPEST:
        return _too(f"The query is {depth} fields deep; at most {DEEPEST} are answered.")
    if fields > MOST_FIELDS:
        return _too(f"The query selects {fields} fields with its fragments; at most {MOST_FIELDS} are answered.")
    return None


def _too(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "QUERY_TOO_LARGE"})


class _Measure:
    """Depth and number of fields, every fragment measured once however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        """Return (depth, fields) without introspection, whose depth is fixed and which reads nothing."""
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
        if isinstance(selection, FieldNode) and not selection.name.value.startswith("__"):
            below, count = self.of(selection.selection_set)
            return below + 1, count + 1
        return 0, 0

    def _spread(self, name: str) -> tuple[int, int]:
        if name not in self._known:
            self._known[name] = (0, 0)  # a cycle ends here; validation refuses it
            fragment = self._fragments.get(name)
            self._known[name] = self.of(fragment.selection_set if fragment else None)
        return self._known[name]
