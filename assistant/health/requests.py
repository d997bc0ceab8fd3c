"""Requests that wait: for a decision, or for an answer to a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.health.naming import ALL, count_of, listed
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, RequestState
from assistant.values import Fact, Statement, Unit, say

_WAITING = {
    RequestState.SUBMITTED: "[waits|wait] for a decision",
    RequestState.NEEDS_INFO: "[needs|need] information first",
}


def waiting_requests(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Say which requests wait for what, and since when; nothing where there are no requests."""
    return tuple(_told(snapshot, Facts(snapshot)))


def _told(snapshot: Snapshot, facts: Facts) -> Iterator[Statement]:
    requests = snapshot.all(Request)
    if not requests:
        return
    waiting = {
        state: [request for request in requests if request.state is state] for state in _WAITING
    }
    for state, those in waiting.items():
        if those:
            yield _waiting(facts, state, those)
    if not any(waiting.values()):
        keys = [request.key for request in requests]
        yield say(
            "No request waits: {count} [has|have] been decided.",
            count=count_of(facts, Request, keys, what="requests"),
        )


def _waiting(facts: Facts, state: RequestState, requests: Sequence[Request]) -> Statement:
    keys = [request.key for request in sorted(requests, key=_longest_first)]
    what = f"requests_{state.value.replace(' ', '_')}"
    text = f"{{count}} [request|requests] {_WAITING[state]}: {{names}}"
    slots: dict[str, Fact | list[Statement]] = {
        "count": count_of(facts, Request, keys, what=what),
        "names": listed(facts, Request, keys, what=what),
    }
    dated = [(request.submitted, request.key) for request in requests if request.submitted]
    if not dated:
        return say(f"{text}.", **slots)
    since, oldest = min(dated)
    cells = [(Request, oldest, "submitted")]
    slots["since"] = facts.of(ALL, f"oldest_of_{what}", since, Unit.DATE, cells=cells)
    return say(f"{text}; the oldest since {{since}}.", **slots)


def _longest_first(request: Request) -> tuple[bool, str, str]:
    return (request.submitted is None, str(request.submitted), request.key)
