"""Estimate the cost of a request before it runs, and count its actual cost.

A point is about the time of one value in an answer: 15 microseconds of the service. Reading a graph, comparing and
importing cost points of their own. The estimate counts every page as full, so an answer costs less, except for a
`lineage` or `impact` with a large reach.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, NamedTuple

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
)
from graphql.utilities import value_from_ast_untyped

from resolvers import cursors
from resolvers.errors import Refused

LIMIT: Final = 50_000_000
"""Points; far above what a usual request costs, for few pages are full."""
UNPAGED: Final = 10
"""Assumed length of a list without pages."""
SCHEMA: Final = 2_000
VERTICES_A_POINT: Final = 20


class Work(NamedTuple):
    """Points that a field costs beside its values."""

    points: int
    each_kib: int = 0
    """Cost of each KiB of text in its arguments."""

    def cost(self, characters: int) -> int:
        """Return the points for arguments with so many characters of text."""
        return self.points + self.each_kib * (characters // 1024)


REACH: Final = 500
PATHS: Final = 2_000
SEARCH: Final = 500
_CHANGE: Final = Work(500)
_MUCH: Final = Work(5_000)
_DOCUMENT: Final = Work(2_000, 150)

WORK: Final[Mapping[str, Work]] = {
    "Query.lineage": Work(REACH),
    "Query.impact": Work(REACH),
    "Query.paths": Work(PATHS),
    "Query.search": Work(SEARCH),
    "Query.diff": _MUCH,
    "Query.derivedRelationships": _MUCH,
    "Query.changeImpact": Work(10_000, 150),
    "Reach.export": _MUCH,
    "Mutation.importModel": _DOCUMENT,
    "Mutation.importModels": _DOCUMENT,
    "Mutation.generate": _DOCUMENT,
    "Mutation.refreshModels": Work(20_000),
    "Mutation.retireModel": _MUCH,
    "Mutation.renameModel": _MUCH,
    "Mutation.eraseModel": _MUCH,
    "Mutation.pruneBuilds": _MUCH,
    "Mutation.createTenant": _MUCH,
    "Mutation.waiveFinding": _CHANGE,
    "Mutation.withdrawWaiver": _CHANGE,
    "Mutation.linkElements": _CHANGE,
    "Mutation.unlink": _CHANGE,
    "Mutation.acceptLink": _MUCH,
    "Mutation.rejectLink": _MUCH,
    "Mutation.undoLinks": _MUCH,
    "Mutation.applyLinks": _MUCH,
    "Mutation.configureRules": _CHANGE,
    "Mutation.createWebhook": _CHANGE,
    "Mutation.removeWebhook": _CHANGE,
    "Mutation.retryWebhook": _CHANGE,
}
"""Work by the name of a field, including every mutation."""
_NULL: Final = NullValueNode()


@dataclass(slots=True)
class Cost:
    """The points of one request."""

    estimated: int = 0
    spent: int = 0
    """Points spent on work, without the values of the answer."""

    def charge(self, points: int) -> None:
        """Note points for work. Raises Refused where the request has cost too much."""
        self.spent += points
        if self.spent > LIMIT:
            message = f"The request has cost {self.spent:,} points; at most {LIMIT:,} are spent on one. Ask for less."
            raise Refused("TOO_COSTLY", message)

    def told(self, data: object) -> dict[str, int]:
        """Return the cost as an answer with this data tells it."""
        return {"estimated": self.estimated, "actual": self.spent + values(data), "limit": LIMIT}


def work(name: str, arguments: object) -> int:
    """Return the points for the work of a field with these arguments."""
    found = WORK.get(name)
    return 0 if found is None else found.cost(_text(arguments))


def values(data: object) -> int:
    """Count the values of an answer; an object and a list are none."""
    open_, count = [data], 0
    while open_:
        each = open_.pop()
        if isinstance(each, dict):
            open_.extend(each.values())
        elif isinstance(each, list):
            open_.extend(each)
        elif each is not None:
            count += 1
    return count


def estimate(schema: GraphQLSchema, document: DocumentNode, operation: str | None, variables: Any) -> int:
    """Return the most points that an operation of a valid document can cost, with every page full.

    Raises GraphQLError if that is more than a request may cost.
    """
    asked = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    chosen = [each for each in asked if operation is None or (each.name and each.name.value == operation)]
    estimating = _Estimate(schema, document, variables if isinstance(variables, dict) else {})
    found = max((estimating.operation(each) for each in chosen), default=0)
    if found > LIMIT:
        # Python refuses to print numbers that nested pages can come to
        cost = min(found, 10**15)
        message = (
            f"The request may cost {cost:,} points; at most {LIMIT:,} are spent on one. "
            "Ask for smaller pages, fewer fields, or less at a time."
        )
        raise GraphQLError(message, extensions={"code": "TOO_COSTLY", "cost": cost, "limit": LIMIT})
    return found


@dataclass(slots=True)
class _Estimate:
    """The estimate of one document with its variables."""

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, Any]
    _fragments: dict[str, FragmentDefinitionNode] = field(init=False)
    _lengths: dict[str, int] = field(default_factory=dict)
    _defaults: Mapping[str, ValueNode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        definitions = self.document.definitions
        self._fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}

    def operation(self, asked: OperationDefinitionNode) -> int:
        given = asked.variable_definitions or ()
        self._defaults = {each.variable.name.value: each.default_value for each in given if each.default_value}
        return self._below(asked.selection_set, self.schema.get_root_type(asked.operation), None)

    def _below(self, selections: SelectionSetNode | None, parent: Any, page: int | None) -> int:
        """Return the points of a selection; `page` is the size of the page that the parent is."""
        common, by_type = 0, Counter[str]()
        for each in selections.selections if selections else ():
            if isinstance(each, FieldNode):
                common += self._field(each, parent, page)
                continue
            part: Any = self._fragments[each.name.value] if isinstance(each, FragmentSpreadNode) else each
            type_ = self.schema.type_map[part.type_condition.name.value] if part.type_condition else parent
            points = self._below(part.selection_set, type_, page)
            if isinstance(type_, GraphQLObjectType) and type_ is not parent:
                by_type[type_.name] += points  # a thing is of one type
            else:
                common += points
        return common + max(by_type.values(), default=0)

    def _field(self, asked: FieldNode, parent: Any, page: int | None) -> int:
        name = asked.name.value
        if name.startswith("__"):
            return SCHEMA if asked.selection_set else 1
        definition: GraphQLField = parent.fields[name]
        first = self._first(asked, definition)
        times = (first or page or UNPAGED) if _is_list(definition) else 1
        below = self._below(asked.selection_set, get_named_type(definition.type), first)
        return times * max(below, 1) + self._work(f"{parent.name}.{name}", asked.arguments or ())

    def _first(self, asked: FieldNode, definition: GraphQLField) -> int | None:
        """Return the size of the page that a field asks for; None where it has no pages."""
        if "first" not in definition.args:
            return None
        for argument in asked.arguments or ():
            if argument.name.value == "first":
                return _size(self._value(argument.value))
        return _size(definition.args["first"].default_value)

    def _value(self, node: ValueNode) -> Any:
        if isinstance(node, VariableNode):
            name = node.name.value
            return self.variables[name] if name in self.variables else self._value(self._defaults.get(name, _NULL))
        return value_from_ast_untyped(node)

    def _work(self, name: str, arguments: Iterable[ArgumentNode]) -> int:
        found = WORK.get(name)
        if found is None:
            return 0
        length = sum(self._length(each.value) for each in arguments) if found.each_kib else 0
        return found.cost(length)

    def _length(self, node: ValueNode) -> int:
        """Return the characters of all text in an argument; a variable's are counted once, however often it is used."""
        if isinstance(node, VariableNode):
            name = node.name.value
            if name not in self._lengths:
                self._lengths[name] = _text(self.variables.get(name))
            return self._lengths[name]
        if isinstance(node, StringValueNode):
            return len(node.value)
        if isinstance(node, ListValueNode):
            return sum(map(self._length, node.values))
        if isinstance(node, ObjectValueNode):
            return sum(self._length(each.value) for each in node.fields)
        return 0


def _is_list(definition: GraphQLField) -> bool:
    type_: Any = definition.type
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    return isinstance(type_, GraphQLList)


def _size(first: object) -> int:
    """Return a page's size; one that will be refused counts as the nearest that is not."""
    if isinstance(first, int) and not isinstance(first, bool):
        return min(max(first, 1), cursors.MOST)
    return cursors.USUAL


def _text(value: object) -> int:
    """Count the characters of all text in a value: JSON, or an input of the schema."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_text, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_text, value))
    if hasattr(value, "__dict__") and not isinstance(value, Enum):  # a member of an enumeration leads to itself
        return sum(map(_text, vars(value).values()))
    return 0
