"""The store as one would explain it: every import kept as it came, folded anew at each reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import polars as pl

from assistant.errors import BadInput, NotFound
from assistant.governance.audit.checkpoint import Checkpoint, Head
from assistant.governance.audit.event import GENESIS, AuditEntry, AuditEvent, facts_text
from assistant.governance.audit.verification import EVENTS_SCHEMA
from assistant.governance.delivery import Delivery, DeliveryState
from assistant.governance.dispute import Dispute, DisputeState
from assistant.governance.effects import row_changes
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.publication import Publication
from assistant.governance.rights import EffectKind
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import Delegation, Grant
from assistant.governance.scoreboard.given import GivenForecast
from assistant.portfolio.batch import Batch, RefusedRow
from assistant.portfolio.frames import frame_schema
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.scoping import scope_for
from assistant.portfolio.several_sources import SameAs, Sources, closes_a_circle, one_portfolio
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.ports.progress import Progress
from assistant.ports.store import (
    AFTER_SYNC,
    Event,
    Identity,
    ImportReceipt,
    StoredBrief,
    StoredPolicy,
    WatchedSource,
)
from assistant.ports.threads import Turn
from assistant.values import Scope

Rows = dict[tuple[type[Noun], str], dict[str, Any]]


@dataclass
class Kept:
    """One import, as it came."""

    number: int
    batch: Batch
    at: datetime

    @property
    def order(self) -> tuple[date, int]:
        return self.batch.as_of, self.number

    @property
    def rows(self) -> Rows:
        return {
            (noun, row["key"]): row | {"_import": self.number}
            for noun, frame in self.batch.frames.items()
            for row in frame.iter_rows(named=True)
        }

    @property
    def content(self) -> object:
        said = {(noun, row["_hash"]) for (noun, _), row in self.rows.items()}
        unusable = {noun: keys for noun, keys in self.batch.refused_keys.items() if keys}
        refused = sorted(map(str, self.batch.refused))
        return self.batch.complete, self.batch.shortfall, said, refused, unusable

    def passed_over(self, before: Rows) -> Rows:
        """What was known of the rows it could not use."""
        unusable = self.batch.refused_keys
        return {at: row for at, row in before.items() if at[1] in unusable.get(at[0], ())}


def fold(imports: list[Kept]) -> Rows:
    """Apply imports one after the other; an equal row stays where it was read first."""
    state: Rows = {}
    for kept in sorted(imports, key=lambda kept: kept.order):
        said = kept.rows
        before = state
        state = dict(before) if not kept.batch.complete else kept.passed_over(before)
        for place, row in said.items():
            known = before.get(place)
            state[place] = known if known and known["_hash"] == row["_hash"] else row
    return state


@dataclass
class Records:
    """What is written in a unit of work."""

    policies: list[StoredPolicy] = field(default_factory=list)
    briefs: dict[str, StoredBrief] = field(default_factory=dict)
    identities: dict[tuple[str, str], Identity] = field(default_factory=dict)
    watched: dict[str, WatchedSource] = field(default_factory=dict)
    links: dict[tuple[str, str, str], SameAs] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    audit: list[AuditEvent] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    pseudonyms: dict[str, str] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    grants: dict[tuple[str, ...], Grant] = field(default_factory=dict)
    group_roles: tuple[GroupRole, ...] = ()
    delegations: dict[tuple[str, str], Delegation] = field(default_factory=dict)
    codes: dict[str, datetime] = field(default_factory=dict)
    outbox: dict[str, Delivery] = field(default_factory=dict)
    runs: dict[str, datetime] = field(default_factory=dict)
    forecasts: dict[str, GivenForecast] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)


class MemoryUnitOfWork:
    """Writes into records that are put in place when the block ends."""

    def __init__(self, records: Records, sources: tuple[str, ...]) -> None:
        self._records = records
        self._sources = sources

    def keep_policy(self, policy: StoredPolicy) -> None:
        if not self._records.policies or self._records.policies[-1].hash != policy.hash:
            self._records.policies.append(policy)

    def keep_turn(self, turn: Turn) -> None:
        self._records.turns.append(turn)

    def forget_threads(self, person: str, thread: str | None = None) -> None:
        self._records.turns = [
            each
            for each in self._records.turns
            if each.person != person or thread not in (None, each.thread)
        ]

    def keep_brief(self, brief: StoredBrief) -> None:
        self._records.briefs.setdefault(brief.id, brief)

    def keep_identity(self, identity: Identity) -> None:
        self._records.identities[identity.provider, identity.external_id] = identity

    def watch(self, watched: WatchedSource) -> None:
        self._records.watched[watched.source] = watched

    def link(self, same: SameAs) -> None:
        for source in (same.source, same.primary_source):
            if source not in self._sources:
                raise NotFound("source", source)
        if same.source == same.primary_source:
            raise BadInput("Both rows are of one source.")
        if closes_a_circle(same, tuple(self._records.links.values())):
            raise BadInput("The links close a circle.")
        self._records.links[same.table, same.source, same.key] = same

    def unlink(self, table: str, source: str, key: str) -> None:
        self._records.links.pop((table, source, key), None)

    def record(self, name: str, at: datetime, facts: Mapping[str, str | int]) -> None:
        number = len(self._records.events) + 1
        self._records.events.append(Event(number=number, name=name, at=at, facts=facts))

    def append_audit(self, entry: AuditEntry) -> AuditEvent:
        known = self._records.audit
        previous = known[-1].hash if known else GENESIS
        known.append(AuditEvent.after(entry, len(known) + 1, previous))
        return known[-1]

    def keep_checkpoint(self, checkpoint: Checkpoint) -> None:
        self._records.checkpoints.append(checkpoint)

    def pseudonym(self, person: str, candidate: str) -> str:
        return self._records.pseudonyms.setdefault(person, candidate)

    def forget(self, person: str) -> None:
        self._records.pseudonyms.pop(person, None)

    def new_proposal_id(self) -> str:
        return f"P-{len(self._records.proposals) + 1}"

    def proposal(self, proposal_id: str) -> Proposal:
        if proposal_id not in self._records.proposals:
            raise NotFound("proposal", proposal_id)
        return self._records.proposals[proposal_id]

    def keep_proposal(self, proposal: Proposal) -> None:
        self._records.proposals[proposal.id] = proposal

    def delivery(self, message_id: str) -> Delivery:
        if message_id not in self._records.outbox:
            raise NotFound("message", message_id)
        return self._records.outbox[message_id]

    def keep_delivery(self, delivery: Delivery) -> None:
        self._records.outbox[delivery.message.id] = delivery

    def publication(self, publication_id: str) -> Publication:
        return _publication(self._records, publication_id)

    def keep_publication(self, publication: Publication) -> None:
        self._records.publications[publication.id] = publication

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        return _errata_of(self._records, publication_id)

    def new_dispute_id(self) -> str:
        return f"Q-{len(self._records.disputes) + 1}"

    def dispute(self, dispute_id: str) -> Dispute:
        return _dispute(self._records, dispute_id)

    def disputes_of(self, publication_id: str) -> tuple[Dispute, ...]:
        known = self._records.disputes.values()
        return tuple(each for each in known if each.publication == publication_id)

    def keep_dispute(self, dispute: Dispute) -> None:
        self._records.disputes[dispute.id] = dispute

    def keep_forecasts(self, given: Iterable[GivenForecast]) -> None:
        for each in given:
            self._records.forecasts.setdefault(each.id, each)

    def keep_run(self, duty: str, due: datetime) -> None:
        self._records.runs[duty] = due

    def keep_grant(self, grant: Grant) -> None:
        self._records.grants[grant.place] = grant

    def end_grant(self, grant: Grant) -> None:
        self._records.grants.pop(grant.place, None)

    def grants(self) -> tuple[Grant, ...]:
        return tuple(grant for _, grant in sorted(self._records.grants.items()))

    def group_roles(self) -> tuple[GroupRole, ...]:
        return self._records.group_roles

    def keep_group_roles(self, groups: Sequence[GroupRole]) -> None:
        self._records.group_roles = tuple(
            sorted(groups, key=lambda each: (each.group, each.role.value, each.of or ""))
        )

    def keep_delegation(self, delegation: Delegation) -> None:
        self._records.delegations[delegation.giver, delegation.taker] = delegation

    def end_delegation(self, delegation: Delegation) -> None:
        self._records.delegations.pop((delegation.giver, delegation.taker), None)

    def keep_code(self, digest: str, made_at: datetime) -> None:
        self._records.codes = {digest: made_at}

    def use_code(self, digest: str) -> datetime | None:
        return self._records.codes.pop(digest, None)


class MemoryStore:
    """A store that forgets everything when the process ends."""

    def __init__(self) -> None:
        self._imports: list[Kept] = []
        self._records = Records()

    @contextmanager
    def unit_of_work(self) -> Iterator[MemoryUnitOfWork]:
        records = deepcopy(self._records)
        yield MemoryUnitOfWork(records, self._registered())
        self._records = records

    def import_batch(self, batch: Batch, at: datetime, progress: Progress) -> ImportReceipt:
        kept = Kept(len(self._imports) + 1, batch, at)
        if len(kept.rows) < batch.rows:
            msg = f"{batch.source} does not have a key of its own in every row"
            raise ValueError(msg)
        own = [known for known in self._of(batch.source) if known.batch.as_of <= batch.as_of]
        last = max(own, key=lambda known: known.order, default=None)
        if last and (last.batch.as_of, last.content) == (batch.as_of, kept.content):
            return self._receipt(last.number, batch, {}, {})
        self._imports.append(kept)
        receipt = self._receipt(kept.number, batch, fold(own), fold([*own, kept]))
        facts = receipt.model_dump(include={"rows", "added", "changed", "closed", "refused"})
        facts |= {"import": kept.number, "source": batch.source, "as_of": str(batch.as_of)}
        with self.unit_of_work() as unit:
            unit.record(AFTER_SYNC, at, facts)
        return receipt

    def snapshot(self, as_of: date, scope: Scope) -> Snapshot:
        one = self._portfolio(as_of)
        whole = Snapshot(
            as_of=as_of, frames=one.frames, imports=self._states(as_of), borrowed=one.borrowed
        )
        return whole.scoped(scope)

    def scope_of(self, viewer: str | None, as_of: date) -> Scope:
        days = (as_of, max(as_of, *self.as_of_dates()))
        return scope_for([self._projects(day) for day in days], viewer)

    def as_of_dates(self) -> tuple[date, ...]:
        return tuple(sorted({kept.batch.as_of for kept in self._imports}))

    def imports(self) -> tuple[ImportState, ...]:
        return tuple(sorted(self._states(date.max), key=lambda state: state.number))

    def quarantine(self, number: int) -> tuple[RefusedRow, ...]:
        for kept in self._imports:
            later = (k for k in self._of(kept.batch.source) if k.number > number)
            if kept.number == number and all(k.batch.as_of < kept.batch.as_of for k in later):
                return kept.batch.refused
        return ()

    def watched(self) -> tuple[WatchedSource, ...]:
        return tuple(known for _, known in sorted(self._records.watched.items()))

    def turns(self, person: str, thread: str) -> tuple[Turn, ...]:
        own = (each for each in self._records.turns if each.person == person)
        return tuple(each for each in own if each.thread == thread)

    def last_turn(self, person: str, thread: str) -> Turn | None:
        return next(reversed(self.turns(person, thread)), None)

    def threads(self, person: str) -> tuple[str, ...]:
        return tuple(
            sorted({each.thread for each in self._records.turns if each.person == person})
        )

    def stamp(self) -> str:
        untalked = replace(self._records, turns=[])
        return f"{len(self._imports)} {sha256(repr(untalked).encode()).hexdigest()}"

    def links(self) -> tuple[SameAs, ...]:
        return tuple(known for _, known in sorted(self._records.links.items()))

    def policy(self) -> StoredPolicy | None:
        return self._records.policies[-1] if self._records.policies else None

    def policy_of(self, digest: str) -> StoredPolicy | None:
        known = reversed(self._records.policies)
        return next((policy for policy in known if policy.hash == digest), None)

    def briefs(self, audience: str | None = None) -> tuple[StoredBrief, ...]:
        newest_first = reversed(self._records.briefs.values())
        return tuple(brief for brief in newest_first if audience in (None, brief.audience))

    def person_of(self, provider: str, external_id: str) -> str | None:
        known = self._records.identities.get((provider, external_id))
        return known.person if known else None

    def events(self, after: int = 0) -> tuple[Event, ...]:
        return tuple(event for event in self._records.events if event.number > after)

    def audit_frame(self) -> pl.DataFrame:
        rows = [
            (each.number, each.at, each.actor, each.kind.value, each.subject, facts, each.hash)
            for each in self._records.audit
            for facts in [facts_text(each.facts)]
        ]
        return pl.DataFrame(rows, schema=EVENTS_SCHEMA, orient="row")

    def audit_of(self, subject: str) -> tuple[AuditEvent, ...]:
        return tuple(each for each in self._records.audit if each.subject == subject)

    def audit_events(self) -> tuple[AuditEvent, ...]:
        return tuple(self._records.audit)

    def audit_name(self) -> str | None:
        return self._records.audit[0].hash if self._records.audit else None

    def audit_head(self) -> Head:
        known = self._records.audit
        return Head(number=len(known), hash=known[-1].hash) if known else Head()

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        return tuple(self._records.checkpoints)

    def pseudonyms(self) -> Mapping[str, str]:
        return dict(sorted(self._records.pseudonyms.items()))

    def proposals(self, *states: ProposalState) -> tuple[Proposal, ...]:
        known = self._records.proposals.values()
        return tuple(each for each in known if not states or each.state in states)

    def deliveries(self, *states: DeliveryState) -> tuple[Delivery, ...]:
        known = sorted(
            self._records.outbox.values(),
            key=lambda each: (int((each.proposal or "P-0").removeprefix("P-")), each.message.id),
        )
        return tuple(each for each in known if not states or each.state in states)

    def publication(self, publication_id: str) -> Publication:
        return _publication(self._records, publication_id)

    def publications(self, brief: str | None = None) -> tuple[Publication, ...]:
        known = sorted(self._records.publications.values(), key=lambda each: each.number)
        return tuple(each for each in known if brief in (None, each.brief))

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        return _errata_of(self._records, publication_id)

    def dispute(self, dispute_id: str) -> Dispute:
        return _dispute(self._records, dispute_id)

    def disputes(self, *states: DisputeState) -> tuple[Dispute, ...]:
        known = self._records.disputes.values()
        return tuple(each for each in known if not states or each.state in states)

    def forecasts(self) -> tuple[GivenForecast, ...]:
        known = self._records.forecasts.values()
        return tuple(sorted(known, key=lambda each: (each.given_on, each.id)))

    def deliveries_of(self, proposal_id: str) -> tuple[Delivery, ...]:
        return tuple(each for each in self.deliveries() if each.proposal == proposal_id)

    def newest_deliveries(self, limit: int) -> tuple[Delivery, ...]:
        found = [each for each in self.deliveries() if each.proposal is not None]
        newest = {each.proposal for each in found[-limit:]} if limit else set()
        return tuple(each for each in found if each.proposal in newest)

    def last_run(self, duty: str) -> datetime | None:
        return self._records.runs.get(duty)

    def proposal(self, proposal_id: str) -> Proposal:
        if proposal_id not in self._records.proposals:
            raise NotFound("proposal", proposal_id)
        return self._records.proposals[proposal_id]

    def proposals_of(self, *kinds: EffectKind) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposals() if each.effect.kind in kinds)

    def proposals_on(self, table: str, key: str) -> tuple[Proposal, ...]:
        wanted = (table, key)
        return tuple(
            each
            for each in self.proposals()
            if wanted in {(row.table, row.key) for row in row_changes(each.effect)}
        )

    def with_deadline(
        self, *states: ProposalState, after: datetime | None = None, until: datetime
    ) -> tuple[Proposal, ...]:
        since = 0 if after is None else int(after.timestamp())
        return tuple(
            each
            for each in self.proposals(*states)
            if each.deadline is not None
            and since < int(each.deadline.timestamp()) <= int(until.timestamp())
        )

    def grants(self) -> tuple[Grant, ...]:
        return tuple(grant for _, grant in sorted(self._records.grants.items()))

    def group_roles(self) -> tuple[GroupRole, ...]:
        return self._records.group_roles

    def delegations(self) -> tuple[Delegation, ...]:
        return tuple(each for _, each in sorted(self._records.delegations.items()))

    def _projects(self, day: date) -> pl.DataFrame:
        nothing = pl.DataFrame(schema=dict(frame_schema(Project)))
        return self._portfolio(day).frames.get(Project, nothing)

    def _of(self, source: str) -> list[Kept]:
        return [kept for kept in self._imports if kept.batch.source == source]

    def _registered(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kept.batch.source for kept in self._imports))

    def _receipt(self, number: int, batch: Batch, before: Rows, after: Rows) -> ImportReceipt:
        both = before.keys() & after.keys()
        changed = sum(before[place]["_hash"] != after[place]["_hash"] for place in both)
        added, closed = len(after.keys() - both), len(before.keys() - both)
        return ImportReceipt(
            number=number,
            rows=batch.rows,
            added=added,
            changed=changed,
            closed=closed,
            refused=batch.refused_rows,
            unchanged=added + changed + closed == 0,
        )

    def _portfolio(self, as_of: date) -> Any:
        past = [kept for kept in self._imports if kept.batch.as_of <= as_of]
        nouns = dict.fromkeys(noun for kept in past for noun in kept.batch.frames)
        there: dict[type[Noun], list[dict[str, Any]]] = {noun: [] for noun in nouns}
        gone: dict[type[Noun], list[tuple[str, int]]] = {noun: [] for noun in nouns}
        for source in self._registered():
            own = [kept for kept in past if kept.batch.source == source]
            state = fold(own)
            for (noun, _), row in state.items():
                there[noun].append(row)
            ever = {place: kept.number for kept in own for place in kept.rows}
            for noun, key in ever.keys() - state.keys():
                gone[noun].append((key, ever[noun, key]))
        return one_portfolio(
            {noun: _frame(noun, rows) for noun, rows in there.items()},
            {noun: _gone(rows) for noun, rows in gone.items()},
            Sources(
                of_import={kept.number: kept.batch.source for kept in self._imports},
                registered=self._registered(),
                links=self.links(),
            ),
        )

    def _states(self, as_of: date) -> tuple[ImportState, ...]:
        past = sorted(self._imports, key=lambda kept: kept.order)
        return tuple(self._state(kept) for kept in past if kept.batch.as_of <= as_of)

    def _state(self, kept: Kept) -> ImportState:
        batch, since = kept.batch, kept.batch.as_of
        earlier = sorted(self._of(batch.source), key=lambda known: known.order, reverse=True)
        for known in earlier:
            if known.order < kept.order:
                if known.content != kept.content:
                    break
                since = known.batch.as_of
        return ImportState(
            number=kept.number,
            source=batch.source,
            location=batch.location,
            as_of=batch.as_of,
            imported_at=kept.at,
            unchanged_since=since,
            complete=batch.complete,
            rows=batch.rows,
            refused=batch.refused_rows,
            shortfall=batch.shortfall,
            headers=batch.headers,
        )


def _publication(records: Records, publication_id: str) -> Publication:
    if publication_id not in records.publications:
        raise NotFound("publication", publication_id)
    return records.publications[publication_id]


def _errata_of(records: Records, publication_id: str) -> tuple[Publication, ...]:
    known = sorted(records.publications.values(), key=lambda each: each.number)
    return tuple(each for each in known if each.corrects == publication_id)


def _dispute(records: Records, dispute_id: str) -> Dispute:
    if dispute_id not in records.disputes:
        raise NotFound("dispute", dispute_id)
    return records.disputes[dispute_id]


def _frame(noun: type[Noun], rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=pl.Schema(frame_schema(noun)))


def _gone(rows: list[tuple[str, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"key": pl.String, "_import": pl.Int64}, orient="row")
