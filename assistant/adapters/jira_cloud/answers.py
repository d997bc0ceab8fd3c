"""The shapes of Jira's answers, as far as a reading relies on them.

This is the boundary to what Jira sends: fields of issues stay as they came and are looked at one by
one in `records`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, validate_by_name=True)


class Account(_Answer):
    """Who asks."""

    account_id: str = Field(alias="accountId")
    name: str = Field(default="", alias="displayName")
    time_zone: str | None = Field(default=None, alias="timeZone")


class FieldSchema(_Answer):
    """What a field is made for."""

    custom: str | None = None


class JiraField(_Answer):
    """A field of the site."""

    id: str
    name: str = ""
    made_for: FieldSchema = Field(default=FieldSchema(), alias="schema")


class Category(_Answer):
    """The category of a status: new, indeterminate or done."""

    key: str


class JiraStatus(_Answer):
    """A status, which may be called anything in any language."""

    id: str
    category: Category | None = Field(default=None, alias="statusCategory")


class JiraPerson(_Answer):
    """A person as an issue or a project names them."""

    account_id: str = Field(alias="accountId")
    name: str | None = Field(default=None, alias="displayName")
    email: str | None = Field(default=None, alias="emailAddress")


class JiraProject(_Answer):
    """A project."""

    id: str
    key: str
    name: str
    lead: JiraPerson | None = None
    is_private: bool = Field(default=False, alias="isPrivate")


class ProjectPage(_Answer):
    """One page of projects."""

    values: tuple[JiraProject, ...]
    total: int | None = None
    is_last: bool | None = Field(default=None, alias="isLast")


class JiraIssue(_Answer):
    """An issue: its id for ever, its key for now, and the fields that were asked for."""

    id: str = Field(min_length=1)
    key: str = Field(min_length=1)
    fields: dict[str, Any] = Field(default_factory=dict)


class IssuePage(_Answer):
    """One page of a search; no token means the last one."""

    issues: tuple[JiraIssue, ...]
    token: str | None = Field(default=None, alias="nextPageToken")
    is_last: bool | None = Field(default=None, alias="isLast")


class FoundIssues(_Answer):
    """Issues asked for by id; those that are not there, or not to be seen, are left out."""

    issues: tuple[JiraIssue, ...]


class Changed(_Answer):
    """One field that changed."""

    field: str = Field(default="", alias="fieldId")
    before: str | None = Field(default=None, alias="from")
    after: str | None = Field(default=None, alias="to")


class Change(_Answer):
    """What changed at one moment: seconds, milliseconds, or as Jira writes times."""

    created: int | str
    items: tuple[Changed, ...] = ()


class IssueChanges(_Answer):
    """What changed in one issue."""

    issue: str = Field(alias="issueId")
    histories: tuple[Change, ...] = Field(default=(), alias="changeHistories")


class ChangePage(_Answer):
    """One page of changes."""

    issues: tuple[IssueChanges, ...] = Field(alias="issueChangeLogs")
    token: str | None = Field(default=None, alias="nextPageToken")


class Count(_Answer):
    """How many issues Jira thinks there are."""

    count: int = Field(ge=0)


ACCOUNT = TypeAdapter(Account)
FIELDS = TypeAdapter(tuple[JiraField, ...])
STATUSES = TypeAdapter(tuple[JiraStatus, ...])
PROJECTS = TypeAdapter(ProjectPage)
ISSUES = TypeAdapter(IssuePage)
FOUND = TypeAdapter(FoundIssues)
CHANGES = TypeAdapter(ChangePage)
COUNT = TypeAdapter(Count)
