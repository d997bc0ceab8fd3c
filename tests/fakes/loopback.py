"""Runs an HTTP server on a free port of loopback, and ends it with everything it started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], stopping: Event) -> Iterator[str]:
    """Serve inside the block, and give the address; `stopping` is set before the end."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        stopping.set()
        http.shutdown()
        http.server_close()
        thread.join(timeout=5)
