"""Whether a project passed its gates, and whether it may go on."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.health.findings import Finding
from assistant.health.verdicts import RiskKind
from assistant.policy.effects import PolicyEffect
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.usecases.list_findings import list_findings
from assistant.usecases.names import NameKind, resolve
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_UNKNOWN = Statement(text="What is not known counts as unknown, never as passed.")


class GatesArguments(Arguments):
    """Of which project."""

    project: str | None = Field(default=None, description="a project; all where none")


def find_out(context: Context, asked: GatesArguments) -> Told:
    """Return what the table of stage gates finds, by which rule, and who decides."""
    seen = context.assessment.seen
    found = [each for each in list_findings(context.assessment) if each.table == "stage_gates"]
    facts = Facts(seen)
    if asked.project is None:
        return _all(facts, found)
    named = resolve(seen, asked.project, (NameKind.PROJECT,))
    own = [each for each in found if named.key in each.projects]
    name = facts.name(Project, named.key)
    if not own:
        lead = say("No gate holds {project} up, by the rules in force.", project=name)
        return Told(title="stage gates", lead=(lead,), limits=(_UNKNOWN,), data=())
    held = any(each.effect is PolicyEffect.BLOCK for each in own)
    answers = tuple(_asked(facts, each) for each in own)
    others = tuple(each.headline for each in own[1:])
    text = (
        "No: {project} may not go on yet." if held else "{project} may go on once it is settled."
    )
    return Told(
        title="stage gates",
        lead=(say(text, project=name), own[0].headline),
        parts=(
            ToldPart.of(
                "Who decides, and by which rule", (*_deciders(context, named.key), *answers)
            ),
            *([ToldPart.of("The other gates", others)] if others else []),
        ),
        limits=(_UNKNOWN,),
        subjects=(named.subject,),
        data=tuple(own),
    )


def _deciders(context: Context, project: str) -> list[Statement]:
    """Return who can decide a gate that was skipped, as the risk about it says."""
    return [
        risk.remedy
        for risk in context.assessment.risks
        if risk.kind is RiskKind.GATE_SKIPPED and project in risk.projects
    ]


def _all(facts: Facts, found: list[Finding]) -> Told:
    blocked = [each for each in found if each.effect is PolicyEffect.BLOCK]
    other = [each for each in found if each not in blocked]
    if not found:
        lead = Statement(text="No gate was skipped, as far as gates are on record.")
        return Told(title="stage gates", lead=(lead,), limits=(_UNKNOWN,), data=())
    count = facts.of("portfolio", "gates_held", len(blocked), Unit.COUNT)
    text = "{count} [project has|projects have] gone on without a gate that was due."
    none = Statement(text="No project has gone on without a gate, but some gates are unsettled.")
    return Told(
        title="stage gates",
        lead=(say(text, count=count) if blocked else none,),
        parts=tuple(
            part
            for part in (
                ToldPart(
                    heading="Gone on without it",
                    points=tuple((each.headline, _asked(facts, each)) for each in blocked),
                    whole=True,
                ),
                ToldPart.of("Unsettled", (each.headline for each in other)),
            )
            if part.points
        ),
        limits=(_UNKNOWN,),
        subjects=tuple(f"projects:{key}" for each in blocked for key in each.projects),
        data=tuple(found),
    )


def _asked(facts: Facts, finding: Finding) -> Statement:
    """Return what can be done, whom the rule asks, and which row of the policy it is."""
    rule = facts.of(f"policy:{finding.table}", f"row {finding.key}", finding.rule, Unit.NAME)
    if finding.by is None:
        return say("{remedy} Rule: {rule}.", remedy=finding.remedy, rule=rule)
    role = facts.of(f"policy:{finding.table}", f"asks {finding.key}", finding.by, Unit.NAME)
    return say(
        "{remedy} The {role} decides. Rule: {rule}.", remedy=finding.remedy, role=role, rule=rule
    )


TOOL = Tool(
    name="gates",
    about="Whether projects skipped a stage gate, what artefact is missing, whether one may go on, "
    "by which policy row, and who decides. Unknown is never a pass.",
    arguments=GatesArguments,
    find_out=find_out,
)
