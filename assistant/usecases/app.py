"""What the composition root assembles and every surface receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.governance.audit.checkpoint import Signer
from assistant.policy import Policy
from assistant.ports.clock import Clock
from assistant.ports.log import Log
from assistant.ports.source import Sources
from assistant.ports.store import Store
from assistant.ports.tokens import Tokens


@dataclass(frozen=True, slots=True)
class App:
    """The assistant, assembled: ports, the policy in force, and who is asking.

    `policy_tables` is the organisation's own text of the tables; what it leaves out is the default.
    `verified` says whether the surface proved that the viewer is who they say.
    """

    store: Store
    clock: Clock
    log: Log
    policy: Policy
    policy_tables: Mapping[str, str]
    sources: Sources
    tokens: Tokens
    signer: Signer
    viewer: str | None = None
    verified: bool = False

    def asked_by(self, viewer: str | None) -> App:
        """Return the same assistant, asked by someone else."""
        return replace(self, viewer=viewer)
