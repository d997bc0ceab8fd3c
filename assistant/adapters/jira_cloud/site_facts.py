"""What a reading has to know of a site first: projects, statuses, fields, the account's zone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.adapters.jira_cloud import asks
from assistant.adapters.jira_cloud.answers import (
    ACCOUNT,
    FIELDS,
    PROJECTS,
    STATUSES,
    JiraField,
    JiraProject,
)
from assistant.adapters.jira_cloud.stopped import Stopped, endless
from assistant.adapters.jira_cloud.wire import Wire
from assistant.errors import BadSetting
from assistant.portfolio.batch import Shortfall

_POINTS_MADE_FOR = "com.pyxis.greenhopper.jira:jsw-story-points"
_POINTS_NAMES = ("story points", "story point estimate")
_SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
_EPIC = "com.pyxis.greenhopper.jira:gh-epic-link"
_RANK = "com.pyxis.greenhopper.jira:gh-lexo-rank"
_MOST_PROJECTS = 10_000

_SYSTEM = (
    "summary", "project", "parent", "issuetype", "status", "resolution", "assignee", "duedate",
    "created", "updated", "resolutiondate", "timeoriginalestimate", "timeestimate", "labels",
    "issuelinks", "description", "security",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteFields:
    """The site's own ids of the fields that differ from site to site, the best first."""

    points: tuple[str, ...]
    sprint: tuple[str, ...]
    epic: tuple[str, ...]
    rank: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """All fields that an issue is asked for."""
        return (*_SYSTEM, *self.points, *self.sprint, *self.epic, *self.rank)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The site as it is now; `zone` is None where the account's is not known."""

    account: str
    zone: ZoneInfo | None
    projects: tuple[JiraProject, ...]
    categories: Mapping[str, str]
    fields: SiteFields

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the projects."""
        return tuple(project.key for project in self.projects)

    @property
    def digest(self) -> str:
        """Name what records depend on: where it changes, all issues are read anew."""
        told = (self.keys, sorted(self.categories.items()), self.fields.asked)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def read_site(wire: Wire, wanted: Sequence[str], points_field: str | None) -> SiteFacts:
    """Return what there is to know; Stopped where Jira does not say, BadSetting for a field."""
    account = wire.answer(asks.myself(), ACCOUNT, "the account")
    fields = wire.answer(asks.fields(), FIELDS, "its fields")
    statuses = wire.answer(asks.statuses(), STATUSES, "its statuses")
    visible = _projects(wire)
    return SiteFacts(
        account=account.name or account.account_id,
        zone=_zone(account.time_zone),
        projects=tuple(each for each in visible if not wanted or each.key in wanted),
        categories={each.id: each.category.key for each in statuses if each.category is not None},
        fields=_site_fields(fields, points_field),
    )


def _projects(wire: Wire) -> tuple[JiraProject, ...]:
    """Return every project that can be seen, by key; each once, whatever the pages repeat."""
    found: dict[str, JiraProject] = {}
    start = 0
    while start < _MOST_PROJECTS:
        page = wire.answer(asks.projects(start), PROJECTS, "its projects")
        before = len(found)
        found |= {project.key: project for project in page.values}
        start += len(page.values)
        if not page.values or (page.is_last is True and start >= (page.total or 0)):
            return _all_of(found, page.total)
        if len(found) == before:
            break
    raise endless("projects")


def _all_of(found: Mapping[str, JiraProject], total: int | None) -> tuple[JiraProject, ...]:
    """Return the projects, where they are as many as Jira says there are."""
    if total is not None and len(found) < total:
        raise Stopped(
            Shortfall.MISSING,
            f"Jira counts {total:,} projects and named {len(found):,}.",
            remedy="Read it again; somebody may have changed projects meanwhile.",
        )
    return tuple(found[key] for key in sorted(found))


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _site_fields(fields: Sequence[JiraField], points_field: str | None) -> SiteFields:
    def made_for(kind: str) -> tuple[str, ...]:
        return tuple(sorted(field.id for field in fields if field.made_for.custom == kind))

    return SiteFields(
        points=_points(fields, points_field),
        sprint=made_for(_SPRINT),
        epic=made_for(_EPIC),
        rank=made_for(_RANK),
    )


def _points(fields: Sequence[JiraField], named: str | None) -> tuple[str, ...]:
    """Return the fields that hold story points: the one that is named, else those that must be."""
    if named is None:
        by_name = [each.id for each in fields if each.name.casefold() in _POINTS_NAMES]
        by_kind = [each.id for each in fields if each.made_for.custom == _POINTS_MADE_FOR]
        return tuple(dict.fromkeys((*sorted(by_name), *sorted(by_kind))))
    found = [each.id for each in fields if named.casefold() in (each.id, each.name.casefold())]
    if not found:
        raise BadSetting(
            f"this Jira has no field “{named}”.",
            name="PMO_JIRA_POINTS",
            remedy="Write the field's name as Jira shows it, or its id such as customfield_10016.",
        )
    return tuple(sorted(found))
