"""The part of the store that remembers what is to be sent outside, and what was done on schedule."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.governance.delivery import Delivery, DeliveryState


class OutboxWriter(Protocol):
    """What a unit of work can do with the outbox."""

    def delivery(self, message_id: str) -> Delivery:
        """Return a delivery as this unit of work finds it; NotFound where there is none."""
        ...

    def keep_delivery(self, delivery: Delivery) -> None:
        """Keep a delivery as it is now, instead of as it was."""
        ...

    def keep_run(self, duty: str, due: datetime) -> None:
        """Remember that a duty was done for the moment at which it was due."""
        ...


class OutboxReader(Protocol):
    """What a store tells of the outbox."""

    def deliveries(self, *states: DeliveryState) -> tuple[Delivery, ...]:
        """Return the deliveries in some states, in any where none is named; oldest first."""
        ...

    def deliveries_of(self, proposal_id: str) -> tuple[Delivery, ...]:
        """Return the deliveries of a proposal."""
        ...

    def newest_deliveries(self, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries of the newest proposals that have some, oldest first."""
        ...

    def last_run(self, duty: str) -> datetime | None:
        """Return the moment for which a duty was done last; None where it never was."""
        ...
