"""Many projects in one line: those that agree, those nothing is known of, all that must be said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.draft import ESSENTIAL, DraftPoint
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, status
from assistant.briefing.sections.colours import on_dimensions, rag_fact, reported_fact
from assistant.briefing.sections.reasons import clause_of
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project, Rag
from assistant.values import Statement, say

MOST_IN_A_LINE = 8


def as_reported(
    inputs: BriefingInputs, agreeing: Sequence[ProjectHealth], weight: int
) -> DraftPoint:
    """Say in one line which projects are judged as they were reported."""
    said = say(
        "{rag}, as reported: {projects}.",
        rag=rag_fact(inputs, agreeing[0]),
        projects=first_few(
            inputs.facts,
            "projects_as_reported",
            [on_dimensions(inputs, judged) for judged in agreeing],
            most=MOST_IN_A_LINE,
        ),
    )
    return DraftPoint(keys=_keys(agreeing), statements=(said,), weight=weight)


def too_little_known(
    inputs: BriefingInputs, unknown: Sequence[ProjectHealth], weight: int
) -> DraftPoint:
    """Say in one line of how many projects too little is known to judge them."""
    said = say(
        "{rag}: {count} of {all} [project|projects], too little is known of them – {names}.",
        rag=rag_fact(inputs, unknown[0]),
        count=counted(inputs.facts, "unknown_projects", len(unknown), _rows(unknown)),
        all=counted(inputs.facts, "judged_projects", len(inputs.health), _rows(inputs.health)),
        names=first_few(
            inputs.facts,
            "unknown_projects",
            [inputs.facts.name(Project, judged.project) for judged in unknown],
        ),
    )
    return DraftPoint(keys=_keys(unknown), statements=(said,), weight=weight)


def for_one_reason(
    inputs: BriefingInputs, alike: Sequence[ProjectHealth], weight: int, *, number: int
) -> DraftPoint:
    """Say in one line which projects have one colour for one and the same reason."""
    measure = f"projects_alike_{number}"
    said = say(
        "{rag}: {count} of {all} [project|projects] – {names}.",
        rag=rag_fact(inputs, alike[0]),
        count=counted(inputs.facts, measure, len(alike), _rows(alike)),
        all=counted(inputs.facts, "judged_projects", len(inputs.health), _rows(inputs.health)),
        names=first_few(
            inputs.facts,
            measure,
            [inputs.facts.name(Project, judged.project) for judged in alike],
        ),
    )
    why = clause_of(alike[0].because)
    return DraftPoint(keys=_keys(alike), statements=(said, why), weight=weight, core=2)


def all_in_one(inputs: BriefingInputs, essential: Sequence[ProjectHealth]) -> DraftPoint | None:
    """Count and name what must be said: red projects, and those reported other than they are."""
    red = [judged for judged in essential if judged.overall is Rag.RED]
    unlike = [judged for judged in essential if judged.watermelon]
    told = []
    if red:
        text = "{count} [project is|projects are] {word}: {names}."
        told.append(_counted(inputs, text, red, "red_projects"))
    if unlike:
        text = "{count} [was|were] reported {word} while the evidence disagrees: {names}."
        told.append(_counted(inputs, text, unlike, "watermelon_projects"))
    decided = [judged for judged in essential if judged.override is not None]
    if decided:
        told.append(_decided(inputs, decided))
    if not told:
        return None
    return DraftPoint(
        keys=_keys(essential), statements=tuple(told), weight=ESSENTIAL, core=len(told)
    )


def _decided(inputs: BriefingInputs, projects: Sequence[ProjectHealth]) -> Statement:
    names = [inputs.facts.name(Project, judged.project) for judged in projects]
    return say(
        "{count} [is|are] shown in another colour than by rule, as was decided: {names}.",
        count=counted(inputs.facts, "overridden_projects", len(projects), _rows(projects)),
        names=first_few(inputs.facts, "overridden_projects", names),
    )


def _counted(
    inputs: BriefingInputs, text: str, projects: Sequence[ProjectHealth], measure: str
) -> Statement:
    names = [inputs.facts.name(Project, judged.project) for judged in projects]
    colour = rag_fact if measure == "red_projects" else reported_fact
    word = colour(inputs, projects[0])
    return say(
        text,
        count=counted(inputs.facts, measure, len(projects), _rows(projects)),
        word=word or status(inputs.facts, "portfolio", "reported", Rag.GREEN.value),
        names=first_few(inputs.facts, measure, names),
    )


def _keys(projects: Sequence[ProjectHealth]) -> tuple[str, ...]:
    return tuple(f"health:{judged.project}" for judged in projects)


def _rows(projects: Sequence[ProjectHealth]) -> list[Cell]:
    return [(Project, judged.project) for judged in projects]
