"""Programs, projects, their gates, milestones and vendors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistant.portfolio.noun import Noun, Ref
from assistant.values import Money


class Method(StrEnum):
    """How a project is run."""

    AGILE = "agile"
    WATERFALL = "waterfall"
    HYBRID = "hybrid"


class Stage(StrEnum):
    """Where a project stands between idea and closure; a gate leads into each."""

    IDEA = "idea"
    APPROVAL = "approval"
    DESIGN = "design"
    BUILD = "build"
    TEST = "test"
    RELEASE = "release"
    CLOSED = "closed"
    PAUSED = "paused"
    STOPPED = "stopped"


class Rag(StrEnum):
    """A status by variance against tolerance; grey means not enough or stale data."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


class GateDecision(StrEnum):
    """What a gate decided."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    WAIVED = "waived"


class Vendor(Noun):
    """A supplier."""

    table = "vendors"
    title = "Vendor"

    name: str


class Program(Noun):
    """Projects led together."""

    table = "programs"
    title = "Program"

    name: str
    lead: Annotated[str | None, Ref("people")] = None


class Project(Noun):
    """A temporary undertaking with an owner, tolerances and a stage."""

    table = "projects"
    title = "Project"

    name: str
    aliases: Annotated[tuple[str, ...], Field(description="other names people use")] = ()
    program: Annotated[str | None, Ref("programs")] = None
    sponsor: Annotated[str | None, Ref("people")] = None
    owner: Annotated[str | None, Ref("people"), Field(description="the project manager")] = None
    method: Method | None = None
    stage: Stage | None = None
    themes: Annotated[tuple[str, ...], Ref("themes")] = ()
    systems: Annotated[tuple[str, ...], Field(description="systems it changes or retires")] = ()
    vendor: Annotated[str | None, Ref("vendors")] = None
    contingency: Annotated[str | None, Field(description="what happens if the vendor fails")] = (
        None
    )
    start: date | None = None
    end: Annotated[date | None, Field(description="approved end, the latest agreed")] = None
    baseline_end: Annotated[date | None, Field(description="end as first agreed")] = None
    scope_baseline: Annotated[
        Decimal | None, Field(ge=0, description="scope first agreed, in the project's own unit")
    ] = None
    scope_current: Annotated[Decimal | None, Field(ge=0, description="scope today")] = None
    tolerance_schedule_days: Annotated[Decimal | None, Field(ge=0)] = None
    tolerance_cost_percent: Annotated[Decimal | None, Field(ge=0)] = None
    tolerance_scope_percent: Annotated[Decimal | None, Field(ge=0)] = None
    tolerance_benefit_percent: Annotated[Decimal | None, Field(ge=0)] = None
    reported_rag: Annotated[Rag | None, Field(description="as its owner last reported it")] = None
    delivery_confidence: Annotated[
        Rag | None, Field(description="a reviewer's forecast of success; not the RAG")
    ] = None
    running_cost: Annotated[Money | None, Field(description="cost per year while it runs")] = None
    confidential: bool = False
    visible_to: Annotated[
        tuple[str, ...], Ref("people"), Field(description="who may see it when confidential")
    ] = ()
    description: str | None = None


class Gate(Noun):
    """A gate's decision about a project."""

    table = "gates"
    title = "Gate"
    identity = ("project", "stage")

    project: Annotated[str, Ref("projects")]
    stage: Annotated[Stage, Field(description="the stage the gate leads into")]
    artefact: Annotated[str | None, Field(description="what had to be there")] = None
    decision: GateDecision | None = None
    decided_on: date | None = None
    approver: Annotated[str | None, Ref("people")] = None


_PAID_ONCE = frozenset({"", "once", "one-off"})


class Milestone(Noun):
    """A date a project is measured by."""

    table = "milestones"
    title = "Milestone"

    project: Annotated[str, Ref("projects")]
    name: str
    baseline: Annotated[date | None, Field(description="the date first agreed")] = None
    forecast: Annotated[date | None, Field(description="the date expected now")] = None
    actual: Annotated[date | None, Field(description="the date it happened")] = None
    committed: Annotated[date | None, Field(description="the date promised outside")] = None
    committed_to: Annotated[str | None, Field(description="who it was promised to")] = None
    penalty: Annotated[Money | None, Field(description="what missing the promise costs")] = None
    penalty_per: Annotated[str | None, Field(description="per what: month, week, once")] = None
    mandatory: Annotated[bool, Field(description="set by law or a regulator")] = False
    is_release: Annotated[bool, Field(description="goes live, so freezes apply")] = False
    needs_person: Annotated[
        str | None, Ref("people"), Field(description="the only person who can do it")
    ] = None
    needs_item: Annotated[str | None, Ref("work_items")] = None

    @property
    def penalty_period(self) -> str | None:
        """What the penalty is paid for each of, such as “month”; None where it is paid once."""
        per = (self.penalty_per or "").strip().casefold().removeprefix("per ").strip()
        return None if per in _PAID_ONCE else per


class StatusUpdate(Noun):
    """What a project's owner reported on a day. The text is untrusted."""

    table = "status_updates"
    title = "Status update"
    identity = ("project", "day")

    project: Annotated[str, Ref("projects")]
    day: date
    author: str | None = None
    rag: Annotated[Rag | None, Field(description="the RAG as reported")] = None
    text: str = ""
