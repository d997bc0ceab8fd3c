"""The store: imports in, snapshots out, and the records that use cases keep.

Reads name a scope; the entitled view is all that leaves. Writes happen in a unit of work, which
commits as one transaction or leaves nothing behind. Only an import is longer: its rows are written
in short transactions that nobody sees, and appear by one flip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

import polars as pl

from assistant.governance.audit.checkpoint import Checkpoint, Head
from assistant.governance.audit.event import AuditEntry, AuditEvent
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import Delegation, Grant
from assistant.portfolio.batch import Batch, RefusedRow
from assistant.portfolio.several_sources import SameAs
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.ports.forecasts import ForecastReader, ForecastWriter
from assistant.ports.outbox import OutboxReader, OutboxWriter
from assistant.ports.progress import Progress
from assistant.ports.proposals import ProposalReader, ProposalWriter
from assistant.ports.publications import PublicationReader, PublicationWriter
from assistant.ports.threads import ThreadReader, ThreadWriter
from assistant.values import Scope, Value

AFTER_SYNC = "portfolio synced"
"""The event that an import records when its rows become visible."""


class ImportReceipt(Value):
    """What an import changed; `unchanged` means no row was added, changed or closed.

    Content that was imported before at the same as-of keeps the number of that import.
    """

    number: int
    rows: int
    added: int
    changed: int
    closed: int
    refused: int
    unchanged: bool


class WatchedSource(Value):
    """A file or folder that is read again on demand and on schedule."""

    source: str
    location: str
    mapping: str | None = None
    as_of: date | None = None


class StoredPolicy(Value):
    """The policy in force from a moment on, by the hash of its tables."""

    hash: str
    in_force_since: datetime
    tables: Mapping[str, str]


class StoredBrief(Value):
    """A brief as it was written: the exact text and the facts under it, as JSON."""

    id: str
    audience: str
    as_of: date
    since: date | None
    revision: str
    policy_hash: str
    viewer: str | None
    written_at: datetime
    body: str


class Identity(Value):
    """An outside identity that stands for a person of the portfolio."""

    provider: str
    external_id: str
    person: str


class Event(Value):
    """Something that happened and that others may act on, such as a sync."""

    number: int
    name: str
    at: datetime
    facts: Mapping[str, str | int]


class UnitOfWork(
    OutboxWriter, ProposalWriter, PublicationWriter, ForecastWriter, ThreadWriter, Protocol
):
    """The records written together: all of them, or none."""

    def keep_policy(self, policy: StoredPolicy) -> None:
        """Put a policy in force; the one that is in force already stays as it is."""
        ...

    def keep_brief(self, brief: StoredBrief) -> None:
        """Keep a brief; the same id twice is the same brief and changes nothing."""
        ...

    def keep_identity(self, identity: Identity) -> None:
        """Bind an outside identity to a person, instead of whoever it stood for."""
        ...

    def watch(self, watched: WatchedSource) -> None:
        """Remember where a source is read from."""
        ...

    def link(self, same: SameAs) -> None:
        """Show a row of one source as a row of another, instead of what it was linked to.

        Raises BadInput for two rows of one source or a circle, NotFound for an unknown source.
        """
        ...

    def unlink(self, table: str, source: str, key: str) -> None:
        """Show a row as itself again."""
        ...

    def record(self, name: str, at: datetime, facts: Mapping[str, str | int]) -> None:
        """Append an event."""
        ...

    def append_audit(self, entry: AuditEntry) -> AuditEvent:
        """Chain an entry behind the newest event; it stands with the rest of the unit, or not."""
        ...

    def keep_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint that was signed; what vouches is the copy outside the store."""
        ...

    def pseudonym(self, person: str, candidate: str) -> str:
        """Return what a person is called in the audit: the candidate where they are new to it."""
        ...

    def forget(self, person: str) -> None:
        """Erase whom a pseudonym stands for; the chain stays as it is."""
        ...

    def grants(self) -> tuple[Grant, ...]:
        """Return the roles that were given, as this unit of work finds them."""
        ...

    def keep_grant(self, grant: Grant) -> None:
        """Give a role, instead of what was given of it before, by hand or by the same list."""
        ...

    def end_grant(self, grant: Grant) -> None:
        """Take a role away."""
        ...

    def group_roles(self) -> tuple[GroupRole, ...]:
        """Return the roles that groups have, as this unit of work finds them."""
        ...

    def keep_group_roles(self, groups: Sequence[GroupRole]) -> None:
        """Keep which roles groups have, instead of all that was kept of it."""
        ...

    def keep_delegation(self, delegation: Delegation) -> None:
        """Let somebody stand in for somebody else, instead of what was said of them before."""
        ...

    def end_delegation(self, delegation: Delegation) -> None:
        """Let somebody stand in no longer."""
        ...

    def keep_code(self, digest: str, made_at: datetime) -> None:
        """Keep the hash of a one-time code, instead of all earlier ones."""
        ...

    def use_code(self, digest: str) -> datetime | None:
        """Return when a code was made and forget it; None where there is no such code."""
        ...


class Store(
    OutboxReader, ProposalReader, PublicationReader, ForecastReader, ThreadReader, Protocol
):
    """Where the portfolio and what was said about it are kept. One organisation per store."""

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """Open a unit of work: it commits when its block ends, and rolls back when it raises."""
        ...

    def import_batch(self, batch: Batch, at: datetime, progress: Progress) -> ImportReceipt:
        """Add one reading of a source: atomic, idempotent, in any order of as-of dates.

        Raises StoreBusy or StoreFault; then nothing of the batch is visible.
        """
        ...

    def snapshot(self, as_of: date, scope: Scope) -> Snapshot:
        """Return what the sources said on or before a day, as far as the scope may see it."""
        ...

    def scope_of(self, viewer: str | None, as_of: date) -> Scope:
        """Return what a person may see of a day, by that day's word and the latest."""
        ...

    def as_of_dates(self) -> tuple[date, ...]:
        """Return every day on which a source spoke, oldest first."""
        ...

    def stamp(self) -> str:
        """Return a word that is another one as soon as anything that answers rest on changed.

        Conversations do not count: what was asked changes no answer.
        """
        ...

    def imports(self) -> tuple[ImportState, ...]:
        """Return every import, oldest first."""
        ...

    def quarantine(self, number: int) -> tuple[RefusedRow, ...]:
        """Return the rows an import refused, until a later reading of its source replaces them.

        A reading replaces the quarantine of earlier ones that speak of the same day or before.
        """
        ...

    def watched(self) -> tuple[WatchedSource, ...]:
        """Return the sources that are read again, by name."""
        ...

    def links(self) -> tuple[SameAs, ...]:
        """Return which rows of one source are shown as rows of another."""
        ...

    def policy(self) -> StoredPolicy | None:
        """Return the policy in force, or None where the defaults are."""
        ...

    def policy_of(self, digest: str) -> StoredPolicy | None:
        """Return the policy of that hash, in force now or once; None where it was never kept."""
        ...

    def briefs(self, audience: str | None = None) -> tuple[StoredBrief, ...]:
        """Return the briefs kept, newest first."""
        ...

    def person_of(self, provider: str, external_id: str) -> str | None:
        """Return the person an outside identity stands for."""
        ...

    def events(self, after: int = 0) -> tuple[Event, ...]:
        """Return the events with a higher number, oldest first."""
        ...

    def audit_frame(self) -> pl.DataFrame:
        """Return all audit events by number, with the columns of `verification.EVENTS_SCHEMA`."""
        ...

    def audit_of(self, subject: str) -> tuple[AuditEvent, ...]:
        """Return the audit events of one subject, oldest first."""
        ...

    def audit_events(self) -> tuple[AuditEvent, ...]:
        """Return all audit events, oldest first."""
        ...

    def audit_name(self) -> str | None:
        """Return the hash of the first audit event, which names this store's chain."""
        ...

    def audit_head(self) -> Head:
        """Return the newest audit event's number and hash."""
        ...

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Return the checkpoints that were signed, oldest first."""
        ...

    def pseudonyms(self) -> Mapping[str, str]:
        """Return person → pseudonym, of those who were not forgotten."""
        ...

    def grants(self) -> tuple[Grant, ...]:
        """Return the roles that were given, by hand and by lists, by person."""
        ...

    def group_roles(self) -> tuple[GroupRole, ...]:
        """Return the roles that groups have, by group."""
        ...

    def delegations(self) -> tuple[Delegation, ...]:
        """Return who stands in for whom, by giver."""
        ...
