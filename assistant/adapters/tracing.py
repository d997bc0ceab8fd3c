"""Spans to an OpenTelemetry collector, over OTLP and HTTP.

Names and attributes follow the GenAI semantic conventions; `traced_model` and whoever answers
questions choose them. Nothing is sent but what they note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.ports.tracing import Attribute, Span

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span as OtelSpan

_SERVICE = "pmo"
_SEND_SECONDS = 2


class OpenTelemetryTracer:
    """The `Tracer` port. The kit is imported when the first span is opened."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint

    @contextmanager
    def span(self, name: str, attributes: Mapping[str, Attribute]) -> Iterator[Span]:
        """Trace the block; what it raises is noted by its class, never by its words."""
        tracer = self._provider.get_tracer(_SERVICE)
        with tracer.start_as_current_span(
            name,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield _Noted(span)
            except BaseException as error:
                self._failed(span, error)
                raise

    def close(self) -> None:
        """Send what waits, and stop."""
        if "_provider" in vars(self):
            self._provider.shutdown()

    @cached_property
    def _provider(self) -> TracerProvider:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        provider = TracerProvider(resource=Resource({"service.name": _SERVICE}))
        provider.add_span_processor(
            BatchSpanProcessor(OTLPSpanExporter(endpoint=self._endpoint, timeout=_SEND_SECONDS))
        )
        return provider

    @staticmethod
    def _failed(span: OtelSpan, error: BaseException) -> None:
        from opentelemetry.trace import StatusCode

        span.set_attribute("error.type", type(error).__name__)
        span.set_status(StatusCode.ERROR)


class _Noted:
    """The `Span` port."""

    def __init__(self, span: OtelSpan) -> None:
        self._span = span

    def note(self, attributes: Mapping[str, Attribute]) -> None:
        """Add what is known by now."""
        self._span.set_attributes(attributes)
