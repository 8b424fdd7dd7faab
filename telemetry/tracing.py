"""Traces: every request and stage has a span, and so every log line a trace id."""

import os
from collections.abc import Callable

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def start(version: str) -> Callable[[], None]:
    """Begin tracing; call what it returns at the end. Spans are sent only where the environment names a collector."""
    provider = TracerProvider(resource=Resource.create({"service.name": "ameide", "service.version": version}))
    if _collector():
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (
            OTLPSpanExporter,
        )  # few need it, and it is slow

        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider.shutdown


def _collector() -> bool:
    names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return any(os.environ.get(name) for name in names)
