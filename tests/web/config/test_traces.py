"""Traces name routes and duties, and go to the collector that was named; nothing of anybody is in them."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.test import Client
from django.utils import timezone
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pytest_django import Settings

from belonging.web.base.tracing import span, start_tracing, stop_tracing
from belonging.web.cli.duties import OFTEN, Duty, Rota
from belonging.web.config import answering_settings

CANARY = "canary-7f3a"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    kept = InMemorySpanExporter()
    start_tracing("", "belonging-staff", SimpleSpanProcessor(kept))
    yield kept
    stop_tracing()


@pytest.mark.django_db
def test_a_request_is_one_span_with_its_route_and_nothing_of_anybody(
    spans: InMemorySpanExporter, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("belonging.web.config.traces.start_tracing", lambda *_: None)
    settings.OTLP_ENDPOINT = "http://127.0.0.1:1"
    settings.MIDDLEWARE = ["belonging.web.config.traces.StaffTraces", *settings.MIDDLEWARE]
    Client(HTTP_USER_AGENT=CANARY).get(f"/about/?q={CANARY}")
    Client().get("/complaints/")
    Client().get(f"/nowhere/{CANARY}/")

    made = spans.get_finished_spans()
    assert [each.name for each in made] == ["home:about", "in confidence", "nowhere"]
    assert dict(made[0].attributes or {}) == {"http.request.method": "GET", "http.response.status_code": 200}
    assert dict(made[0].resource.attributes) == {"service.name": "belonging-staff"}
    assert CANARY not in "".join(each.to_json() for each in made)


@pytest.mark.django_db
def test_a_duty_that_fails_is_marked_without_what_it_said(spans: InMemorySpanExporter) -> None:
    def fail(_: object) -> int:
        raise RuntimeError(CANARY)

    Rota([Duty("Mail: send", OFTEN, fail)]).work(timezone.now())
    (made,) = spans.get_finished_spans()
    assert made.name == "Mail: send"
    assert not made.status.is_ok
    assert not made.events
    assert CANARY not in made.to_json()


def test_where_nobody_asked_for_traces_nothing_is_made(spans: InMemorySpanExporter) -> None:
    stop_tracing()
    with span("one"):
        pass
    assert spans.get_finished_spans() == ()


def test_the_answering_process_makes_none() -> None:
    assert not [name for name in answering_settings.MIDDLEWARE if "trac" in name]


def test_they_reach_the_collector_that_was_named() -> None:
    """A collector of our own, which takes OTLP over HTTP as others do."""
    taken: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing in tests."""

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        provider = start_tracing(f"http://127.0.0.1:{server.server_port}", "belonging-staff")
        with span("home:about"):
            pass
        provider.shutdown()
        stop_tracing()
        server.shutdown()
    ((path, body),) = taken
    assert path == "/v1/traces"
    assert b"home:about" in body
