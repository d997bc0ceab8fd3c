"""A small real Jira Cloud over HTTP on loopback: its issues, searches by JQL, and its bad days.

It understands the queries that a careful reader asks, and records every request. `fault` answers
instead of it, `bend` changes what it answers, `between` changes its issues while it is read.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from tests.fakes.loopback import listening

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
ZONE = "Europe/Dublin"
POINTS, SPRINT, RANK, EPIC = (f"customfield_{n}" for n in (10016, 10020, 10019, 10014))
_CLAUSE = re.compile(r'(created|updated) >= "([0-9: -]{16})"')
_PROJECTS = re.compile(r"project in \(([^)]*)\)")
STATUSES = {
    "1": ("Offen", "new"),
    "3": ("In Arbeit", "indeterminate"),
    "5": ("已完成", "done"),
}


@dataclass(frozen=True)
class Turn:
    """One request: which one it is, by number from 1, and what it asked."""

    number: int
    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What is sent instead of an answer. `how`: whole, reset, drip, drip headers, or hang."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    how: str = "whole"


@dataclass
class Issue:
    """One issue; `changes` are (moment, field, from, to)."""

    id: int
    key: str
    created: datetime
    updated: datetime
    fields: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[datetime, str, str | None, str | None]] = field(default_factory=list)

    @property
    def project(self) -> str:
        return self.key.rpartition("-")[0]


@dataclass
class JiraServer:
    """What the site holds and does."""

    issues: dict[int, Issue] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=lambda: {"ATL": "Atlas", "BEA": "Beacon"})
    private: frozenset[str] = frozenset()
    token: str = "s3cret-token"  # noqa: S105 - of no account anywhere
    now: datetime = NOW
    page_cap: int = 100
    fault: Callable[[Turn], Reply | None] = lambda _: None
    bend: Callable[[Turn, Any], Any] = lambda _, answer: answer
    between: Callable[[Turn], None] = lambda _: None
    check: Callable[[Turn], None] = lambda _: None
    turns: list[Turn] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)
    url: str = ""

    def add(self, number: int, key: str, day: datetime, **more: Any) -> Issue:
        """Put an issue in."""
        changes = more.pop("changes", [])
        issue = Issue(number, key, day, more.pop("updated", day), more, changes)
        self.issues[number] = issue
        return issue

    def searches(self) -> list[Turn]:
        """The pages of issues with their fields that were asked for."""
        return [turn for turn in self.turns if turn.path.endswith("/jql") and wants_fields(turn)]

    def pages(self) -> list[Turn]:
        """Those of readings of everything."""
        return [turn for turn in self.searches() if "updated" not in turn.body["jql"]]

    def answer(self, turn: Turn) -> tuple[int, Any]:
        """Return status and JSON for a request."""
        routes: dict[str, Callable[[Turn], tuple[int, Any]]] = {
            "GET /rest/api/3/myself": self._myself,
            "GET /rest/api/3/field": self._fields,
            "GET /rest/api/3/status": self._statuses,
            "GET /rest/api/3/project/search": self._projects,
            "POST /rest/api/3/search/jql": self._search,
            "POST /rest/api/3/search/approximate-count": self._count,
            "POST /rest/api/3/changelog/bulkfetch": self._changes,
            "POST /rest/api/3/issue/bulkfetch": self._by_id,
        }
        route = routes.get(f"{turn.method} {turn.path}")
        if route is None:
            self.problems.append(f"{turn.method} {turn.path} is no read")
            return 404, {"errorMessages": ["no such path"]}
        return route(turn)

    def found(self, jql: str) -> list[Issue]:
        """Return what a query finds, in its order."""
        wanted = _PROJECTS.search(jql)
        assert wanted is not None, f"not bounded: {jql}"
        keys = {key.strip().strip('"') for key in wanted[1].split(",")}
        issues = [issue for issue in self.issues.values() if issue.project in keys]
        for name, text in _CLAUSE.findall(jql):
            least = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))
            issues = [issue for issue in issues if getattr(issue, name) >= least]
        issues.sort(key=lambda issue: (issue.created, issue.id), reverse="DESC" in jql)
        return issues

    def _myself(self, turn: Turn) -> tuple[int, Any]:
        return 200, {"accountId": "acc-0", "displayName": "PMO reader", "timeZone": ZONE}

    def _fields(self, turn: Turn) -> tuple[int, Any]:
        kinds = {
            POINTS: ("Story point estimate", "jsw-story-points"),
            SPRINT: ("Sprint", "gh-sprint"),
            RANK: ("Rang", "gh-lexo-rank"),
            EPIC: ("Epic-Verknüpfung", "gh-epic-link"),
        }
        fields = [{"id": "summary", "name": "Summary", "schema": {"type": "string"}}]
        for number, (name, kind) in kinds.items():
            schema = {"type": "any", "custom": f"com.pyxis.greenhopper.jira:{kind}"}
            fields.append({"id": number, "name": name, "custom": True, "schema": schema})
        return 200, fields

    def _statuses(self, turn: Turn) -> tuple[int, Any]:
        return 200, [
            {"id": number, "name": name, "statusCategory": {"key": key}}
            for number, (name, key) in STATUSES.items()
        ]

    def _projects(self, turn: Turn) -> tuple[int, Any]:
        start, size = int(turn.query["startAt"]), int(turn.query["maxResults"])
        keys = sorted(self.projects)[start : start + size]
        lead = {"accountId": "acc-1", "displayName": "Ada Lead"}
        values = [
            {
                "id": f"1000{place}",
                "key": key,
                "name": self.projects[key],
                "isPrivate": key in self.private,
                "lead": lead,
            }
            for place, key in enumerate(keys)
        ]
        total = len(self.projects)
        page = {"startAt": start, "maxResults": size, "total": total, "values": values}
        return 200, page | {"isLast": start + size >= total}

    def _search(self, turn: Turn) -> tuple[int, Any]:
        issues = self.found(turn.body["jql"])
        token = turn.body.get("nextPageToken")
        if token is not None:
            mark = _mark(token)
            if token == "expired":  # noqa: S105 - the name of a page
                return 400, {"errorMessages": ["The page token has expired."]}
            down = "DESC" in turn.body["jql"]
            issues = [
                each for each in issues if (_place(each) < mark if down else _place(each) > mark)
            ]
        wanted = turn.body.get("fields", ["id"])
        cap = 5_000 if set(wanted) <= {"id", "key"} else self.page_cap
        size = min(turn.body.get("maxResults", 50), cap)
        page, left = issues[:size], issues[size:]
        answer: dict[str, Any] = {
            "issues": [self._shown(issue, wanted) for issue in page],
            "isLast": not left,
        }
        if left:
            answer["nextPageToken"] = "p:{}:{}".format(*_place(page[-1]))
        return 200, answer

    def _shown(self, issue: Issue, wanted: list[str]) -> dict[str, Any]:
        if wanted == ["id"]:
            return {"id": str(issue.id)}
        system = {
            "summary": f"Work {issue.key}",
            "project": {"key": issue.project, "name": self.projects.get(issue.project, "?")},
            "issuetype": {"name": "Story"},
            "created": _jira_time(issue.created),
            "updated": _jira_time(issue.updated),
        }
        fields = {name: value for name, value in (system | issue.fields).items() if name in wanted}
        return {"id": str(issue.id), "key": issue.key} | ({"fields": fields} if fields else {})

    def _count(self, turn: Turn) -> tuple[int, Any]:
        return 200, {"count": len(self.found(turn.body["jql"]))}

    def _by_id(self, turn: Turn) -> tuple[int, Any]:
        ids = [int(each) for each in turn.body["issueIdsOrKeys"]]
        there = [self.issues[each] for each in ids if each in self.issues]
        gone = [str(each) for each in ids if each not in self.issues]
        errors = [{"id": each, "errorMessage": "not found"} for each in gone]
        shown = [self._shown(issue, turn.body["fields"]) for issue in there]
        return 200, {"issues": shown, "issueErrors": errors}

    def _changes(self, turn: Turn) -> tuple[int, Any]:
        wanted = turn.body["fieldIds"]
        logs = []
        for each in turn.body["issueIdsOrKeys"]:
            issue = self.issues.get(int(each))
            changes = [change for change in issue.changes if change[1] in wanted] if issue else []
            if changes:
                logs.append({"issueId": each, "changeHistories": _histories(changes)})
        return 200, {"issueChangeLogs": logs}


def _histories(changes: list[tuple[datetime, str, str | None, str | None]]) -> list[Any]:
    return [
        {
            "id": str(place),
            "created": _jira_time(when),
            "items": [{"field": name, "fieldId": name, "from": before, "to": after}],
        }
        for place, (when, name, before, after) in enumerate(changes)
    ]


def wants_fields(turn: Turn) -> bool:
    """Say whether a search asks for more than keys."""
    return len(turn.body.get("fields", [])) > 1


def _place(issue: Issue) -> tuple[int, int]:
    return int(issue.created.timestamp()), issue.id


def _mark(token: str) -> tuple[int, int]:
    """Return the place behind which a page begins; tokens it never gave mean the first."""
    found = re.fullmatch(r"p:(\d+):(\d+)", token)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _jira_time(moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(ZONE))
    return local.strftime("%Y-%m-%dT%H:%M:%S.000%z")


def filled(server: JiraServer, count: int, *, since: datetime = NOW - timedelta(days=100)) -> None:
    """Put in so many issues, two an hour, in turn in each project."""
    keys = sorted(server.projects)
    for number in range(1, count + 1):
        key = f"{keys[number % len(keys)]}-{number}"
        day = since + timedelta(minutes=30 * number % 120_000, seconds=number)
        status, (name, category) = [*STATUSES.items()][number % 3]
        server.add(
            10_000 + number,
            key,
            day,
            status={"id": status, "name": name, "statusCategory": {"key": category}},
            assignee={"accountId": f"acc-{number % 7}", "displayName": f"Person {number % 7}"},
            **{POINTS: number % 8 + 0.5, RANK: f"0|i{number:06d}:"},
        )


@contextmanager
def serving(server: JiraServer) -> Iterator[JiraServer]:
    """Run a server on a free port of loopback inside the block."""

    class Handler(_Handler):
        jira = server

    with listening(Handler, server.stopping) as address:
        server.url = address
        yield server


class _Handler(BaseHTTPRequestHandler):
    jira: JiraServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def _serve(self) -> None:
        turn = self._turn()
        jira = self.jira
        jira.turns.append(turn)
        jira.check(turn)
        jira.between(turn)
        reply = jira.fault(turn)
        if reply is None:
            status, answer = jira.answer(turn)
            answer = jira.bend(turn, answer) if status == 200 else answer
            body = json.dumps(answer).encode()
            reply = Reply(status, body, {"content-type": "application/json"})
        with suppress(OSError):  # the reader has left
            self._send(reply)

    def _turn(self) -> Turn:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length)) if length else {}
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(address.query))
        number = len(self.jira.turns) + 1
        return Turn(number, self.command, address.path, query, body, headers)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.jira.now, usegmt=True)

    def _send(self, reply: Reply) -> None:
        if reply.how == "drip headers":
            return self._drip(b"HTTP/1.1 200 OK\r\nx-slow: " + b"s" * 10_000)
        if reply.how == "hang":
            self.jira.stopping.wait(10)
            self.close_connection = True
            return None
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        if reply.how == "drip":
            return self._drip(reply.body)
        half = reply.how == "reset"
        self.wfile.write(reply.body[: len(reply.body) // 2] if half else reply.body)
        if half:
            self._reset()
        return None

    def _drip(self, body: bytes) -> None:
        self.close_connection = True
        for place in range(len(body)):
            if self.jira.stopping.is_set():
                return
            self.wfile.write(body[place : place + 1])
            time.sleep(0.02)

    def _reset(self) -> None:
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
