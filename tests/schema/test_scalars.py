"""Test that any ISO 8601 time is converted to one form."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.scalars import moment

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES)


@given(TIMES, TIMES)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (moment(one.isoformat()) < moment(other.isoformat())) == (one < other)


@given(TIMES)
def test_the_moment_stays(time: datetime) -> None:
    assert datetime.fromisoformat(moment(time.isoformat())) == time
    assert moment(moment(time.isoformat())) == moment(time.astimezone(UTC).isoformat())


@pytest.mark.parametrize("text", ["", "now", "2026-11-22", "2026-11-22T19:28:00", "2026-13-01T00:00:00Z", None, 5])
def test_what_is_no_moment_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="time"):
        moment(text)
