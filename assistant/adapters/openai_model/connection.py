"""The `openai` client, set up so that nothing but what is asked for leaves or comes in."""

from __future__ import annotations

import httpx2
from openai import Omit, OpenAI

from assistant.adapters.openai_model.bounds import bounds
from assistant.adapters.openai_model.server import ModelServer


def connect(server: ModelServer) -> OpenAI:
    """Return a client for a server: no redirect is followed, no answer is endless.

    Retries are ours (`patience`). The environment's keys and organisations for OpenAI itself are
    not sent: the server may be another one.
    """
    key = server.key.get_secret_value() if server.key else None
    return OpenAI(
        api_key=key or "none",
        base_url=server.url,
        max_retries=0,
        default_headers=_headers(key, azure=server.api_version is not None),
        default_query={"api-version": server.api_version} if server.api_version else None,
        http_client=httpx2.Client(event_hooks=bounds(server.answer_bytes), follow_redirects=False),
    )


def time_out(server: ModelServer, seconds: float) -> httpx2.Timeout:
    """Return the time-outs of an attempt that may take so long in all."""
    return httpx2.Timeout(seconds, connect=min(seconds, server.connect_seconds))


def _headers(key: str | None, *, azure: bool) -> dict[str, str]:
    headers: dict[str, str | Omit] = {
        "Accept-Encoding": "identity",
        "OpenAI-Organization": Omit(),
        "OpenAI-Project": Omit(),
    }
    if key is None:
        headers["Authorization"] = Omit()
    elif azure:
        headers |= {"api-key": key, "Authorization": Omit()}
    return headers  # type: ignore[return-value]  # the client takes Omit too, its signature does not say so
