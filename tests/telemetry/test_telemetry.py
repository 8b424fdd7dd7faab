"""Spans for requests, and log lines that carry their trace."""

import json
import logging
from collections.abc import Iterator

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from telemetry import requests, tracing
from telemetry.logs import JsonLines
from telemetry.requests import Traced

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(requests, "_tracer", provider.get_tracer("test"))
    yield exporter
    provider.shutdown()


async def answer(request: Request) -> Response:
    if request.url.path == "/broken":
        raise RuntimeError("broken")
    return PlainTextResponse(trace.format_trace_id(trace.get_current_span().get_span_context().trace_id))


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = Traced(Starlette(routes=[Route("/{path}", answer)]))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


async def test_a_request_is_a_span_of_its_callers_trace(spans: InMemorySpanExporter, client: httpx.AsyncClient) -> None:
    said = await client.get("/graphql", headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})
    assert said.text == TRACE
    (span,) = spans.get_finished_spans()
    assert span.name == "GET /graphql"
    assert (span.attributes or {})["http.response.status_code"] == 200


async def test_a_broken_request_is_a_failed_span(spans: InMemorySpanExporter, client: httpx.AsyncClient) -> None:
    assert (await client.get("/broken")).status_code == 500
    (span,) = spans.get_finished_spans()
    assert span.status.status_code is trace.StatusCode.ERROR


async def test_requests_are_logged_probes_are_not(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "ameide.http"):
        for path in ("/graphql", "/healthz", "/readyz", "/graphiql"):
            await client.get(path)
    assert [record.getMessage().split(" in ")[0] for record in caplog.records] == ["GET /graphql 200"]


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


@pytest.mark.parametrize(("name", "sends"), [("OTEL_EXPORTER_OTLP_ENDPOINT", True), ("OTHER", False)])
def test_spans_are_sent_only_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, name: str, sends: bool
) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert tracing._collector() is sends
