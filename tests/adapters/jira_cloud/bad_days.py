"""The bad days of a Jira: each makes a server misbehave in one way, from some request on."""

# ruff: noqa: ARG001 - every bend has the same form
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from tests.fakes.jira_server import NOW, JiraServer, Reply, Turn, wants_fields

BadDay = Callable[[JiraServer], None]
HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}


def is_page(turn: Turn) -> bool:
    """Say whether a request is for a page of issues."""
    return turn.path.endswith("/search/jql") and wants_fields(turn)


def _page_number(jira: JiraServer) -> int:
    return sum(map(is_page, jira.turns))


def times(
    reply: Reply, count: int, *, page: int = 2, of: Callable[[Turn], bool] = is_page
) -> BadDay:
    """Answer so, so many times, from some page on."""

    def prepare(jira: JiraServer) -> None:
        left = [count]

        def fault(turn: Turn) -> Reply | None:
            if not of(turn) or sum(map(of, jira.turns)) < page or not left[0]:
                return None
            left[0] -= 1
            return reply

        jira.fault = fault

    return prepare


def always(reply: Reply, path: str) -> BadDay:
    """Answer so whenever a path is asked."""
    return times(reply, -1, page=1, of=lambda turn: turn.path.endswith(path))


def bent(change: Callable[[JiraServer, Turn, dict[str, Any]], Any]) -> BadDay:
    """Change the pages of issues."""

    def prepare(jira: JiraServer) -> None:
        jira.bend = lambda turn, answer: change(jira, turn, answer) if is_page(turn) else answer

    return prepare


def _repeated_token(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    if "nextPageToken" in turn.body:
        answer["nextPageToken"] = turn.body["nextPageToken"]
    return answer


def _same_page_for_ever(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    issues = [jira._shown(issue, turn.body["fields"]) for issue in [*jira.issues.values()][:10]]
    return {"issues": issues, "nextPageToken": f"again-{len(jira.turns)}", "isLast": False}


def _empty_for_ever(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    return {"issues": [], "nextPageToken": f"more-{len(jira.turns)}", "isLast": False}


def _ends_early(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    return {"issues": answer["issues"], "isLast": True}


def _lost_token(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    return {"issues": answer["issues"], "isLast": "nextPageToken" not in answer}


def _expired(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    if "nextPageToken" in answer and _page_number(jira) == 2:
        answer["nextPageToken"] = "expired"
    return answer


def _shrunk(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    answer["issues"] = answer["issues"][:-1] if _page_number(jira) == 2 else answer["issues"]
    return answer


def _twice(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    answer["issues"] = answer["issues"] * 2
    return answer


def _without_key(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    answer["issues"][0].pop("key", None)
    return answer


def _not_a_page(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    return [answer]


def _ghosts(jira: JiraServer, turn: Turn, answer: dict[str, Any]) -> Any:
    number = len(jira.turns)
    ghosts = [{"id": f"{number}{n:03d}", "key": f"ATL-9{number}{n:03d}"} for n in range(200)]
    return {"issues": ghosts, "nextPageToken": f"ghost-{number}", "isLast": False}


def once_between(page: int, change: Callable[[JiraServer], None]) -> BadDay:
    """Change the issues while a page is asked for."""

    def prepare(jira: JiraServer) -> None:
        done: list[int] = []

        def between(turn: Turn) -> None:
            if is_page(turn) and _page_number(jira) == page and not done:
                done.append(page)
                change(jira)

        jira.between = between

    return prepare


def _moved(jira: JiraServer) -> None:
    for number in (10_001, 10_030):
        issue = jira.issues[number]
        issue.key = f"BEA-7{number}" if issue.project == "ATL" else f"ATL-7{number}"


def _deleted(jira: JiraServer) -> None:
    for number in (10_001, 10_030):
        del jira.issues[number]


def _back_dated(jira: JiraServer) -> None:
    jira.add(99_001, "ATL-9001", NOW - timedelta(days=200), updated=NOW)


def _born(jira: JiraServer) -> None:
    jira.add(99_002, "ATL-9002", NOW, updated=NOW)


def _moved_out(jira: JiraServer) -> None:
    jira.issues[10_002].key = "SEC-1"


def _half_counted(jira: JiraServer) -> None:
    """Every search is cut after its second page, as one connector's was at 100 of 1,649."""

    def bend(turn: Turn, answer: Any) -> Any:
        if not turn.path.endswith("/search/jql"):
            return answer
        if not wants_fields(turn):
            return {"issues": answer["issues"][:20], "isLast": True}
        return answer if "nextPageToken" not in turn.body else _ends_early(jira, turn, answer)

    jira.bend = bend


def _keys_cut(jira: JiraServer) -> None:
    jira.bend = lambda turn, answer: (
        {"issues": answer["issues"][:5], "isLast": True}
        if turn.path.endswith("/search/jql") and not wants_fields(turn)
        else answer
    )


def _clock(hours: int) -> BadDay:
    def prepare(jira: JiraServer) -> None:
        jira.now = NOW + timedelta(hours=hours)

    return prepare


def _gzipped() -> Reply:
    return Reply(200, b"\x1f\x8b\x08bomb", JSON | {"content-encoding": "gzip"})


def _deep() -> Reply:
    return Reply(200, b"[" * 50_000, JSON)


_COUNT, _CHANGES = "approximate-count", "changelog/bulkfetch"
_LATER = format_datetime(NOW + timedelta(seconds=20), usegmt=True)
_RESET = {"x-ratelimit-reset": (NOW + timedelta(seconds=30)).isoformat()}

HEALS: dict[str, BadDay] = {
    "429 with Retry-After": times(Reply(429, headers={"retry-after": "7"}), 2),
    "429 without Retry-After": times(Reply(429), 2),
    "429 with a date": times(Reply(429, headers={"retry-after": _LATER}), 1),
    "429 with a nonsense Retry-After": times(Reply(429, headers={"retry-after": "soon"}), 1),
    "429 with only a reset moment": times(Reply(429, headers=_RESET), 1),
    "burst of 503": times(Reply(503, headers={"retry-after": "2"}), 3),
    "burst of mixed 5xx": times(Reply(502), 2, page=3),
    "reset in the middle of a body": times(
        Reply(200, b'{"issues": []}' * 99, JSON, how="reset"), 2
    ),
    "truncated JSON": times(Reply(200, b'{"issues": [{"id": "1", "ke', JSON), 2),
    "an answer that drips": times(Reply(200, b" " * 9_000, JSON, how="drip"), 1),
    "headers that drip": times(Reply(how="drip headers"), 1),
    "an empty body": times(Reply(200, b"", JSON), 1),
    "a deeply nested body": times(_deep(), 1),
    "a packed body": times(_gzipped(), 1),
    "expired token": bent(_expired),
    "lost token": bent(_lost_token),
    "shrunk page": bent(_shrunk),
    "duplicate ids": bent(_twice),
    "repeated token": bent(_repeated_token),
    "moved between pages": once_between(3, _moved),
    "moved out of what is read": once_between(3, _moved_out),
    "deleted between pages": once_between(3, _deleted),
    "created in the past between pages": once_between(3, _back_dated),
    "created while reading": once_between(3, _born),
    "the first search cut short": bent(_ends_early),
    "the keys cut short": _keys_cut,
    "a clock a day ahead": _clock(24),
    "a clock a day behind": _clock(-24),
}
"""The answers come right in the end, and the reading is whole."""

ENDS: dict[str, BadDay] = {
    "429 for an hour": times(Reply(429, headers={"retry-after": "3600"}), -1),
    "429 for ever": times(Reply(429), -1),
    "503 for ever": times(Reply(503), -1, page=3),
    "reset for ever": times(Reply(200, b"{}" * 999, JSON, how="reset"), -1),
    "no answer for ever": times(Reply(how="drip headers"), -1),
    "truncated for ever": times(Reply(200, b'{"issues": [', JSON), -1),
    "a sign-in page": times(Reply(200, b"<!doctype html><title>Log in</title>", HTML), -1),
    "a redirect": times(Reply(302, headers={"location": "http://127.0.0.1:9/elsewhere"}), -1),
    "signed out": times(Reply(401), -1),
    "forbidden": times(Reply(403, json.dumps({"errorMessages": ["No."]}).encode(), JSON), -1),
    "retired address": times(Reply(410), -1),
    "not found": times(Reply(404), -1),
    "not accepted": times(Reply(400), -1),
    "not the form of a page": bent(_not_a_page),
    "an issue without a key": bent(_without_key),
    "the same page for ever": bent(_same_page_for_ever),
    "empty pages for ever": bent(_empty_for_ever),
    "made-up issues for ever": bent(_ghosts),
    "every search cut short": _half_counted,
    "no count": always(Reply(500), _COUNT),
    "no changes": always(Reply(403), _CHANGES),
}
"""What is read is not whole, and says so."""
