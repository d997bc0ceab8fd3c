"""Who is told how far a long computation has come."""

from __future__ import annotations

from collections.abc import Callable

ProgressStep = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and out of how much where that is known."""
