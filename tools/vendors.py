"""Which projects rest on which vendor."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.health.verdicts import RiskKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Stage, Vendor
from assistant.usecases.names import NameKind, resolve
from assistant.values import Fact, Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = "No vendor is one that many projects rest on without a plan for its failing."


class VendorsArguments(Arguments):
    """Which vendor."""

    vendor: str | None = Field(default=None, description="a vendor; all where none")


def find_out(context: Context, asked: VendorsArguments) -> Told:
    """Return where too much rests on one vendor, and each vendor's projects with contingency."""
    assessment = context.assessment
    seen = assessment.seen
    key = None
    if asked.vendor is not None:
        key = resolve(seen, asked.vendor, (NameKind.VENDOR,)).key
    risky = [each for each in assessment.risks if each.kind is RiskKind.VENDOR_CONCENTRATION]
    if key is not None:
        subject = f"vendors:{key}"
        risky = [
            each
            for each in risky
            if any(fact.subject == subject for fact in each.headline.facts.values())
        ]
    told = tuple(_told(Facts(seen), key))
    lead = tuple(each.headline for each in risky)
    nothing = (Statement(text=_NONE),) if key is None else told[:1] or (Statement(text=_NONE),)
    return Told(
        title="vendors",
        lead=lead or nothing,
        parts=tuple(
            part
            for part in (
                ToldPart.of("Ways out", (each.remedy for each in risky)),
                ToldPart.of("By vendor", told),
            )
            if part.points
        ),
        subjects=() if key is None else (f"vendors:{key}",),
        data=tuple(risky),
    )


def _told(facts: Facts, only: str | None) -> Iterator[Statement]:
    seen = facts.snapshot
    for vendor in seen.all(Vendor):
        own = [
            each
            for each in seen.all(Project)
            if each.vendor == vendor.key and each.stage not in (Stage.CLOSED, Stage.STOPPED)
        ]
        if not own or only not in (None, vendor.key):
            continue
        with_plan = [each for each in own if each.contingency]
        yield say(
            "{vendor}: {projects}; {planned} of {all} with a plan for its failing.",
            vendor=facts.name(Vendor, vendor.key),
            projects=[facts.name(Project, each.key) for each in own],
            planned=_count(facts, vendor, "projects_with_contingency", with_plan),
            all=_count(facts, vendor, "projects", own),
        )


def _count(facts: Facts, vendor: Vendor, measure: str, projects: list[Project]) -> Fact:
    cells = [(Project, each.key, "vendor") for each in projects]
    return facts.of(f"vendors:{vendor.key}", measure, len(projects), Unit.COUNT, cells=cells)


TOOL = Tool(
    name="vendors",
    about="Whether too much rests on one vendor: its projects, and which have a contingency.",
    arguments=VendorsArguments,
    find_out=find_out,
)
