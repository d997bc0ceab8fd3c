"""The places outside that texts are brought to; see docs/adr/0016-delivery.md."""

from __future__ import annotations

from assistant.adapters.publishers.files import FilePublisher, KnownPublishers

__all__ = ["FilePublisher", "KnownPublishers"]
