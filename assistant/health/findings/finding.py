"""What a governance table found: the effect, the sentence, and the rows it rests on."""

from __future__ import annotations

from pydantic import Field

from assistant.health.findings.matter import Matter
from assistant.health.verdicts import Severity
from assistant.policy import Verdict
from assistant.policy.effects import BY, EFFECT, NOBODY, PolicyEffect
from assistant.policy.table import Row
from assistant.portfolio.facts import Facts
from assistant.values import Statement, Value


class Finding(Value):
    """A thing that a rule does not simply allow."""

    key: str = Field(description="stable: table and subject, so that it is the same next week")
    table: str
    rule: str = Field(description="id of the policy row that decided")
    effect: PolicyEffect
    by: str | None = Field(description="the role that has to be asked, in words of the policy")
    severity: Severity
    projects: tuple[str, ...]
    rows: tuple[str, ...] = Field(description="what it rests on, like gates:ATLAS/build")
    headline: Statement
    remedy: Statement
    missing: tuple[str, ...] = Field(description="inputs whose absence left rules open")


def finding(matter: Matter, verdict: Verdict, facts: Facts) -> Finding:
    """Return what a verdict says about a matter, in words."""
    answer, evidence = verdict.answer, matter.evidence
    by = answer.then.get(BY, NOBODY)
    because = evidence.say(answer.because, facts)
    return Finding(
        key=f"{matter.table}:{matter.key}",
        table=matter.table,
        rule=verdict.rule,
        effect=PolicyEffect(answer.then[EFFECT]),
        by=None if by == NOBODY else by,
        severity=graveness(verdict),
        projects=matter.projects,
        rows=tuple(sorted({f"{noun.table}:{key}" for noun, key in matter.rows})),
        headline=because.model_copy(update={"text": _sentence(because.text)}),
        remedy=evidence.say(answer.remedy, facts),
        missing=verdict.missing() if verdict.is_unknown else (),
    )


def graveness(verdict: Verdict) -> Severity:
    """Return how much a verdict matters: as its row says; what no row decides is to be watched."""
    answer = verdict.answer
    return Severity(answer.severity) if isinstance(answer, Row) else Severity.MEDIUM


def _sentence(clause: str) -> str:
    """Return a clause as a sentence; a slot at its beginning speaks for itself."""
    return f"{clause[:1].upper()}{clause[1:]}."
