"""Test spans and log lines of requests."""

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

from telemetry import requests
from telemetry.logs import JsonLines

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def provider() -> Iterator[TracerProvider]:
    provider = TracerProvider()
    yield provider
    provider.shutdown()


@pytest.fixture
def spans(provider: TracerProvider) -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return exporter


async def answer(request: Request) -> Response:
    if request.url.path == "/broken":
        raise RuntimeError("broken")
    return PlainTextResponse(trace.format_trace_id(trace.get_current_span().get_span_context().trace_id))


@pytest.fixture
def client(provider: TracerProvider) -> httpx.AsyncClient:
    app = Starlette(routes=[Route("/{path}", answer, methods=["GET", "POST"])], middleware=requests.noted(provider))
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


async def test_nothing_of_a_request_but_its_head_is_in_its_span(
    spans: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    headers = {"authorization": "Bearer secret", "cookie": "secret"}
    await client.post("/graphql", json={"query": "{ secret }"}, headers=headers)
    (span,) = spans.get_finished_spans()
    assert (span.attributes or {})["http.request.method"] == "POST"
    assert "secret" not in span.to_json()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/graphiql/index.html"])
async def test_probes_and_the_page_have_no_spans(
    spans: InMemorySpanExporter, client: httpx.AsyncClient, path: str
) -> None:
    await client.get(path)
    assert not spans.get_finished_spans()


async def test_no_header_is_too_strange(spans: InMemorySpanExporter, client: httpx.AsyncClient) -> None:
    names = (b"user-agent", b"host", b"traceparent", b"tracestate", b"baggage", b"content-length")
    headers = [(name, b"\xff\\x") for name in names]
    assert (await client.get("/graphql?%ff", headers=headers)).status_code == 200
    assert len(spans.get_finished_spans()) == 1


async def test_requests_are_logged_probes_are_not(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "ameide.http"):
        for path in ("/graphql", "/healthz", "/readyz", "/graphiql"):
            await client.get(path)
    assert [record.getMessage().split(" in ")[0] for record in caplog.records] == ["GET /graphql 200"]


async def test_the_log_says_which_client_asked(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "ameide.http"):
        await client.get("/graphql", headers={"user-agent": "ameide-client/0.2.0"})
        await client.get("/graphql", headers={"user-agent": "x" * 9000})
    told = [json.loads(JsonLines().format(record))["client"] for record in caplog.records]
    assert told == ["ameide-client/0.2.0", "x" * 200]
