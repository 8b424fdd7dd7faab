"""Define the base of all IR values: immutable and strict about unknown fields."""

from functools import cache
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; a field that it does not declare is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def lean(cls, **values: Any) -> Self:
        """Build a value without validation and without the record of the fields that were given.

        That record takes most of the memory of a small value; a parser makes hundreds of thousands of them.
        """
        return cast(Self, cls.model_construct(_fields_set=_fields(cls), **values))


@cache
def _fields(kind: type[BaseModel]) -> set[str]:
    return set(kind.model_fields)
