"""Health by rule, the reported colour beside it: red, grey and amber, one line each."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, milestones_in, status
from assistant.briefing.sections.reasons import (
    Reason,
    deciding,
    reasons,
    told_by_the_colour,
)
from assistant.briefing.splitting import sentences_of
from assistant.health.verdicts import DimensionVerdict, ProjectHealth
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, Rag
from assistant.values import Fact, Statement, say

_WEIGHTS = {Rag.AMBER: 60, Rag.GREY: 70}
_WHY_MATTERS = {Rag.RED: 2, Rag.GREY: 3}
"""How many sentences of a project stay together: red comes with a reason, grey with a name too."""

_ORDER = (Rag.RED, Rag.GREY, Rag.AMBER)
MOST_IN_A_LINE = 8


def health(inputs: BriefingInputs) -> DraftSection:
    """Return every project that is not green: red first, then grey, then amber.

    For executives, projects that are reported as amber as they are judged share one line.
    """
    shown = [judged for judged in inputs.health if judged.overall in _ORDER]
    shown.sort(
        key=lambda judged: (_ORDER.index(judged.overall), not judged.watermelon, judged.project)
    )
    agreeing = [judged for judged in shown if _agrees(inputs, judged)]
    apart = [judged for judged in shown if judged not in agreeing]
    return DraftSection(
        kind=SectionKind.HEALTH,
        heading="Health",
        points=(*(_point(inputs, judged) for judged in apart), *_together(inputs, agreeing)),
        instead=_in_one(inputs, [judged for judged in shown if _is_essential(judged)]),
    )


def rag_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact:
    """Return the overall colour by rule, resting on the rows it was judged by."""
    fact = status(inputs.facts, f"projects:{judged.project}", "rag", judged.overall.value)
    reasons = (judged.because, *(verdict.because for verdict in judged.dimensions))
    return _resting_on(fact, reasons)


def reported_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact | None:
    """Return the colour that was reported, with the row it was reported in."""
    if judged.reported is None:
        return None
    told = inputs.reported.get(judged.project)
    subject, word = f"projects:{judged.project}", judged.reported.value
    return status(inputs.facts, subject, "rag_reported", word, *([told.cell] if told else []))


def _is_essential(judged: ProjectHealth) -> bool:
    return judged.overall is Rag.RED or judged.watermelon


def _agrees(inputs: BriefingInputs, judged: ProjectHealth) -> bool:
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


def _together(inputs: BriefingInputs, agreeing: list[ProjectHealth]) -> list[DraftPoint]:
    if not agreeing:
        return []
    phrases = [_on_dimensions(inputs, judged) for judged in agreeing]
    said = say(
        "{rag}, as reported: {projects}.",
        rag=rag_fact(inputs, agreeing[0]),
        projects=first_few(inputs.facts, "amber_projects", phrases, most=MOST_IN_A_LINE),
    )
    keys = tuple(f"health:{judged.project}" for judged in agreeing)
    return [DraftPoint(keys=keys, statements=(said,), weight=_WEIGHTS[Rag.AMBER])]


def _line(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    project = _on_dimensions(inputs, judged)
    said = say("{rag}: {project}", rag=rag_fact(inputs, judged), project=project)
    reported = reported_fact(inputs, judged)
    if reported is None:
        return say("{said}; nothing was reported.", said=said)
    return say("{said}; reported {reported}.", said=said, reported=reported)


def _on_dimensions(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    project = inputs.facts.name(Project, judged.project)
    dimensions = [_dimension_fact(inputs, judged, verdict) for verdict in deciding(judged)]
    if not dimensions:
        return say("{project}", project=project)
    return say("{project} on {dimensions}", project=project, dimensions=dimensions)


def _dimension_fact(
    inputs: BriefingInputs, judged: ProjectHealth, verdict: DimensionVerdict
) -> Fact:
    name = verdict.dimension.value
    fact = status(inputs.facts, f"projects:{judged.project}", f"deciding_{name}", name)
    return _resting_on(fact, (verdict.because,))


def _resting_on(fact: Fact, reasons: Iterable[Statement]) -> Fact:
    """Return a status word with the rows of every fact that its reasons name."""
    held = (each for because in reasons for each in because.facts.values())
    rows = dict.fromkeys(source for each in held for source in each.sources)
    return fact.model_copy(update={"sources": tuple(rows)})


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
    if judged.overall is not Rag.GREY or any(each.startswith("people:") for each in named):
        return []
    if judged.owner is None:
        return [Statement(text="Nobody here can be asked: name an owner.")]
    return [say("Ask {owner}.", owner=inputs.facts.name(Person, judged.owner))]


def _talk_first(inputs: BriefingInputs, judged: ProjectHealth) -> list[Statement]:
    """Owner first: nobody learns from an executive brief what their project is judged as."""
    if inputs.audience is not Audience.PROGRAM or judged.owner is None:
        return []
    if not _is_essential(judged):
        return []
    owner = inputs.facts.name(Person, judged.owner)
    return [say("Talk to {owner} before executives read this.", owner=owner)]


def _in_one(inputs: BriefingInputs, essential: list[ProjectHealth]) -> DraftPoint | None:
    red = [judged for judged in essential if judged.overall is Rag.RED]
    unlike = [judged for judged in essential if judged.watermelon]
    told = []
    if red:
        told.append(
            _counted(inputs, "{count} [project is|projects are] {word}: {names}.", red, "red")
        )
    if unlike:
        text = "{count} [was|were] reported {word} while the evidence disagrees: {names}."
        told.append(_counted(inputs, text, unlike, "watermelon"))
    if not told:
        return None
    keys = tuple(f"health:{judged.project}" for judged in essential)
    return DraftPoint(keys=keys, statements=tuple(told), weight=ESSENTIAL, core=len(told))


def _counted(
    inputs: BriefingInputs, text: str, projects: list[ProjectHealth], what: str
) -> Statement:
    names = [inputs.facts.name(Project, judged.project) for judged in projects]
    cells = [(Project, judged.project) for judged in projects]
    word = rag_fact(inputs, projects[0]) if what == "red" else reported_fact(inputs, projects[0])
    measure = f"{what}_projects"
    return say(
        text,
        count=counted(inputs.facts, measure, len(projects), cells),
        word=word or status(inputs.facts, "portfolio", "reported", "green"),
        names=first_few(inputs.facts, measure, names),
    )
