"""Where spans go: what took how long, with names and counts, never with texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

Attribute = str | int | float | bool | Sequence[str]
"""What a span may carry: names, ids, counts, hashes."""


class Span(Protocol):
    """Something that is going on."""

    def note(self, attributes: Mapping[str, Attribute]) -> None:
        """Add what is known by now."""
        ...


class Tracer(Protocol):
    """Opens spans; spans inside a span belong to it."""

    def span(self, name: str, attributes: Mapping[str, Attribute]) -> AbstractContextManager[Span]:
        """Trace the block; what it raises is noted by its class."""
        ...


class Untraced:
    """A tracer, and its span, for where nobody watches."""

    def span(  # the port's own parameters
        self,
        name: str,  # noqa: ARG002 - nobody watches
        attributes: Mapping[str, Attribute],  # noqa: ARG002 - nobody watches
    ) -> AbstractContextManager[Span]:
        """Trace nothing."""
        return nullcontext(self)

    def note(self, attributes: Mapping[str, Attribute]) -> None:
        """Forget it."""
