"""Health by rule, the reported colour beside it: red, grey and amber, one line each."""

from __future__ import annotations

from assistant.briefing.brief import Audience, SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, status
from assistant.health.verdicts import DimensionVerdict, ProjectHealth, Risk, RiskKind
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, Rag
from assistant.values import Fact, Statement, say

AMBER, GREY = 60, 64
_ORDER = (Rag.RED, Rag.GREY, Rag.AMBER)
_SAID_HERE = frozenset({RiskKind.WATERMELON, RiskKind.STALE_UPDATE})


def health(inputs: BriefingInputs) -> DraftSection:
    """Return every project that is not green: red first, then grey, then amber."""
    shown = [judged for judged in inputs.health if judged.overall in _ORDER]
    shown.sort(
        key=lambda judged: (_ORDER.index(judged.overall), not judged.watermelon, judged.project)
    )
    return DraftSection(
        kind=SectionKind.HEALTH,
        heading="Health",
        points=tuple(_point(inputs, judged) for judged in shown),
        instead=_in_one(inputs, [judged for judged in shown if _is_essential(judged)]),
    )


def rag_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact:
    """Return the overall colour by rule, resting on the rows that decided it."""
    fact = status(inputs.facts, f"projects:{judged.project}", "rag", judged.overall.value)
    rows = [source for held in judged.because.facts.values() for source in held.sources]
    return fact.model_copy(update={"sources": tuple(dict.fromkeys(rows))})


def reported_fact(inputs: BriefingInputs, judged: ProjectHealth) -> Fact | None:
    """Return the colour that was reported, with the row it was reported in."""
    if judged.reported is None:
        return None
    told = inputs.reported.get(judged.project)
    subject, word = f"projects:{judged.project}", judged.reported.value
    return status(inputs.facts, subject, "rag_reported", word, *([told.cell] if told else []))


def said_by_health(inputs: BriefingInputs, risk: Risk) -> bool:
    """Say whether the lines above already tell what a risk finding says."""
    return risk.key in {key for judged in inputs.health for key in _risks_told(inputs, judged)}


def _is_essential(judged: ProjectHealth) -> bool:
    return judged.overall is Rag.RED or judged.watermelon


def _point(inputs: BriefingInputs, judged: ProjectHealth) -> DraftPoint:
    statements = [_line(inputs, judged), *_why(judged), *_talk_first(inputs, judged)]
    weight = GREY if judged.overall is Rag.GREY else AMBER
    return DraftPoint(
        keys=(f"health:{judged.project}", *_risks_told(inputs, judged)),
        statements=tuple(statements),
        weight=ESSENTIAL if _is_essential(judged) else weight,
    )


def _line(inputs: BriefingInputs, judged: ProjectHealth) -> Statement:
    project = inputs.facts.name(Project, judged.project)
    said = say("{rag}: {project}", rag=rag_fact(inputs, judged), project=project)
    if dimensions := _deciding(judged):
        names = [_dimension_fact(inputs, judged, verdict) for verdict in dimensions]
        said = say("{said}, on {dimensions}", said=said, dimensions=names)
    reported = reported_fact(inputs, judged)
    if reported is None:
        return say("{said}; nothing was reported.", said=said)
    return say("{said}; reported {reported}.", said=said, reported=reported)


def _deciding(judged: ProjectHealth) -> list[DimensionVerdict]:
    """Return the dimensions that are as bad as the whole; for a grey project none decides."""
    if judged.overall is Rag.GREY:
        return []
    return [verdict for verdict in judged.dimensions if verdict.rag is judged.overall]


def _dimension_fact(
    inputs: BriefingInputs, judged: ProjectHealth, verdict: DimensionVerdict
) -> Fact:
    name = verdict.dimension.value
    return status(inputs.facts, f"projects:{judged.project}", f"deciding_{name}", name)


def _why(judged: ProjectHealth) -> list[Statement]:
    deciding = _deciding(judged)
    return [verdict.because for verdict in deciding] or [judged.because]


def _talk_first(inputs: BriefingInputs, judged: ProjectHealth) -> list[Statement]:
    """Owner first: nobody learns from an executive brief what their project is judged as."""
    if inputs.audience is not Audience.PROGRAM or judged.owner is None:
        return []
    if not _is_essential(judged):
        return []
    owner = inputs.facts.name(Person, judged.owner)
    return [say("Talk to {owner} before executives read this.", owner=owner)]


def _risks_told(inputs: BriefingInputs, judged: ProjectHealth) -> list[str]:
    if not (judged.watermelon or judged.stale):
        return []
    return [
        risk.key
        for risk in inputs.risks
        if risk.kind in _SAID_HERE and risk.projects == (judged.project,)
    ]


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
    return DraftPoint(keys=keys, statements=tuple(told), weight=ESSENTIAL)


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
