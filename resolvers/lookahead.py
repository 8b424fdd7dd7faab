"""Find what a query selects below a field, before the field is resolved."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
    Undefined,
)
from graphql.utilities import value_from_ast_untyped

from resolvers.context import Info


def selected(info: Info, name: str) -> dict[str, Any] | None:
    """Return the arguments of the first field of this name directly below, also inside fragments; None where there is
    none.
    """
    # Strawberry's own selected_fields gives literals as text
    raw = info._raw_info
    for field in raw.field_nodes:
        for found in _fields(field.selection_set, raw):
            if found.name.value == name:
                return _arguments(found, raw)
    return None


def alone(info: Info) -> bool:
    """Return true if the query asks for this one field of the root, apart from `__typename`."""
    raw = info._raw_info
    asked = [field for field in _fields(raw.operation.selection_set, raw) if field.name.value != "__typename"]
    return len(asked) == 1


def _fields(selections: SelectionSetNode | None, raw: GraphQLResolveInfo[Any]) -> Iterator[FieldNode]:
    for selection in selections.selections if selections else ():
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, InlineFragmentNode):
            yield from _fields(selection.selection_set, raw)
        elif isinstance(selection, FragmentSpreadNode):
            yield from _fields(raw.fragments[selection.name.value].selection_set, raw)


def _arguments(field: FieldNode, raw: GraphQLResolveInfo[Any]) -> dict[str, Any]:
    variables: Any = raw.variable_values
    given = {each.name.value: value_from_ast_untyped(each.value, variables) for each in field.arguments or ()}
    # a variable that was not sent is an argument that was not given
    return {name: value for name, value in given.items() if value is not Undefined}
