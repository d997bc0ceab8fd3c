"""Work that outlives its process; see docs/adr/0016-delivery.md."""

from __future__ import annotations

from assistant.adapters.jobs.dbos_workshop import DbosWorkshop
from assistant.adapters.jobs.seats import OneSeat, ServerSeats

__all__ = ["DbosWorkshop", "OneSeat", "ServerSeats"]
