"""Logs: one JSON object on each line of stderr, with its trace."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson
from opentelemetry import trace


class JsonLines(logging.Formatter):
    """A formatter that writes a record as one line of JSON, so that a message cannot forge further lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Format the record with its exception, if there is one, and the current trace."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if client := getattr(record, "client", ""):
            line["client"] = client
        span = trace.get_current_span().get_span_context()
        if span.is_valid:
            line["traceId"] = trace.format_trace_id(span.trace_id)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def start() -> None:
    """Log to stderr: everything for a collector, only what is wrong for a person at a terminal."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    level = logging.WARNING if sys.stderr.isatty() else logging.INFO
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # each would say in its own words what telemetry.requests says of every request, and app of every start
    for noisy in ("uvicorn", "httpx", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
