"""Documents as Slack's blocks: pure, within Slack's limits, and nothing in them acts by itself."""

from __future__ import annotations

from assistant.briefing.slack_blocks.document import document_blocks, fallback, to_slack

__all__ = ["document_blocks", "fallback", "to_slack"]
