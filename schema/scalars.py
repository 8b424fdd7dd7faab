"""Scalars beside GraphQL's own."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Final, NewType, TypeAlias

import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", str)
"""UTC, `2026-11-22T19:28:00.123456Z`: in this form text order is time order."""


AsOf: TypeAlias = Annotated[DateTime | None, strawberry.argument(description="Answer as of this moment.")]


def moment(value: object) -> DateTime:
    """Convert an ISO 8601 time with an offset to the stored form. Raises ValueError."""
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"not an ISO 8601 time: {_short(value)}") from None
    if read.tzinfo is None:
        raise ValueError(f"a time needs an offset, such as Z: {_short(value)}")
    try:
        read = read.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"a time of the years 1 to 9999 in UTC is needed: {_short(value)}") from None
    return DateTime(read.isoformat(timespec="microseconds").replace("+00:00", "Z"))


def _given(value: object) -> DateTime:
    try:
        return moment(value)
    except ValueError as exc:
        raise GraphQLError(str(exc)) from None


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise GraphQLError(f"not an ISO 8601 day: {_short(value)}") from None


def _short(value: object) -> str:
    return repr(value)[:80]


SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment, ISO 8601 with an offset: `2026-11-22T19:28:00.123456Z`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=lambda value: value,
        parse_value=_given,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day, ISO 8601: `2026-11-22`.",
        serialize=date.isoformat,
        parse_value=_day,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
}
