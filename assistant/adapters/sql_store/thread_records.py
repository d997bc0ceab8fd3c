"""The records of conversations, each found by whose it is."""

from __future__ import annotations

from assistant.adapters.sql_store.session import Session
from assistant.adapters.sql_store.tables import TURNS
from assistant.ports.threads import Turn

_OF_THREAD = "WHERE v.person = $1 AND v.thread = $2"


def keep_turn(session: Session, turn: Turn) -> None:
    """Add a turn to the end of its thread."""
    session.add(
        TURNS, person=turn.person, thread=turn.thread, at=turn.at, body=turn.model_dump_json()
    )


def forget_threads(session: Session, person: str, thread: str | None) -> None:
    """Forget one thread of a person, or all of theirs."""
    if thread is None:
        session.run("DELETE FROM turns WHERE person = $1", [person])
        return
    session.run("DELETE FROM turns WHERE person = $1 AND thread = $2", [person, thread])


def turns(session: Session, person: str, thread: str) -> tuple[Turn, ...]:
    """Return the turns of one person's thread, oldest first."""
    return _read(session, _OF_THREAD, person, thread)


def last_turn(session: Session, person: str, thread: str) -> Turn | None:
    """Return the newest turn of one person's thread; None where there is none."""
    newest = "(SELECT max(number) FROM turns WHERE person = $1 AND thread = $2)"
    found = _read(session, f"WHERE v.number = {newest}", person, thread)
    return found[0] if found else None


def threads(session: Session, person: str) -> tuple[str, ...]:
    """Return the names of one person's threads, sorted."""
    rows = session.read(TURNS, "WHERE v.person = $1", [person], only=("thread",))
    return tuple(sorted(set(rows["thread"])))


def _read(session: Session, where: str, *bound: str) -> tuple[Turn, ...]:
    rows = session.read(TURNS, where, bound, only=("number", "body")).sort("number")
    return tuple(Turn.model_validate_json(body) for body in rows["body"])
