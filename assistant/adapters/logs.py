"""Structured logs on standard error: one JSON object a line, no secrets.

What is logged is named events with ids and counts. Values under a name that sounds secret are
dropped, and a password inside a URL is masked, wherever it stands.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET_NAME = re.compile(
    r"token|secret|password|passwd|api_?key|authorization|cookie", re.IGNORECASE
)
_URL_PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@/\s]+@")


def configure_logs(level: str) -> None:
    """Log events of that level and above to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def _to_standard_error(*_: object) -> structlog.PrintLogger:
    """Return what writes to standard error as it is now: a program may put another in its place."""
    return structlog.PrintLogger(sys.stderr)


def without_secrets(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop secret values and mask passwords in URLs, in every field of a log line."""
    return {
        name: "***" if _SECRET_NAME.search(name) else _masked(value)
        for name, value in event.items()
    }


def _masked(value: Any) -> Any:
    return _URL_PASSWORD.sub(r"\1:***@", value) if isinstance(value, str) else value


class Log:
    """The `Log` port, by structlog."""

    def event(self, name: str, **facts: object) -> None:
        """Log one event with its facts."""
        structlog.get_logger().info(name, **facts)

    def fault(self, name: str, error: BaseException) -> None:
        """Log an unexpected error with its traceback."""
        structlog.get_logger().error(name, exc_info=error)
