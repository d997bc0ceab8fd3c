"""A connection whose answers end: after so many bytes, and by a moment, whatever the server does.

A socket's time-out begins anew with every byte, so a server that drips could hold a call for ever;
and nothing else limits how much it sends. A call's read time-out is therefore the time of the whole
answer: once it is over, the socket is shut.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer

import httpx2

_PLAIN = ("", "identity")
_UNTIL = "pmo_until"


class TooMuch(httpx2.TransportError):
    """The answer is longer than any answer should be, or packed so that its length is unknown."""


class OutOfTime(httpx2.ReadTimeout):
    """The answer was still arriving when its time was over."""


def bounds(most: int) -> dict[str, list[Callable[..., object]]]:
    """Return the event hooks that bound every answer of a client to so many bytes."""

    def begin(request: httpx2.Request) -> None:
        request.extensions[_UNTIL] = time.monotonic() + request.extensions["timeout"]["read"]

    def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "") not in _PLAIN:
            raise TooMuch("packed")
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(
                response.stream,
                most=most,
                until=response.request.extensions[_UNTIL],
                plug=_socket(response),
            )

    return {"request": [begin], "response": [bound]}


class _Bounded(httpx2.SyncByteStream):
    """A body that is cut at its bounds."""

    def __init__(
        self, body: httpx2.SyncByteStream, *, most: int, until: float, plug: socket.socket | None
    ) -> None:
        self._body = body
        self._most = most
        self._until = until
        self._plug = plug

    def __iter__(self) -> Iterator[bytes]:
        """Hand the body on; TooMuch or OutOfTime at its bounds."""
        seen = 0
        try:
            with _shut_after(self._until - time.monotonic(), self._plug):
                for piece in self._body:
                    seen += len(piece)
                    if seen > self._most:
                        raise TooMuch(f"more than {self._most} bytes")
                    self._in_time()
                    yield piece
        except httpx2.TransportError:
            self._in_time()
            raise
        self._in_time()

    def _in_time(self) -> None:
        if time.monotonic() >= self._until:
            raise OutOfTime("still arriving")

    def close(self) -> None:
        """Close the body."""
        self._body.close()


def _socket(response: httpx2.Response) -> socket.socket | None:
    stream = response.extensions.get("network_stream")
    return stream.get_extra_info("socket") if stream is not None else None


@contextmanager
def _shut_after(seconds: float, plug: socket.socket | None) -> Iterator[None]:
    """Shut a socket if the block takes longer: closing it would not wake who reads from it."""
    timer = Timer(max(0.0, seconds), _shut, (plug,)) if plug is not None else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        if timer is not None:
            timer.cancel()


def _shut(plug: socket.socket) -> None:
    with suppress(OSError):  # it is shut already
        plug.shutdown(socket.SHUT_RDWR)
