"""A small portfolio with what a brief is written from, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.health.verdicts import (
    Caveat,
    Change,
    ChangeKind,
    Dimension,
    DimensionVerdict,
    ProjectHealth,
    Risk,
    RiskKind,
    Severity,
)
from assistant.policy import default_policy
from assistant.portfolio.control import (
    Decision,
    DecisionKind,
    DecisionState,
    RaidEntry,
    RaidKind,
    RaidState,
)
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze, Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone, Project, Rag, Vendor
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, FactValue, Money, Statement, Unit, say

TODAY = date(2026, 11, 16)
LAST_WEEK = date(2026, 11, 9)


def fact(
    value: FactValue, unit: Unit = Unit.NAME, *, subject: str = "portfolio", measure: str = ""
) -> Fact:
    return Fact(
        subject=subject,
        measure=measure or f"measure of {value}",
        value=value,
        unit=unit,
        as_of=TODAY,
        revision="r",
    )


def euros(amount: int | str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


PEOPLE = (
    Person(key="ingrid", name="Ingrid Solheim", role="CIO"),
    Person(key="ben", name="Ben Castellan"),
    Person(key="elif", name="Elif Kaya"),
)
PROJECTS = (
    Project(key="ATLAS", name="Atlas", owner="ben", reported_rag=Rag.GREEN),
    Project(key="CASCADE", name="Cascade", owner="ben", reported_rag=Rag.AMBER),
    Project(key="DRIFTWOOD", name="Driftwood", reported_rag=Rag.AMBER),
    Project(key="WILLOW", name="Willow", owner="elif", reported_rag=Rag.GREEN),
    *(
        Project(key=f"LUMEN{number}", name=f"Lumen {word}", vendor="LUMEN", contingency="a second")
        for number, word in enumerate(("North", "South", "West"))
    ),
)
DECISIONS = (
    Decision(
        key="D-5",
        name="Harbor or Quay: which of the two stays?",
        asked_on=date(2026, 10, 16),
        decider="ingrid",
        due=date(2026, 11, 6),
        options=("Harbor alone", "Quay alone"),
        cost_of_waiting=euros(11_000),
    ),
    Decision(
        key="D-6",
        name="Who gets the specialist",
        decider="ingrid",
        due=date(2026, 11, 20),
        options=("Keystone", "Beacon"),
    ),
    Decision(
        key="D-4",
        name="Pause Willow until January?",
        kind=DecisionKind.ADVICE,
        state=DecisionState.REJECTED,
        decider="ingrid",
        decided_on=date(2026, 10, 19),
        outcome="Nothing suffered",
        outcome_on=LAST_WEEK,
        advice_was_right=False,
    ),
    Decision(
        key="D-3",
        name="Test environment by 9 November",
        kind=DecisionKind.FORECAST,
        state=DecisionState.KEPT,
        chance_percent=Decimal(85),
        outcome="Ready on 5 November",
        outcome_on=date(2026, 11, 5),
    ),
    Decision(key="D-9", name="A forecast still open", kind=DecisionKind.FORECAST),
)
MILESTONES = (
    Milestone(
        key="ATLAS-GO",
        project="ATLAS",
        name="Go-live",
        forecast=date(2026, 12, 18),
        committed=date(2026, 11, 30),
        committed_to="the board",
        is_release=True,
    ),
    Milestone(
        key="CASCADE-LIVE",
        project="CASCADE",
        name="Cascade live",
        forecast=date(2026, 12, 11),
        committed=date(2026, 12, 11),
        committed_to="Birchway Brokers",
        penalty=euros(40_000),
        penalty_per="month",
    ),
    Milestone(key="DONE", project="WILLOW", name="Kick-off", actual=date(2026, 5, 1)),
    Milestone(key="FAR", project="WILLOW", name="Far away", forecast=date(2027, 9, 1)),
)
REST: tuple[Noun, ...] = (
    Organisation(key="larkfield", name="Larkfield Mutual"),
    Vendor(key="LUMEN", name="Lumen Grid"),
    Freeze(key="F", name="Winter freeze", start=date(2026, 12, 14), end=date(2027, 1, 3)),
    RaidEntry(
        key="R-15",
        kind=RaidKind.RISK,
        name="Archive tapes age",
        rating=Rag.RED,
        state=RaidState.ACCEPTED,
        accepted_until=date(2026, 12, 31),
    ),
    WorkItem(key="WIL-9", name="Print the badges", project="WILLOW"),
)
NOUNS: tuple[Noun, ...] = (*PEOPLE, *PROJECTS, *DECISIONS, *MILESTONES, *REST)
IMPORT = ImportState(
    number=0,
    source="larkfield",
    location="exports/larkfield",
    as_of=TODAY,
    imported_at=datetime(2026, 11, 16, 6, 0, tzinfo=UTC),
    unchanged_since=TODAY,
    complete=True,
    rows=40,
    refused=12,
)


def portfolio(nouns: tuple[Noun, ...] = NOUNS, *imports: ImportState) -> Snapshot:
    made = Snapshot.of(TODAY, nouns)
    frames = {noun: made.frame(noun) for noun in {type(thing) for thing in nouns}}
    return Snapshot(as_of=TODAY, frames=frames, imports=imports)


def judged(
    facts: Facts, project: str, rag: Rag, *, watermelon: bool = False, stale: bool = False
) -> ProjectHealth:
    slip = facts.of(f"projects:{project}", "slip", 35, Unit.DAYS, cells=[(Project, project)])
    verdict = DimensionVerdict(
        dimension=Dimension.SCHEDULE,
        rag=rag,
        rule="slip",
        because=say("The end moved by {slip}.", slip=slip),
    )
    found = facts.snapshot.get(Project, project)
    return ProjectHealth(
        project=project,
        overall=rag,
        rule="worst",
        because=say("Judged by the end, {slip} later.", slip=slip),
        dimensions=(verdict,),
        judged_on=facts.of(f"projects:{project}", "judged_on", 1, Unit.COUNT),
        reported=found.reported_rag if found else None,
        reported_on=LAST_WEEK,
        watermelon=watermelon,
        stale=stale,
        owner=found.owner if found else None,
    )


def all_judged(facts: Facts) -> tuple[ProjectHealth, ...]:
    return (
        judged(facts, "ATLAS", Rag.RED, watermelon=True),
        judged(facts, "CASCADE", Rag.AMBER),
        judged(facts, "DRIFTWOOD", Rag.GREY, stale=True),
        *(judged(facts, key, Rag.GREEN) for key in ("LUMEN0", "LUMEN1", "LUMEN2", "WILLOW")),
    )


def risk(
    facts: Facts,
    key: str,
    kind: RiskKind = RiskKind.COMMITMENT,
    severity: Severity = Severity.HIGH,
    projects: tuple[str, ...] = ("CASCADE",),
) -> Risk:
    days = facts.of(f"risks:{key}", "days", 9, Unit.DAYS)
    names = [facts.name(Project, project) for project in projects]
    headline = (
        say("{names} may miss what was promised by {days}.", names=names, days=days)
        if names
        else say("Something may slip by {days}.", days=days)
    )
    return Risk(
        key=key,
        kind=kind,
        severity=severity,
        projects=projects,
        headline=headline,
        remedy=Statement(text="Agree another day, or free somebody for it."),
        owner=None,
    )


def all_risks(facts: Facts) -> tuple[Risk, ...]:
    overdue = risk(facts, "decision:D-5", RiskKind.DECISION_OVERDUE, projects=())
    asked = facts.name(Decision, "D-5")
    overdue = overdue.model_copy(
        update={"headline": say("{asked} has waited too long.", asked=asked)}
    )
    return (
        risk(facts, "commitment:CASCADE"),
        overdue,
        risk(facts, "overload:iam", RiskKind.OVERLOAD),
        risk(facts, "watermelon:ATLAS", RiskKind.WATERMELON, projects=("ATLAS",)),
        risk(facts, "stale:DRIFTWOOD", RiskKind.STALE_UPDATE, projects=("DRIFTWOOD",)),
        risk(facts, "drift:CASCADE", RiskKind.BUDGET_DRIFT, Severity.MEDIUM),
        risk(facts, "overdue:WILLOW", RiskKind.OVERDUE, Severity.LOW, ("WILLOW",)),
    )


def change(facts: Facts, key: str, materiality: int) -> Change:
    day = facts.of(f"milestones:{key}", "moved_to", date(2026, 11, 30), Unit.DATE)
    return Change(
        kind=ChangeKind.DATE,
        table="milestones",
        key=key,
        project="ATLAS",
        materiality=materiality,
        headline=say("The day moved to {day}.", day=day),
    )


def caveat(facts: Facts, key: str, severity: Severity = Severity.MEDIUM) -> Caveat:
    count = facts.of("portfolio", f"unsized_{key}", 14, Unit.COUNT)
    return Caveat(
        key=key,
        severity=severity,
        subjects=("work_items:WIL-9",),
        headline=say("{count} [item has|items have] no size.", count=count),
        remedy=Statement(text="Size them first."),
        unlocks=Statement(text="Only some of them could change what you start."),
    )


def inputs(
    audience: Audience = Audience.EXEC,
    nouns: tuple[Noun, ...] = NOUNS,
    imports: tuple[ImportState, ...] = (IMPORT,),
) -> BriefingInputs:
    """Return a whole week's inputs: stories of every section, and decoys."""
    snapshot = portfolio(nouns, *imports)
    facts = Facts(snapshot)
    return BriefingInputs(
        snapshot=snapshot,
        policy=default_policy(),
        audience=audience,
        health=all_judged(facts),
        risks=all_risks(facts),
        caveats=(caveat(facts, "sizes"),),
        changes=(change(facts, "ATLAS-GO", 90), change(facts, "FAR", 5)),
        since=LAST_WEEK,
    )


def with_results(given: BriefingInputs, **results: object) -> BriefingInputs:
    """Return the same inputs with other results."""
    return replace(given, **results)  # type: ignore[arg-type]  # each test names fields of the class
