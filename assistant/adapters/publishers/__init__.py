"""The places outside that texts are brought to; see docs/adr/0016-delivery.md."""

from __future__ import annotations

from assistant.adapters.publishers.email import EmailPublisher, Post
from assistant.adapters.publishers.files import FilePublisher
from assistant.adapters.publishers.known import KnownPublishers
from assistant.adapters.publishers.smtp import MailServer

__all__ = ["EmailPublisher", "FilePublisher", "KnownPublishers", "MailServer", "Post"]
