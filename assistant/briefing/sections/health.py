"""Health by rule, the reported colour beside it: red, grey and amber, one line each."""

from __future__ import annotations

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import milestones_in
from assistant.briefing.sections.colours import on_dimensions, rag_words, reported_fact
from assistant.briefing.sections.health_in_short import (
    all_in_one,
    as_reported,
    for_one_reason,
    too_little_known,
)
from assistant.briefing.sections.reasons import (
    Reason,
    clause_of,
    reasons,
    told_by_the_colour,
)
from assistant.briefing.splitting import sentences_of
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.people import Person
from assistant.portfolio.project import Rag
from assistant.values import Statement, say

_WEIGHTS = {Rag.AMBER: 60, Rag.GREY: 70}
_WHY_MATTERS = {Rag.RED: 2, Rag.GREY: 3}
"""How many sentences of a project stay together: red comes with a reason, grey with a name too."""

_ORDER = (Rag.RED, Rag.GREY, Rag.AMBER, Rag.GREEN)
MOST_UNKNOWN = 3
"""More projects than these of which too little is known share a line."""


def health(inputs: BriefingInputs) -> DraftSection:
    """Return every project that is not green by rule: red first, then grey, then amber.

    So is one that is shown in another colour by decision, with both colours in its line.

    Where one line says the same of many, it stands for them: projects that are grey for one and
    the same reason, those of which too little is known and, for executives, projects that are
    reported as amber as they are judged.
    """
    shown = [each for each in inputs.health if each.override or each.overall is not Rag.GREEN]
    shown.sort(
        key=lambda judged: (_ORDER.index(_rule(judged)), not judged.watermelon, judged.project)
    )
    alike = _grey_alike(shown)
    told = {judged.project for group in alike for judged in group}
    unknown = _unknown([judged for judged in shown if judged.project not in told])
    agreeing = [judged for judged in shown if _agrees(inputs, judged)]
    told |= {judged.project for judged in (*unknown, *agreeing)}
    points = [_point(inputs, judged) for judged in shown if judged.project not in told]
    points += [
        for_one_reason(inputs, group, _WEIGHTS[Rag.GREY], number=number)
        for number, group in enumerate(alike, start=1)
    ]
    if unknown:
        points.append(too_little_known(inputs, unknown, _WEIGHTS[Rag.GREY]))
    if agreeing:
        points.append(as_reported(inputs, agreeing, _WEIGHTS[Rag.AMBER]))
    return DraftSection(
        kind=SectionKind.HEALTH,
        heading="Health",
        points=tuple(points),
        instead=all_in_one(inputs, [judged for judged in shown if _is_essential(judged)]),
    )


def _is_essential(judged: ProjectHealth) -> bool:
    return judged.overall is Rag.RED or judged.watermelon or judged.override is not None


def _rule(judged: ProjectHealth) -> Rag:
    return judged.override.rule if judged.override is not None else judged.overall


def _grey_alike(shown: list[ProjectHealth]) -> list[list[ProjectHealth]]:
    """Return the projects that are grey by the very same facts, where they are many."""
    groups: dict[tuple[str, ...], list[ProjectHealth]] = {}
    for judged in shown:
        if judged.overall is Rag.GREY and not _is_essential(judged):
            groups.setdefault(_reason_key(judged), []).append(judged)
    return [group for group in groups.values() if len(group) > MOST_UNKNOWN]


def _reason_key(judged: ProjectHealth) -> tuple[str, ...]:
    because = clause_of(judged.because)
    return (because.text, *sorted(fact.id for fact in because.facts.values()))


def _unknown(shown: list[ProjectHealth]) -> list[ProjectHealth]:
    grey = [judged for judged in shown if judged.overall is Rag.GREY and not judged.stale]
    unknown = [judged for judged in grey if not _is_essential(judged)]
    return unknown if len(unknown) > MOST_UNKNOWN else []


def _agrees(inputs: BriefingInputs, judged: ProjectHealth) -> bool:
    if judged.override is not None:
        return False
    return inputs.audience is Audience.EXEC and judged.overall is Rag.AMBER is judged.reported


def _point(inputs: BriefingInputs, judged: ProjectHealth) -> DraftPoint:
    why = reasons(inputs, judged)
    why = why[:1] if inputs.audience is Audience.EXEC else why
    statements = [_line(inputs, judged)]
    statements += [said for reason in why for said in sentences_of(reason.because)]
    statements += _what_next(inputs, judged, why)
    findings = [finding for reason in why for finding in reason.findings]
    told = [*findings, *told_by_the_colour(inputs, judged), *milestones_in(statements)]
    return DraftPoint(
        keys=(f"health:{judged.project}", *dict.fromkeys(told)),
        statements=tuple(statements),
        weight=ESSENTIAL if _is_essential(judged) else _WEIGHTS[judged.overall],
        core=min(_WHY_MATTERS.get(judged.overall, 1), len(statements)),
    )


def _line(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    project = on_dimensions(inputs, judged)
    said = say("{rag}: {project}", rag=rag_words(inputs, judged), project=project)
    reported = reported_fact(inputs, judged)
    if reported is None:
        return say("{said}; nothing was reported.", said=said)
    return say("{said}; reported {reported}.", said=said, reported=reported)


def _what_next(
    inputs: BriefingInputs, judged: ProjectHealth, why: list[Reason]
) -> list[Statement]:
    """Say what would mend it and whom to ask; executives see that of grey projects only."""
    ask = _ask(inputs, judged, why)
    if inputs.audience is Audience.EXEC:
        return ask
    remedies = [reason.remedy for reason in why if reason.remedy is not None]
    return [*remedies[:1], *ask, *_talk_first(inputs, judged)]


def _ask(inputs: BriefingInputs, judged: ProjectHealth, why: list[Reason]) -> list[Statement]:
    """Name who can say more about a grey project, unless its reason does."""
    named = {fact.subject for reason in why for fact in reason.because.facts.values()}
    known = any(subject.startswith("people:") for subject in named)
    if judged.overall is not Rag.GREY or judged.owner is None or known:
        return []
    return [say("Ask {owner}.", owner=inputs.facts.name(Person, judged.owner))]


def _talk_first(inputs: BriefingInputs, judged: ProjectHealth) -> list[Statement]:
    """Owner first: nobody learns from an executive brief what their project is judged as."""
    if inputs.audience is not Audience.PROGRAM or judged.owner is None:
        return []
    if not _is_essential(judged):
        return []
    owner = inputs.facts.name(Person, judged.owner)
    return [say("Talk to {owner} before executives read this.", owner=owner)]
