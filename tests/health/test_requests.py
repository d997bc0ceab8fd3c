"""Which requests wait, for what and since when."""

from __future__ import annotations

from datetime import date

from assistant.briefing.wording import render
from assistant.health.requests import waiting_requests
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Request, RequestState

TODAY = date(2026, 11, 16)


def request(key: str, state: RequestState, submitted: date | None = None) -> Request:
    return Request(key=key, name=f"Request {key}", state=state, submitted=submitted)


def told(*requests: Request) -> list[str]:
    found = waiting_requests(Snapshot.of(TODAY, requests))
    return [render(statement, today=TODAY) for statement in found]


def test_no_requests_no_words() -> None:
    assert told() == []


def test_what_waits_is_named_longest_first_and_what_is_decided_is_not() -> None:
    assert told(
        request("A", RequestState.SUBMITTED, date(2026, 11, 2)),
        request("B", RequestState.SUBMITTED),
        request("C", RequestState.SUBMITTED, date(2026, 10, 13)),
        request("D", RequestState.NEEDS_INFO),
        request("E", RequestState.DECLINED, date(2026, 1, 5)),
    ) == [
        (
            "3 requests wait for a decision: “Request C”, “Request A” and “Request B”; "
            "the oldest since Tue 13 Oct."
        ),
        "1 request needs information first: “Request D”.",
    ]


def test_all_decided_is_said() -> None:
    decided = request("A", RequestState.MERGED), request("B", RequestState.ACCEPTED)
    assert told(*decided) == ["No request waits: 2 have been decided."]


def test_counts_open_their_rows() -> None:
    rows = [request("A", RequestState.SUBMITTED), request("B", RequestState.SUBMITTED)]
    (statement,) = waiting_requests(Snapshot.of(TODAY, rows))
    assert [place.row for place in statement.facts["count"].sources] == [2, 3]
