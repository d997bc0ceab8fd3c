"""The `openai` client, set up so that nothing but what is asked for leaves or comes in."""

from __future__ import annotations

import ssl
from functools import cache

import httpx2
from openai import Omit, OpenAI, RequestOptions

from assistant.adapters.openai_model.bounds import bounds
from assistant.adapters.openai_model.server import ModelServer

_NO_KEY = "none"
"""The client insists on one, and would take OpenAI's from the environment; it is not sent."""


def connect(server: ModelServer) -> OpenAI:
    """Return a client for a server: no redirect is followed, no answer is endless.

    Attempts are counted by `wire`, not by the client.
    """
    return OpenAI(
        api_key=server.key.get_secret_value() if server.key else _NO_KEY,
        base_url=server.url,
        max_retries=0,
        default_query={"api-version": server.api_version} if server.api_version else None,
        http_client=httpx2.Client(
            event_hooks=bounds(server.answer_bytes), follow_redirects=False, verify=_trusted()
        ),
    )


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted, read once: reading them takes a tenth of a second."""
    return httpx2.create_ssl_context()


def options(server: ModelServer, seconds: float) -> RequestOptions:
    """Return the headers and time-outs of an attempt that may take so long in all.

    OpenAI's own organisation and project stay here, though the environment may have them: the
    server may be another one.
    """
    headers: dict[str, str | Omit] = {
        "Accept-Encoding": "identity",
        "OpenAI-Organization": Omit(),
        "OpenAI-Project": Omit(),
    }
    if server.key is None:
        headers["Authorization"] = Omit()
    elif server.api_version is not None:
        headers |= {"api-key": server.key.get_secret_value(), "Authorization": Omit()}
    time_out = httpx2.Timeout(seconds, connect=min(seconds, server.connect_seconds))
    return {"headers": headers, "timeout": time_out}
