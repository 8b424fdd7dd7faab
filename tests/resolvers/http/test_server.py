"""Test that the port is bound, or refused in one line, before anything slow begins."""

import pytest

from resolvers.http.server import NotStarted, listening


def test_a_taken_port_is_told_in_one_line() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotStarted, match=f"127.0.0.1:{port}.*AMEIDE_PORT") as told, listening("127.0.0.1", port):
            pass
    assert "\n" not in str(told.value)
