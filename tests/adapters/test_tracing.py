"""Spans reach a collector, with names and counts by the GenAI conventions and never a text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from assistant.adapters.traced_model import TracedModel
from assistant.adapters.tracing import OpenTelemetryTracer
from assistant.errors import ModelTrouble, ModelUnavailable
from assistant.ports.budget import Budget
from assistant.ports.model import RenderedPrompt
from assistant.ports.tracing import Untraced
from tests.fakes.scripted_model import ScriptedModel, Step

PROMPT = RenderedPrompt(id="plan", version="v7", system="Secret rules.", user="Secret question?")


@contextmanager
def _collector(bodies: list[bytes]) -> Iterator[str]:
    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    http = HTTPServer(("127.0.0.1", 0), Collector)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}/v1/traces"
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5)


def _spans(bodies: list[bytes]) -> list[Any]:
    return [
        span
        for body in bodies
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def test_calls_are_spans_inside_the_question() -> None:
    bodies: list[bytes] = []
    broken = ModelUnavailable("Secret words.", trouble=ModelTrouble.BUSY)
    inside = ScriptedModel([Step("plan", "Secret answer."), Step("plan", broken)])
    with _collector(bodies) as endpoint, inside:
        tracer = OpenTelemetryTracer(endpoint)
        asked = TracedModel(inside, tracer, "http://localhost:11434/v1")
        with tracer.span("invoke_agent pmo", {"gen_ai.operation.name": "invoke_agent"}):
            asked.text(PROMPT, Budget(tokens=100, seconds=9))
            with pytest.raises(ModelUnavailable):
                asked.text(PROMPT, Budget(tokens=100, seconds=9))
        tracer.close()
    good, bad, question = _spans(bodies)
    assert [good.name, bad.name, question.name] == [*["chat scripted"] * 2, "invoke_agent pmo"]
    assert good.parent_span_id == bad.parent_span_id == question.span_id
    noted = {each.key: each.value for each in good.attributes}
    assert noted["gen_ai.operation.name"].string_value == "chat"
    assert noted["gen_ai.usage.input_tokens"].int_value == 10
    assert noted["server.port"].int_value == 11434
    failed = {each.key: each.value.string_value for each in bad.attributes}
    assert failed["error.type"] == "ModelUnavailable"
    assert not any(b"ecret" in body for body in bodies)


def test_nobody_watches_by_default() -> None:
    with ScriptedModel([Step("plan", "Start.")]) as inside:
        asked = TracedModel(inside, Untraced(), "http://localhost")
        assert asked.text(PROMPT, Budget(tokens=100, seconds=9)).value == "Start."
