"""What the composition root assembles and every surface receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.errors import Refused
from assistant.governance.audit.checkpoint import Signer
from assistant.governance.schedule import Duties
from assistant.policy import Policy
from assistant.ports.chat import ChatAccess
from assistant.ports.clock import Clock
from assistant.ports.jobs import Workshop
from assistant.ports.log import Log
from assistant.ports.memory import Documents, Memory
from assistant.ports.model import Calls, Model, TokenCounter
from assistant.ports.publisher import Publishers
from assistant.ports.source import Sources
from assistant.ports.store import Store
from assistant.ports.tokens import Tokens
from assistant.ports.tracing import Tracer, Untraced


@dataclass(frozen=True, slots=True)
class Outbound:
    """What leaves, and what happens by itself: places, where work is kept, and the duties."""

    publishers: Publishers
    workshop: Workshop
    duties: Duties


@dataclass(frozen=True, slots=True)
class Language:
    """The language model, and how it is asked."""

    model: Model
    counter: TokenCounter
    hides_names: bool
    calls: Calls | None = None


@dataclass(frozen=True, slots=True)
class App:
    """The assistant, assembled: ports, the policy in force, and who is asking.

    `policy_tables` is the organisation's own text of the tables; what it leaves out is the default.
    `tables_set_aside` are those it was set up with, where its store keeps others in force.
    `language` is None where no model is set up: then everything is answered by rules.
    `memory` finds again what was written, `documents` reads what people keep beside the portfolio.
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
    tables_set_aside: Mapping[str, str] | None = None
    outbound: Outbound | None = None
    language: Language | None = None
    chat: ChatAccess | None = None
    memory: Memory | None = None
    documents: Documents | None = None
    tracer: Tracer = field(default_factory=Untraced)

    @property
    def outside(self) -> Outbound:
        """What leaves and what happens by itself; Refused where nothing does."""
        if self.outbound is None:
            raise Refused("This assistant is not set up to send anything.")
        return self.outbound

    def asked_by(self, viewer: str | None) -> App:
        """Return the same assistant, asked by someone else."""
        return replace(self, viewer=viewer)
