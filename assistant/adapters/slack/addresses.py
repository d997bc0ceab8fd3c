"""How a place in Slack is written; without the SDK, which is not always installed."""

from __future__ import annotations

SCHEME = "slack:"


def is_slack(named: str) -> bool:
    """Say whether a place that a person named is one in Slack."""
    return named.strip().casefold().startswith(SCHEME)
