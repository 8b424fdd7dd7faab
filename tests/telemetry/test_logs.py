"""Log lines are JSON and carry their trace."""

import json
import logging

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from telemetry.logs import JsonLines


def test_a_log_line_is_one_line_of_json_with_its_trace() -> None:
    record = logging.LogRecord("ameide", logging.ERROR, __file__, 1, "said\n%s", ("\u202eé",), None)
    provider = TracerProvider()
    with provider.get_tracer("test").start_as_current_span("span") as span:
        line = JsonLines().format(record)
    read = json.loads(line)
    assert "\n" not in line
    assert (read["level"], read["logger"], read["message"]) == ("error", "ameide", "said\n\u202eé")
    assert read["traceId"] == trace.format_trace_id(span.get_span_context().trace_id)


def test_an_exception_is_in_its_line() -> None:
    try:
        raise ValueError("wrong")
    except ValueError as error:
        record = logging.LogRecord("ameide", logging.ERROR, __file__, 1, "failed", (), (type(error), error, None))
    assert "ValueError: wrong" in json.loads(JsonLines().format(record))["exception"]
