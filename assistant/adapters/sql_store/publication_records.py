"""The records of what was published, and of what is disputed of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import DISPUTES, PUBLICATIONS
from assistant.errors import NotFound
from assistant.governance.dispute import Dispute, DisputeState
from assistant.governance.publication import Publication


def publication(session: Session, publication_id: str) -> Publication:
    """Return a publication by its id; NotFound where there is none."""
    found = _publications(session, "WHERE v.id = $1", [publication_id])
    if not found:
        raise NotFound("publication", publication_id)
    return found[0]


def keep_publication(session: Session, publication: Publication) -> None:
    """Keep a publication as it is now, instead of as it was."""
    session.run("DELETE FROM publications WHERE id = $1", [publication.id])
    session.add(
        PUBLICATIONS,
        number=publication.number,
        id=publication.id,
        brief=publication.brief,
        corrects=publication.corrects,
        body=publication.model_dump_json(),
    )


def publications(session: Session, brief: str | None) -> tuple[Publication, ...]:
    """Return the publications of one brief, or all of them, oldest first."""
    if brief is None:
        return _publications(session, "", [])
    return _publications(session, "WHERE v.brief = $1", [brief])


def errata_of(session: Session, publication_id: str) -> tuple[Publication, ...]:
    """Return the errata to a publication, oldest first."""
    return _publications(session, "WHERE v.corrects = $1", [publication_id])


def new_dispute_id(session: Session) -> str:
    """Return the id of the next dispute; the session is the only writer."""
    where = "WHERE v.number = (SELECT max(number) FROM disputes)"
    last = session.read(DISPUTES, where, only=("number",))["number"]
    return f"Q-{1 if last.is_empty() else int(last[0]) + 1}"


def dispute(session: Session, dispute_id: str) -> Dispute:
    """Return a dispute by its id; NotFound where there is none."""
    found = _disputes(session, "WHERE v.id = $1", [dispute_id])
    if not found:
        raise NotFound("dispute", dispute_id)
    return found[0]


def disputes_of(session: Session, publication_id: str) -> tuple[Dispute, ...]:
    """Return what is disputed of a publication, oldest first."""
    return _disputes(session, "WHERE v.publication = $1", [publication_id])


def disputes(session: Session, states: Sequence[DisputeState]) -> tuple[Dispute, ...]:
    """Return the disputes in some states, in any where none is named; oldest first."""
    marks = ", ".join(f"${place}" for place in range(1, len(states) + 1))
    where = f"WHERE v.state IN ({marks})" if states else ""
    return _disputes(session, where, [state.value for state in states])


def keep_dispute(session: Session, dispute: Dispute) -> None:
    """Keep a dispute as it is now, instead of as it was."""
    session.run("DELETE FROM disputes WHERE id = $1", [dispute.id])
    session.add(
        DISPUTES,
        number=int(dispute.id.removeprefix("Q-")),
        id=dispute.id,
        publication=dispute.publication,
        state=dispute.state.value,
        body=dispute.model_dump_json(),
    )


def _publications(session: Session, where: str, bound: Sequence[str]) -> tuple[Publication, ...]:
    rows = session.read(PUBLICATIONS, where, bound).sort("number")
    return tuple(Publication.model_validate_json(body) for body in rows["body"])


def _disputes(session: Session, where: str, bound: Sequence[str]) -> tuple[Dispute, ...]:
    rows = session.read(DISPUTES, where, bound).sort("number")
    return tuple(Dispute.model_validate_json(body) for body in rows["body"])
