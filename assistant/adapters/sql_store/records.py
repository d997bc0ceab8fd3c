"""The records that use cases keep beside the portfolio: written together, read one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from assistant.adapters.sql_store import (
    audit_records,
    forecast_records,
    governance_records,
    outbox_records,
    publication_records,
    thread_records,
)
from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import (
    BRIEFS,
    EVENTS,
    IDENTITIES,
    POLICIES,
    SAME_AS,
    SOURCES,
    WATCHED,
)
from assistant.errors import BadInput, NotFound
from assistant.governance.audit.checkpoint import Checkpoint
from assistant.governance.audit.event import AuditEntry, AuditEvent
from assistant.governance.delivery import Delivery
from assistant.governance.dispute import Dispute
from assistant.governance.proposal import Proposal
from assistant.governance.publication import Publication
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import Delegation, Grant
from assistant.governance.scoreboard.given import GivenForecast
from assistant.portfolio.several_sources import SameAs, closes_a_circle
from assistant.ports.store import Event, Identity, StoredBrief, StoredPolicy, WatchedSource
from assistant.ports.threads import Turn


class SqlUnitOfWork:
    """Writes records in the one transaction that its session is in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep_policy(self, policy: StoredPolicy) -> None:
        """Put a policy in force; the one that is in force already stays as it is."""
        known = policy_in_force(self._session)
        if known is None or known.hash != policy.hash:
            tables = _as_json(policy.tables)
            self._session.add(
                POLICIES, hash=policy.hash, in_force_since=policy.in_force_since, tables=tables
            )

    def keep_brief(self, brief: StoredBrief) -> None:
        """Keep a brief; the same id twice is the same brief and changes nothing."""
        if self._session.read(BRIEFS, "WHERE v.id = $1", [brief.id], only=("id",)).is_empty():
            self._session.add(BRIEFS, **brief.model_dump())

    def keep_identity(self, identity: Identity) -> None:
        """Bind an outside identity to a person, instead of whoever it stood for."""
        self._session.run(
            "DELETE FROM identities WHERE provider = $1 AND external_id = $2",
            [identity.provider, identity.external_id],
        )
        self._session.add(IDENTITIES, **identity.model_dump())

    def watch(self, watched: WatchedSource) -> None:
        """Remember where a source is read from."""
        self._session.run("DELETE FROM watched_sources WHERE source = $1", [watched.source])
        self._session.add(WATCHED, **watched.model_dump())

    def link(self, same: SameAs) -> None:
        """Show a row of one source as a row of another, instead of what it was linked to."""
        self._check(same)
        self.unlink(same.table, same.source, same.key)
        cells = same.model_dump(exclude={"table"})
        self._session.add(SAME_AS, table_name=same.table, **cells)

    def unlink(self, table: str, source: str, key: str) -> None:
        """Show a row as itself again."""
        self._session.run(
            "DELETE FROM same_as WHERE table_name = $1 AND source = $2 AND key = $3",
            [table, source, key],
        )

    def record(self, name: str, at: datetime, facts: Mapping[str, str | int]) -> None:
        """Append an event."""
        add_event(self._session, name, at, facts)

    def append_audit(self, entry: AuditEntry) -> AuditEvent:
        """Chain an entry behind the newest event."""
        return audit_records.append(self._session, entry)

    def keep_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint that was signed."""
        audit_records.keep_checkpoint(self._session, checkpoint)

    def pseudonym(self, person: str, candidate: str) -> str:
        """Return what a person is called in the audit: the candidate where they are new to it."""
        return audit_records.pseudonym(self._session, person, candidate)

    def forget(self, person: str) -> None:
        """Erase whom a pseudonym stands for."""
        self._session.run("DELETE FROM pseudonyms WHERE person = $1", [person])

    def new_proposal_id(self) -> str:
        """Return the id that the next proposal is kept under."""
        return governance_records.new_proposal_id(self._session)

    def proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal as this unit of work finds it."""
        return governance_records.proposal(self._session, proposal_id)

    def keep_proposal(self, proposal: Proposal) -> None:
        """Keep a proposal as it is now, instead of as it was."""
        governance_records.keep_proposal(self._session, proposal)

    def grants(self) -> tuple[Grant, ...]:
        """Return the roles that were given, as this unit of work finds them."""
        return governance_records.grants(self._session)

    def keep_grant(self, grant: Grant) -> None:
        """Give a role, instead of what was given of it before, by hand or by the same list."""
        governance_records.keep_grant(self._session, grant)

    def end_grant(self, grant: Grant) -> None:
        """Take a role away."""
        governance_records.end_grant(self._session, grant)

    def group_roles(self) -> tuple[GroupRole, ...]:
        """Return the roles that groups have, as this unit of work finds them."""
        return governance_records.group_roles(self._session)

    def keep_group_roles(self, groups: Sequence[GroupRole]) -> None:
        """Keep which roles groups have, instead of all that was kept of it."""
        governance_records.keep_group_roles(self._session, groups)

    def keep_delegation(self, delegation: Delegation) -> None:
        """Let somebody stand in for somebody else, instead of what was said of them before."""
        governance_records.keep_delegation(self._session, delegation)

    def end_delegation(self, delegation: Delegation) -> None:
        """Let somebody stand in no longer."""
        governance_records.end_delegation(self._session, delegation)

    def keep_code(self, digest: str, made_at: datetime) -> None:
        """Keep the hash of a one-time code, instead of all earlier ones."""
        governance_records.keep_code(self._session, digest, made_at)

    def use_code(self, digest: str) -> datetime | None:
        """Return when a code was made and forget it; None where there is no such code."""
        return governance_records.use_code(self._session, digest)

    def delivery(self, message_id: str) -> Delivery:
        """Return a delivery as this unit of work finds it."""
        return outbox_records.delivery(self._session, message_id)

    def keep_delivery(self, delivery: Delivery) -> None:
        """Keep a delivery as it is now, instead of as it was."""
        outbox_records.keep_delivery(self._session, delivery)

    def keep_run(self, duty: str, due: datetime) -> None:
        """Remember that a duty was done for the moment at which it was due."""
        outbox_records.keep_run(self._session, duty, due)

    def keep_turn(self, turn: Turn) -> None:
        """Add a turn to the end of its thread."""
        thread_records.keep_turn(self._session, turn)

    def forget_threads(self, person: str, thread: str | None = None) -> None:
        """Forget one thread of a person, or all of theirs."""
        thread_records.forget_threads(self._session, person, thread)

    def keep_forecasts(self, given: Iterable[GivenForecast]) -> None:
        """Remember forecasts; one that is kept already stays as it is."""
        forecast_records.keep_forecasts(self._session, given)

    def publication(self, publication_id: str) -> Publication:
        """Return a publication as this unit of work finds it."""
        return publication_records.publication(self._session, publication_id)

    def keep_publication(self, publication: Publication) -> None:
        """Keep a publication as it is now, instead of as it was."""
        publication_records.keep_publication(self._session, publication)

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        """Return the errata to a publication."""
        return publication_records.errata_of(self._session, publication_id)

    def new_dispute_id(self) -> str:
        """Return the id that the next dispute is kept under."""
        return publication_records.new_dispute_id(self._session)

    def dispute(self, dispute_id: str) -> Dispute:
        """Return a dispute as this unit of work finds it."""
        return publication_records.dispute(self._session, dispute_id)

    def disputes_of(self, publication_id: str) -> tuple[Dispute, ...]:
        """Return what is disputed of a publication."""
        return publication_records.disputes_of(self._session, publication_id)

    def keep_dispute(self, dispute: Dispute) -> None:
        """Keep a dispute as it is now, instead of as it was."""
        publication_records.keep_dispute(self._session, dispute)

    def _check(self, same: SameAs) -> None:
        known = set(self._session.read(SOURCES)["name"])
        for source in (same.source, same.primary_source):
            if source not in known:
                raise NotFound("source", source, near=tuple(sorted(known)))
        if same.source == same.primary_source or closes_a_circle(same, links(self._session)):
            raise BadInput(
                f"{same.key} of {same.source} cannot be the same as {same.primary_key}"
                f" of {same.primary_source}.",
                remedy="Link rows of two sources, and only in one direction.",
            )


def add_event(session: Session, name: str, at: datetime, facts: Mapping[str, str | int]) -> None:
    """Append an event."""
    session.add(EVENTS, name=name, at=at, facts=_as_json(facts))


def policy_in_force(session: Session) -> StoredPolicy | None:
    """Return the policy that was kept last."""
    return _policy(session, "WHERE v.number = (SELECT max(number) FROM policies)")


def policy_of(session: Session, digest: str) -> StoredPolicy | None:
    """Return the policy of a hash, as it was kept last."""
    where = "WHERE v.number = (SELECT max(number) FROM policies WHERE hash = $1)"
    return _policy(session, where, digest)


def _policy(session: Session, where: str, *bound: str) -> StoredPolicy | None:
    for row in session.read(POLICIES, where, bound).iter_rows(named=True):
        return StoredPolicy(
            hash=row["hash"],
            in_force_since=row["in_force_since"],
            tables=json.loads(row["tables"]),
        )
    return None


def briefs(session: Session, audience: str | None) -> tuple[StoredBrief, ...]:
    """Return the briefs kept, newest first."""
    where, bound = ("", []) if audience is None else ("WHERE v.audience = $1", [audience])
    rows = session.read(BRIEFS, where, bound).sort("number", descending=True).drop("number")
    return tuple(StoredBrief.model_validate(row) for row in rows.iter_rows(named=True))


def person_of(session: Session, provider: str, external_id: str) -> str | None:
    """Return the person an outside identity stands for."""
    where = "WHERE v.provider = $1 AND v.external_id = $2"
    found = session.read(IDENTITIES, where, [provider, external_id])["person"]
    return None if found.is_empty() else str(found[0])


def watched_sources(session: Session) -> tuple[WatchedSource, ...]:
    """Return the sources that are read again, by name."""
    rows = session.read(WATCHED).sort("source")
    return tuple(WatchedSource.model_validate(row) for row in rows.iter_rows(named=True))


def links(session: Session) -> tuple[SameAs, ...]:
    """Return which rows of one source are shown as rows of another."""
    rows = session.read(SAME_AS).sort("table_name", "source", "key")
    renamed = rows.rename({"table_name": "table"})
    return tuple(SameAs.model_validate(row) for row in renamed.iter_rows(named=True))


def events(session: Session, after: int) -> tuple[Event, ...]:
    """Return the events with a higher number, oldest first."""
    rows = session.read(EVENTS, f"WHERE v.number > {int(after)}").sort("number")
    parsed = [row | {"facts": json.loads(row["facts"])} for row in rows.iter_rows(named=True)]
    return tuple(Event.model_validate(row) for row in parsed)


def _as_json(values: Mapping[str, str | int]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
