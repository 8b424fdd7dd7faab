"""Define the base of all IR values: immutable and strict about unknown fields."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; a field that it does not declare is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def lean(cls, **values: Any) -> Self:
        """Build a value without validation and without the record of the fields that were given.

        That record takes most of the memory of a small value; a parser makes hundreds of thousands of them.
        """
        shape = _shape(cls)
        if not shape.required <= values.keys():
            raise TypeError(f"{cls.__name__} lacks {', '.join(sorted(shape.required - values.keys()))}")
        for name, default in shape.made:
            if name not in values:
                values[name] = default()
        # as model_construct does it, which looks for aliases of each field on the way
        made = cls.__new__(cls)
        _set(made, "__dict__", {**shape.empty, **values})
        _set(made, "__pydantic_fields_set__", shape.fields)
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


_set = object.__setattr__


class _Shape(NamedTuple):
    """The parts of a value that are the same for all values of its class."""

    fields: set[str]
    required: frozenset[str]
    empty: dict[str, Any]
    """All fields in their order, with their defaults."""
    made: tuple[tuple[str, Callable[[], Any]], ...]
    """Fields whose defaults can be changed, so that each value needs its own."""


@cache
def _shape(kind: type[BaseModel]) -> _Shape:
    if kind.__pydantic_post_init__ or kind.__private_attributes__:
        raise TypeError(f"{kind.__name__} is more than its fields")
    defaults = {
        name: partial(field.get_default, call_default_factory=True) for name, field in kind.model_fields.items()
    }
    required = frozenset(name for name, field in kind.model_fields.items() if field.is_required())
    empty = {name: None if name in required else default() for name, default in defaults.items()}
    made = tuple((name, default) for name, default in defaults.items() if isinstance(empty[name], dict | list | set))
    return _Shape(set(defaults), required, empty, made)
