"""Work that outlives its process; see docs/adr/0016-delivery.md."""

from __future__ import annotations

from assistant.adapters.jobs.dbos_workshop import DbosWorkshop

__all__ = ["DbosWorkshop"]
