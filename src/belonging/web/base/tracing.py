"""Spans for OpenTelemetry, where a collector was named; else nothing happens and nothing is imported.

A span has a fixed name, a duration and what is given here as facts: no path, no query, no account, no fault's message.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Tracer

Facts = Mapping[str, str | int]
_tracers: list[Tracer] = []


def start_tracing(endpoint: str, service: str, processor: SpanProcessor | None = None) -> TracerProvider:
    """From now on spans go to `endpoint`, a collector's address, in the background; to `processor` instead in tests."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    # Named here and nowhere else: what else is in the environment, a host's name for one, stays out.
    provider = TracerProvider(resource=Resource({"service.name": service}), shutdown_on_exit=True)
    provider.add_span_processor(processor or _to(endpoint))
    _tracers[:] = [provider.get_tracer("belonging")]
    return provider


def stop_tracing() -> None:
    _tracers.clear()


def _to(endpoint: str) -> SpanProcessor:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    return BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces", timeout=5))


@contextmanager
def span(name: str) -> Iterator[dict[str, str | int]]:
    """What is done in the block as one span; put facts of it into the dictionary. Named again by a fact "name"."""
    facts: dict[str, str | int] = {}
    began = time.time_ns()
    try:
        yield facts
    except BaseException:
        facts["failed"] = 1
        raise
    finally:
        for tracer in _tracers:
            _send(tracer, str(facts.pop("name", name)), began, facts)


def _send(tracer: Tracer, name: str, began: int, facts: Facts) -> None:
    from opentelemetry.trace import Status, StatusCode

    made = tracer.start_span(name, start_time=began, attributes=dict(facts), record_exception=False)
    if facts.get("failed"):
        made.set_status(Status(StatusCode.ERROR))
    made.end()
