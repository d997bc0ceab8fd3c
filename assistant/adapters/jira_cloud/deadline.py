"""An answer that is over by a moment, whatever the server does.

A socket's time-out begins anew with every byte, so a server that drips headers or body could hold a
reading for ever. The socket is therefore shut when the time of the whole answer is over.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Line:
    """The one connection that a reading speaks through."""

    def __init__(self) -> None:
        self._plug: socket.socket | None = None
        self._over = False

    def noted(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the socket when a connection is opened: HTTPX's `trace` extension."""
        if event in _OPENED:
            self._plug = info["return_value"].get_extra_info("socket")
            if self._over:
                self._shut()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Shut the socket if the block takes longer: closing it would not wake who reads."""
        self._over = False
        timer = Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self) -> None:
        self._over = True
        self._shut()

    def _shut(self) -> None:
        if self._plug is not None:
            with suppress(OSError):  # it is shut already
                self._plug.shutdown(socket.SHUT_RDWR)
