"""Everything that can be asked of Jira. Each is a read; POST where a question needs a body.

Sources: Atlassian, Jira Cloud platform REST API v3 (the saved OpenAPI of December 2025).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from assistant.values import Value

_API = "/rest/api/3"
_PAGE = 50

MOST_IDS = 100
"""Issues that Jira gives at once by their ids."""

MOST_CHANGED = 1_000
"""Issues whose changes Jira gives at once."""

_MOST_CHANGES = 1_000


class Ask(Value):
    """One question: a method, a path of the site, and its parameters."""

    method: Literal["GET", "POST"]
    path: str
    query: Mapping[str, str] = Field(default_factory=dict)
    body: Mapping[str, Any] | None = None


READS = frozenset(
    {
        ("GET", f"{_API}/myself"),
        ("GET", f"{_API}/field"),
        ("GET", f"{_API}/status"),
        ("GET", f"{_API}/project/search"),
        ("POST", f"{_API}/search/jql"),
        ("POST", f"{_API}/search/approximate-count"),
        ("POST", f"{_API}/changelog/bulkfetch"),
        ("POST", f"{_API}/issue/bulkfetch"),
    }
)
"""All that may leave; the wire refuses anything else."""


def myself() -> Ask:
    """Ask who is asking, and in which time zone Jira understands their queries."""
    return Ask(method="GET", path=f"{_API}/myself")


def fields() -> Ask:
    """Ask which fields the site has: ids of custom fields differ from site to site."""
    return Ask(method="GET", path=f"{_API}/field")


def statuses() -> Ask:
    """Ask which statuses there are, and in which category each is."""
    return Ask(method="GET", path=f"{_API}/status")


def projects(start: int) -> Ask:
    """Ask for a page of the projects that can be seen."""
    query = {"startAt": str(start), "maxResults": str(_PAGE), "orderBy": "key", "expand": "lead"}
    return Ask(method="GET", path=f"{_API}/project/search", query=query)


def issues(jql: str, wanted: Sequence[str], size: int, token: str | None) -> Ask:
    """Ask for a page of issues with these fields: Jira gives ids alone to who names none."""
    body: dict[str, Any] = {"jql": jql, "fields": [*wanted], "maxResults": size}
    if token is not None:
        body["nextPageToken"] = token
    return Ask(method="POST", path=f"{_API}/search/jql", body=body)


def count(jql: str) -> Ask:
    """Ask for Jira's own estimate of how many issues there are."""
    return Ask(method="POST", path=f"{_API}/search/approximate-count", body={"jql": jql})


def issues_by_id(ids: Sequence[str], wanted: Sequence[str]) -> Ask:
    """Ask for issues by their ids, at most `MOST_IDS`."""
    body = {"issueIdsOrKeys": [*ids], "fields": [*wanted]}
    return Ask(method="POST", path=f"{_API}/issue/bulkfetch", body=body)


def changes(ids: Sequence[str], of_fields: Sequence[str], token: str | None) -> Ask:
    """Ask for a page of what changed in these fields of these issues, at most `MOST_CHANGED`."""
    body: dict[str, Any] = {
        "issueIdsOrKeys": [*ids],
        "fieldIds": [*of_fields],
        "maxResults": _MOST_CHANGES,
    }
    if token is not None:
        body["nextPageToken"] = token
    return Ask(method="POST", path=f"{_API}/changelog/bulkfetch", body=body)
