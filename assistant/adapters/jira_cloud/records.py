"""An issue as one flat record: the headers that the mapping file names.

Texts stay texts and are never looked into; whatever has another form than expected counts as
missing, and the mapping refuses the row where it needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from assistant.adapters.jira_cloud.adf import plain_text
from assistant.adapters.jira_cloud.answers import Change, JiraIssue
from assistant.adapters.jira_cloud.site_facts import SiteFacts

Record = dict[str, Any]
"""Texts, lists of texts and lists of flat objects under headers; `id` and `created` always."""

_DONE, _DOING = "done", "indeterminate"
_DROPPED = frozenset(
    {"won't do", "won’t do", "won't fix", "declined", "duplicate", "cannot reproduce", "abandoned"}
)
_OLD_SPRINT = re.compile(r"[\[,]name=(.*?)(?:,[a-zA-Z]+=|\]$)")
_MILLISECONDS = 100_000_000_000
"""Numbers from here on count milliseconds, not seconds: as seconds they lie beyond the year 5000."""


def record_of(issue: JiraIssue, changes: Sequence[Change], site: SiteFacts) -> Record:
    """Return what is kept of an issue."""
    fields, ids = issue.fields, site.fields
    category = _text(fields, "status", "statusCategory", "key")
    record: dict[str, Any] = {
        "id": issue.id,
        "key": issue.key,
        "summary": _text(fields, "summary"),
        "project": _text(fields, "project", "key") or issue.key.rpartition("-")[0],
        "parent": _text(fields, "parent", "key") or _first(fields, ids.epic),
        "type": _text(fields, "issuetype", "name"),
        "status": _text(fields, "status", "name"),
        "standing": _standing(category, _text(fields, "resolution", "name")),
        "owner": _text(fields, "assignee", "accountId"),
        "owner_name": _text(fields, "assignee", "displayName"),
        "owner_email": _text(fields, "assignee", "emailAddress"),
        "points": _first(fields, ids.points),
        "estimate_seconds": _text(fields, "timeoriginalestimate"),
        "remaining_seconds": _text(fields, "timeestimate") if category == _DOING else None,
        "created": _text(fields, "created"),
        "updated": _text(fields, "updated"),
        "due": _text(fields, "duedate"),
        "rank": _first(fields, ids.rank),
        "sprints": [*_sprints(fields, ids.sprint)],
        "labels": [each for each in _list(fields.get("labels")) if isinstance(each, str)],
        "links": [*_links(fields)],
        "security": _text(fields, "security", "name"),
        "description": plain_text(fields.get("description")),
    }
    record |= _moves(changes, site, category, _text(fields, "resolutiondate"))
    return {name: value for name, value in record.items() if value}


def moment(text: int | str) -> datetime | None:
    """Return a time as Jira writes it: 2021-01-25T11:09:27.985+0800, or a number."""
    try:
        if isinstance(text, int):
            return datetime.fromtimestamp(text / (1_000 if text > _MILLISECONDS else 1), UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moves(
    changes: Sequence[Change], site: SiteFacts, category: str | None, resolved: str | None
) -> dict[str, str | None]:
    """Return when work began and ended, and how often it was taken up again, by its statuses."""
    started: str | None = None
    ended: str | None = None
    restarts = 0
    for day, before, after in _status_moves(changes, site):
        started = started or (day if after == _DOING else None)
        ended = day if after == _DONE and before != _DONE else ended
        restarts += before == _DONE and after != _DONE
    return {
        "started": started,
        "finished": (resolved or ended) if category == _DONE else None,
        "restarts": str(restarts) if changes else None,
    }


def _status_moves(
    changes: Sequence[Change], site: SiteFacts
) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield day and categories of every change of status, in order: Jira's order is not relied on."""
    dated = [(when, change) for change in changes if (when := moment(change.created)) is not None]
    for when, change in sorted(dated, key=lambda each: each[0]):
        day = (when.astimezone(site.zone) if site.zone else when).date().isoformat()
        for item in change.items:
            if item.field == "status":
                before, after = item.before or "", item.after or ""
                yield day, site.categories.get(before), site.categories.get(after)


def _standing(category: str | None, resolution: str | None) -> str | None:
    """Return the category, or “dropped” where it ended without being done."""
    if category == _DONE and resolution is not None and resolution.casefold() in _DROPPED:
        return "dropped"
    return category


def _text(fields: Any, *path: str) -> str | None:
    """Return a text or number inside an object, as text; None where there is none."""
    for name in path:
        fields = fields.get(name) if isinstance(fields, dict) else None
    if isinstance(fields, bool) or not isinstance(fields, str | int | float):
        return None
    return str(fields)


def _first(fields: dict[str, Any], names: Sequence[str]) -> str | None:
    return next((text for name in names if (text := _text(fields, name)) is not None), None)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _sprints(fields: dict[str, Any], names: Sequence[str]) -> Iterator[str]:
    """Yield the names of an issue's sprints; old sites write each as one text."""
    for name in names:
        for sprint in _list(fields.get(name)):
            if isinstance(sprint, str):
                found = _OLD_SPRINT.search(sprint)
                yield found[1] if found else sprint
            elif text := _text(sprint, "name"):
                yield text


def _links(fields: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the links to other issues: their kind, and the key of the other end."""
    for link in _list(fields.get("issuelinks")):
        kind = _text(link, "type", "name")
        for end in ("inwardIssue", "outwardIssue"):
            other = _text(link, end, "key")
            if kind and other:
                yield {"kind": kind, end: other}
