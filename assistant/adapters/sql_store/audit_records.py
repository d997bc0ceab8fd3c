"""The audit's records: the chain itself, signed checkpoints, and who is behind a pseudonym."""

from __future__ import annotations

import json
from collections.abc import Mapping

import polars as pl

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import AUDIT, CHECKPOINTS, PSEUDONYMS
from assistant.governance.audit.checkpoint import Checkpoint, Head
from assistant.governance.audit.event import AuditEntry, AuditEvent, facts_text


def append(session: Session, entry: AuditEntry) -> AuditEvent:
    """Chain an entry behind the newest event; the session is the only writer."""
    last = head(session)
    event = AuditEvent.after(entry, last.number + 1, last.hash)
    cells = event.model_dump(include={"number", "at", "actor", "kind", "subject", "hash"})
    session.add(AUDIT, **cells, facts=facts_text(event.facts))
    return event


def head(session: Session) -> Head:
    """Return the newest event's number and hash."""
    where = "WHERE v.number = (SELECT max(number) FROM audit_events)"
    rows = session.read(AUDIT, where, only=("number", "hash"))
    return Head() if rows.is_empty() else Head(**rows.row(0, named=True))


def name(session: Session) -> str | None:
    """Return the hash of the first event."""
    first = session.read(AUDIT, "WHERE v.number = 1", only=("hash",))["hash"]
    return None if first.is_empty() else str(first[0])


def frame(session: Session) -> pl.DataFrame:
    """Return all events by number."""
    return session.read(AUDIT).sort("number")


def of_subject(session: Session, subject: str) -> tuple[AuditEvent, ...]:
    """Return the events of one subject, oldest first."""
    return events(session, "WHERE v.subject = $1", subject)


def events(session: Session, where: str = "", *bound: str) -> tuple[AuditEvent, ...]:
    """Return events, oldest first."""
    rows = session.read(AUDIT, where, bound).sort("number")
    parsed = [row | {"facts": json.loads(row["facts"])} for row in rows.iter_rows(named=True)]
    return tuple(AuditEvent.model_validate(row) for row in parsed)


def keep_checkpoint(session: Session, checkpoint: Checkpoint) -> None:
    """Remember a checkpoint that was signed."""
    cells = checkpoint.model_dump(exclude={"head"})
    numbers = {"head_number": checkpoint.head.number, "head_hash": checkpoint.head.hash}
    session.add(CHECKPOINTS, **cells, **numbers)


def checkpoints(session: Session) -> tuple[Checkpoint, ...]:
    """Return the checkpoints that were signed, oldest first."""
    rows = session.read(CHECKPOINTS).sort("number").drop("number")
    return tuple(
        Checkpoint(head=Head(number=number, hash=hashed), **row)
        for number, hashed, row in zip(
            rows["head_number"],
            rows["head_hash"],
            rows.drop("head_number", "head_hash").iter_rows(named=True),
            strict=True,
        )
    )


def pseudonym(session: Session, person: str, candidate: str) -> str:
    """Return what a person is called in the audit; they become the candidate if they are new."""
    known = pseudonyms(session, "WHERE v.person = $1", person)
    if person not in known:
        session.add(PSEUDONYMS, person=person, pseudonym=candidate)
    return known.get(person, candidate)


def pseudonyms(session: Session, where: str = "", *bound: str) -> Mapping[str, str]:
    """Return person → pseudonym."""
    rows = session.read(PSEUDONYMS, where, bound).sort("person")
    return dict(rows.select("person", "pseudonym").iter_rows())
