"""Test that spans leave the process only if the environment asks for it."""

import pytest

from telemetry import tracing


@pytest.mark.parametrize(("name", "sends"), [("OTEL_EXPORTER_OTLP_ENDPOINT", True), ("OTHER", False)])
def test_spans_are_sent_only_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, name: str, sends: bool
) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert tracing._collector() is sends
