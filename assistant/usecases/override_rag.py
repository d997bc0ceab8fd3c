"""Shows a project in another colour for a time: proposed, approved, and gone by itself."""

from __future__ import annotations

from datetime import date

from assistant.briefing.wording import render
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.effects import OverrideRag
from assistant.health.rag.evidence import Evidence
from assistant.policy.effects import PolicyEffect
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.usecases.named import choice_named
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.usecases.typed_text import typed_text
from assistant.values import Unit

_TABLE = "rag_overrides"


def propose_override(
    assessment: Assessment,
    project: str,
    *,
    status: str,
    until: date,
    why: str,
    evidence: str | None = None,
) -> Proposed:
    """Propose to show a project in another colour up to a day.

    NotFound for a project the asker cannot see or that no rule judges, BadInput for a colour that
    the rule gives already, Refused where the policy blocks it.
    """
    key = _project_named(assessment.seen, project)
    rule = _by_rule(assessment, key)
    if rule is None:
        raise NotFound("running project", project)
    effect = OverrideRag(
        project=key,
        rule=rule,
        status=choice_named(Rag, status),
        until=until,
        why=typed_text(why, "An override needs a reason."),
        evidence=_evidence(evidence),
    )
    check_override(assessment, effect)
    return put_forward(Actor(assessment.app, assessment.view), effect)


def check_override(assessment: Assessment, effect: OverrideRag) -> None:
    """Raise where a colour cannot be shown: by now over, told by the rule anyway, or blocked."""
    today = assessment.view.full.as_of
    if effect.until <= today:
        raise BadInput(
            "An override ends on a day that lies ahead.", remedy="Name a later day, with --until."
        )
    rule = _by_rule(assessment, effect.project)
    if rule is effect.status:
        raise BadInput(
            f"The rule says {effect.status.value} itself, so there is nothing to decide."
        )
    if rule is not effect.rule:
        raise Refused(
            "The rule says another colour by now, so what was proposed no longer fits.",
            remedy="See pmo brief, and propose it again if it is still needed.",
        )
    _allowed(assessment, effect)


def _allowed(assessment: Assessment, effect: OverrideRag) -> None:
    """Raise Refused with the policy's own words where it does not allow an override."""
    facts = Facts(assessment.seen)
    days = (effect.until - assessment.seen.as_of).days
    asked = Evidence(f"projects:{effect.project}", "override")
    asked.computed("rule", effect.rule.value, Unit.STATUS)
    asked.computed("status", effect.status.value, Unit.STATUS)
    asked.computed("lasts", days, Unit.DAYS)
    asked.computed("evidence", effect.evidence is not None, Unit.STATUS)
    verdict = assessment.app.policy.decide(_TABLE, asked.values)
    if verdict["effect"] != PolicyEffect.ALLOW:
        today = assessment.seen.as_of
        because = render(asked.say(verdict.answer.because, facts), today=today)
        remedy = render(asked.say(verdict.answer.remedy, facts), today=today)
        raise Refused(f"The policy does not allow it ({verdict.rule}): {because}.", remedy=remedy)


def _by_rule(assessment: Assessment, project: str) -> Rag | None:
    """Return the colour that the rule gives, whatever is shown; None where it judges none."""
    for health in assessment.health:
        if health.project == project:
            return health.override.rule if health.override else health.overall
    return None


def _project_named(seen: Snapshot, name: str) -> str:
    wanted = " ".join(name.casefold().split())
    for project in seen.all(Project):
        if wanted in (project.key.casefold(), project.name.casefold()):
            return project.key
    raise NotFound("project", name)


def _evidence(text: str | None) -> str | None:
    return typed_text(text, "Evidence says something.") if text and text.strip() else None
