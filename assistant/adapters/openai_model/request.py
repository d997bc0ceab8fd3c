"""The body of one request. What stays the same comes first, so that servers can keep it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from assistant.adapters.openai_model.dialect import Dialect
from assistant.ports.model import AnswerForm, RenderedPrompt

_SEED = 7
_BY_PROMPT = "\n\nAnswer with one JSON object of this JSON schema and with nothing else:\n"

Body = dict[str, Any]


def body_for(
    prompt: RenderedPrompt,
    model: str,
    dialect: Dialect,
    answer_tokens: int,
    schema: dict[str, Any] | None = None,
) -> Body:
    """Return the body of a request that has the same answer every time, as far as servers can."""
    system = prompt.system
    body: Body = {"model": model}
    if schema is not None and dialect.form is not AnswerForm.SCHEMA:
        system += _BY_PROMPT + json.dumps(schema, ensure_ascii=False)
    body["messages"] = [
        {"role": "system", "content": system},
        {"role": "user", "content": prompt.user},
    ]
    body[dialect.tokens_field] = answer_tokens
    if dialect.temperature:
        body["temperature"] = 0
    if dialect.seed:
        body["seed"] = _SEED
    if schema is not None and (form := _form(prompt.id, dialect.form, schema)):
        body["response_format"] = form
    return body


def streamed(body: Body, dialect: Dialect) -> Body:
    """Return the body that asks for the answer in pieces."""
    usage = {"stream_options": {"include_usage": True}} if dialect.usage_in_streams else {}
    return body | {"stream": True} | usage


def _form(name: str, form: AnswerForm, schema: dict[str, Any]) -> Body | None:
    if form is AnswerForm.SCHEMA:
        named = {"name": name, "strict": True, "schema": schema}
        return {"type": "json_schema", "json_schema": named}
    return {"type": "json_object"} if form is AnswerForm.JSON else None


def request_hash(body: Body) -> str:
    """Return the hash of a body; the key is no part of it."""
    return text_hash(json.dumps(body, ensure_ascii=False, sort_keys=True))


def text_hash(text: str) -> str:
    """Return the hash of a text; lone surrogates count as they are written in JSON."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
