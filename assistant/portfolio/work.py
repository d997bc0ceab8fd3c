"""Requests, work items, what they are worth and what they wait for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistant.portfolio.noun import Noun, Ref, SkillEffort
from assistant.values import Effort


class RequestState(StrEnum):
    """How far a request has come."""

    SUBMITTED = "submitted"
    NEEDS_INFO = "needs info"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    MERGED = "merged"
    DECLINED = "declined"


class StatusCategory(StrEnum):
    """Where a work item stands, whatever its tracker calls it."""

    TODO = "to do"
    DOING = "in progress"
    DONE = "done"
    DROPPED = "dropped"


class DependencyKind(StrEnum):
    """How two items are tied. Finish-to-start is enforced; `relates` is no dependency."""

    FINISH_START = "finish-start"
    START_START = "start-start"
    FINISH_FINISH = "finish-finish"
    START_FINISH = "start-finish"
    RELATES = "relates to"


class Factor(StrEnum):
    """What a value input says about an item."""

    BUSINESS_VALUE = "business value"
    RISK_REDUCTION = "risk reduction"
    COMPLIANCE_URGENCY = "compliance urgency"
    CUSTOMER_IMPACT = "customer impact"
    TIME_CRITICALITY = "time criticality"
    COST_OF_DELAY = "cost of delay"
    REACH = "reach"
    IMPACT = "impact"
    CONFIDENCE = "confidence"


class Request(Noun):
    """Something asked for that is not yet work."""

    table = "requests"
    title = "Request"

    name: str
    state: RequestState = RequestState.SUBMITTED
    reason: Annotated[str | None, Field(description="why it was decided so")] = None
    requester: str | None = None
    submitted: date | None = None
    project: Annotated[str | None, Ref("projects")] = None
    merged_into: Annotated[str | None, Ref("work_items")] = None
    estimate: tuple[SkillEffort, ...] = ()
    description: str | None = None


class WorkItem(Noun):
    """A piece of work in a backlog. Its title and description are untrusted text."""

    table = "work_items"
    title = "Work item"

    name: str
    project: Annotated[str | None, Ref("projects")] = None
    parent: Annotated[str | None, Ref("work_items"), Field(description="its epic")] = None
    type: Annotated[str | None, Field(description="story, epic, bug …")] = None
    status: Annotated[str | None, Field(description="as the tracker names it")] = None
    category: StatusCategory = StatusCategory.TODO
    owner: Annotated[str | None, Ref("people")] = None
    team: Annotated[str | None, Ref("teams")] = None
    estimate: Annotated[
        tuple[SkillEffort, ...], Field(description="work by skill, such as “iam 4d; backend 2d”")
    ] = ()
    remaining: Annotated[Effort | None, Field(description="work left, when in progress")] = None
    points: Annotated[Decimal | None, Field(ge=0, description="story points, never time")] = None
    created: date | None = None
    started: date | None = None
    finished: date | None = None
    due: date | None = None
    tracker_order: Annotated[int | None, Field(description="place in the tracker, 1 first")] = None
    mandatory: Annotated[bool, Field(description="has to be done, whatever its score")] = False
    minor: Annotated[bool, Field(description="small: being late does not endanger a date")] = False
    release: Annotated[str | None, Ref("milestones"), Field(description="goes out with")] = None
    systems: tuple[str, ...] = ()
    sprints: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    restarts: Annotated[int | None, Field(ge=0, description="times it was reopened")] = None
    description: str | None = None


class ValueInput(Noun):
    """One factor of an item's value, who said so, when and on what evidence."""

    table = "value_inputs"
    title = "Value input"
    identity = ("item", "factor")

    item: Annotated[str, Ref("work_items")]
    factor: Factor
    value: Annotated[
        Decimal,
        Field(ge=0, description="1–5 for the relative factors; cost of delay is per week"),
    ]
    currency: Annotated[
        str | None,
        Field(description="ISO code when it is money; empty means relative points"),
    ] = None
    owner: Annotated[str | None, Ref("people"), Field(description="who stated it")] = None
    stated_on: date | None = None
    evidence: Annotated[str | None, Field(description="what it rests on")] = None


class Dependency(Noun):
    """The successor waits for the predecessor."""

    table = "dependencies"
    title = "Dependency"
    identity = ("predecessor", "successor", "kind")

    predecessor: Annotated[str, Ref("work_items")]
    successor: Annotated[str, Ref("work_items")]
    kind: DependencyKind = DependencyKind.FINISH_START
    lag_days: Annotated[
        int, Field(description="working days between the two; may be negative")
    ] = 0
    soft: Annotated[bool, Field(description="preferred, not needed")] = False
    reason: str | None = None


class Pin(Noun):
    """A place or date somebody with the right to do so has fixed for an item."""

    table = "pins"
    title = "Pin"
    identity = ("item",)

    item: Annotated[str, Ref("work_items")]
    place: Annotated[int | None, Field(ge=1, description="place in the order")] = None
    not_after: Annotated[date | None, Field(description="must be finished by")] = None
    pinned_by: Annotated[str | None, Ref("people")] = None
    reason: str | None = None
    until: Annotated[date | None, Field(description="the pin expires after this day")] = None


class AgreedRank(Noun):
    """One place of the order that was last approved."""

    table = "agreed_order"
    title = "Agreed order"
    identity = ("item",)

    item: Annotated[str, Ref("work_items")]
    place: Annotated[int, Field(ge=1)]
    agreed_on: date
    agreed_by: Annotated[str | None, Ref("people")] = None
