"""What the composition root assembles and every surface receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.policy import Policy
from assistant.ports.clock import Clock
from assistant.ports.log import Log
from assistant.ports.source import Sources
from assistant.ports.store import Store


@dataclass(frozen=True, slots=True)
class App:
    """The assistant, assembled: ports, the policy in force, and who is asking.

    `policy_tables` is the organisation's own text of the tables; what it leaves out is the default.
    """

    store: Store
    clock: Clock
    log: Log
    policy: Policy
    policy_tables: Mapping[str, str]
    sources: Sources
    viewer: str | None = None

    def asked_by(self, viewer: str | None) -> App:
        """Return the same assistant, asked by someone else."""
        return replace(self, viewer=viewer)
