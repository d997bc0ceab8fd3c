"""The store on an SQL database: implements the port `assistant.ports.store.Store`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

import polars as pl

from assistant.adapters.sql_store import (
    audit_records,
    forecast_records,
    governance_records,
    outbox_records,
    publication_records,
    records,
    thread_records,
)
from assistant.adapters.sql_store.database import Database
from assistant.adapters.sql_store.import_log import ImportLog, read_quarantine
from assistant.adapters.sql_store.importing import import_batch
from assistant.adapters.sql_store.reading import PortfolioReading
from assistant.adapters.sql_store.records import SqlUnitOfWork
from assistant.adapters.sql_store.stamp import stamp
from assistant.governance.audit.checkpoint import Checkpoint, Head
from assistant.governance.audit.event import AuditEvent
from assistant.governance.delivery import Delivery, DeliveryState
from assistant.governance.dispute import Dispute, DisputeState
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.publication import Publication
from assistant.governance.rights import EffectKind
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import Delegation, Grant
from assistant.governance.scoreboard.given import GivenForecast
from assistant.portfolio.batch import Batch, RefusedRow
from assistant.portfolio.project import Project
from assistant.portfolio.scoping import scope_for
from assistant.portfolio.several_sources import SameAs
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.ports.progress import Progress
from assistant.ports.store import (
    Event,
    ImportReceipt,
    StoredBrief,
    StoredPolicy,
    UnitOfWork,
    WatchedSource,
)
from assistant.ports.threads import Turn
from assistant.values import Scope


class SqlStore:
    """A store; may be used from several threads, since every call opens its own session.

    `longest_write` is how many seconds one write of an import has held it at most.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.longest_write = 0.0

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work: it commits when its block ends, and rolls back when it raises."""
        with self._database.writing() as session:
            yield SqlUnitOfWork(session)

    def import_batch(self, batch: Batch, at: datetime, progress: Progress) -> ImportReceipt:
        """Add one reading of a source: atomic, idempotent, in any order of as-of dates."""
        done = import_batch(self._database, batch, at, progress)
        self.longest_write = max(self.longest_write, done.longest_write)
        return done.receipt

    def snapshot(self, as_of: date, scope: Scope) -> Snapshot:
        """Return what the sources said on or before a day, as far as the scope may see it."""
        with self._database.reading() as session:
            whole = PortfolioReading(self._database, session).snapshot(as_of)
        return whole if scope.everything else whole.scoped(scope)

    def scope_of(self, viewer: str | None, as_of: date) -> Scope:
        """Return what a person may see of a day, by that day's word and the latest."""
        with self._database.reading() as session:
            reading = PortfolioReading(self._database, session)
            days = (as_of, max(as_of, reading.latest or as_of))
            rows = [reading.frames(day, (Project,)).frames[Project] for day in dict.fromkeys(days)]
        return scope_for(rows, viewer)

    def as_of_dates(self) -> tuple[date, ...]:
        """Return every day on which a source spoke, oldest first."""
        return tuple(sorted({state.as_of for state in self.imports()}))

    def stamp(self) -> str:
        """Return a word that is another one as soon as anything that answers rest on changed."""
        with self._database.reading() as session:
            return stamp(session)

    def imports(self) -> tuple[ImportState, ...]:
        """Return every import, oldest first."""
        with self._database.reading() as session:
            return tuple(known.state for known in ImportLog.read(session).visible)

    def quarantine(self, number: int) -> tuple[RefusedRow, ...]:
        """Return the rows an import refused, until a later reading of its source replaces them."""
        with self._database.reading() as session:
            return read_quarantine(session, number)

    def watched(self) -> tuple[WatchedSource, ...]:
        """Return the sources that are read again, by name."""
        with self._database.reading() as session:
            return records.watched_sources(session)

    def links(self) -> tuple[SameAs, ...]:
        """Return which rows of one source are shown as rows of another."""
        with self._database.reading() as session:
            return records.links(session)

    def policy(self) -> StoredPolicy | None:
        """Return the policy in force, or None where the defaults are."""
        with self._database.reading() as session:
            return records.policy_in_force(session)

    def policy_of(self, digest: str) -> StoredPolicy | None:
        """Return the policy of that hash, in force now or once; None where it was never kept."""
        with self._database.reading() as session:
            return records.policy_of(session, digest)

    def briefs(self, audience: str | None = None) -> tuple[StoredBrief, ...]:
        """Return the briefs kept, newest first."""
        with self._database.reading() as session:
            return records.briefs(session, audience)

    def person_of(self, provider: str, external_id: str) -> str | None:
        """Return the person an outside identity stands for."""
        with self._database.reading() as session:
            return records.person_of(session, provider, external_id)

    def events(self, after: int = 0) -> tuple[Event, ...]:
        """Return the events with a higher number, oldest first."""
        with self._database.reading() as session:
            return records.events(session, after)

    def audit_frame(self) -> pl.DataFrame:
        """Return all audit events by number."""
        with self._database.reading() as session:
            return audit_records.frame(session)

    def audit_of(self, subject: str) -> tuple[AuditEvent, ...]:
        """Return the audit events of one subject, oldest first."""
        with self._database.reading() as session:
            return audit_records.of_subject(session, subject)

    def audit_events(self) -> tuple[AuditEvent, ...]:
        """Return all audit events, oldest first."""
        with self._database.reading() as session:
            return audit_records.events(session)

    def audit_name(self) -> str | None:
        """Return the hash of the first audit event, which names this store's chain."""
        with self._database.reading() as session:
            return audit_records.name(session)

    def audit_head(self) -> Head:
        """Return the newest audit event's number and hash."""
        with self._database.reading() as session:
            return audit_records.head(session)

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Return the checkpoints that were signed, oldest first."""
        with self._database.reading() as session:
            return audit_records.checkpoints(session)

    def pseudonyms(self) -> Mapping[str, str]:
        """Return person → pseudonym, of those who were not forgotten."""
        with self._database.reading() as session:
            return audit_records.pseudonyms(session)

    def proposals(self, *states: ProposalState) -> tuple[Proposal, ...]:
        """Return the proposals in some states, in any where none is named; oldest first."""
        with self._database.reading() as session:
            return governance_records.proposals(session, states)

    def proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal by its id; NotFound where there is none."""
        with self._database.reading() as session:
            return governance_records.proposal(session, proposal_id)

    def proposals_of(self, *kinds: EffectKind) -> tuple[Proposal, ...]:
        """Return the proposals of some kinds of effect, oldest first."""
        with self._database.reading() as session:
            return governance_records.proposals_of(session, kinds)

    def proposals_on(self, table: str, key: str) -> tuple[Proposal, ...]:
        """Return the proposals that would change a row, or did; oldest first."""
        with self._database.reading() as session:
            return governance_records.proposals_on(session, table, key)

    def with_deadline(
        self, *states: ProposalState, after: datetime | None = None, until: datetime
    ) -> tuple[Proposal, ...]:
        """Return the proposals in some states whose deadline lies in a time, oldest first."""
        with self._database.reading() as session:
            return governance_records.with_deadline(session, states, after, until)

    def grants(self) -> tuple[Grant, ...]:
        """Return the roles that were given, by hand and by lists, by person."""
        with self._database.reading() as session:
            return governance_records.grants(session)

    def group_roles(self) -> tuple[GroupRole, ...]:
        """Return the roles that groups have, by group."""
        with self._database.reading() as session:
            return governance_records.group_roles(session)

    def delegations(self) -> tuple[Delegation, ...]:
        """Return who stands in for whom, by giver."""
        with self._database.reading() as session:
            return governance_records.delegations(session)

    def deliveries(self, *states: DeliveryState) -> tuple[Delivery, ...]:
        """Return the deliveries in some states, in any where none is named; oldest first."""
        with self._database.reading() as session:
            return outbox_records.deliveries(session, states)

    def deliveries_of(self, proposal_id: str) -> tuple[Delivery, ...]:
        """Return the deliveries of a proposal."""
        with self._database.reading() as session:
            return outbox_records.of_proposal(session, proposal_id)

    def newest_deliveries(self, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries of the newest proposals that have some, oldest first."""
        with self._database.reading() as session:
            return outbox_records.newest(session, limit)

    def last_run(self, duty: str) -> datetime | None:
        """Return the moment for which a duty was done last."""
        with self._database.reading() as session:
            return outbox_records.last_run(session, duty)

    def forecasts(self) -> tuple[GivenForecast, ...]:
        """Return the forecasts that were given, by day and id."""
        with self._database.reading() as session:
            return forecast_records.forecasts(session)

    def publication(self, publication_id: str) -> Publication:
        """Return a publication by its id; NotFound where there is none."""
        with self._database.reading() as session:
            return publication_records.publication(session, publication_id)

    def publications(self, brief: str | None = None) -> tuple[Publication, ...]:
        """Return the publications of one brief, or all of them, oldest first."""
        with self._database.reading() as session:
            return publication_records.publications(session, brief)

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        """Return the errata to a publication, oldest first."""
        with self._database.reading() as session:
            return publication_records.errata_of(session, publication_id)

    def dispute(self, dispute_id: str) -> Dispute:
        """Return a dispute by its id; NotFound where there is none."""
        with self._database.reading() as session:
            return publication_records.dispute(session, dispute_id)

    def disputes(self, *states: DisputeState) -> tuple[Dispute, ...]:
        """Return the disputes in some states, in any where none is named; oldest first."""
        with self._database.reading() as session:
            return publication_records.disputes(session, states)

    def turns(self, person: str, thread: str) -> tuple[Turn, ...]:
        """Return the turns of one person's thread, oldest first."""
        with self._database.reading() as session:
            return thread_records.turns(session, person, thread)

    def last_turn(self, person: str, thread: str) -> Turn | None:
        """Return the newest turn of one person's thread; None where there is none."""
        with self._database.reading() as session:
            return thread_records.last_turn(session, person, thread)

    def threads(self, person: str) -> tuple[str, ...]:
        """Return the names of one person's threads, sorted."""
        with self._database.reading() as session:
            return thread_records.threads(session, person)
