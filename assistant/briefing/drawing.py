"""What a brief draws: every project's colour, and the coming dates against promises and freezes."""

from __future__ import annotations

from assistant.briefing.brief import Band, Charts, DateMark, RagCount, RagMark
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted
from assistant.briefing.sections.colours import rag_fact, reported_fact
from assistant.briefing.sections.milestones import (
    Coming,
    coming,
    expected_fact,
    horizon,
    promised_fact,
)
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project, Rag
from assistant.values import Unit

MOST_MILESTONES = 10
_ORDER = (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN)


def draw(inputs: BriefingInputs) -> Charts:
    """Return the charts of a brief; one without anything to show is empty."""
    marks = coming(inputs)[:MOST_MILESTONES]
    return Charts(
        counts=tuple(_count(inputs, rag) for rag in _ORDER if _of(inputs, rag)),
        health=tuple(_mark(inputs, each) for rag in _ORDER for each in _of(inputs, rag)),
        milestones=tuple(_date(inputs, each) for each in marks),
        bands=_bands(inputs) if marks else (),
    )


def _of(inputs: BriefingInputs, rag: Rag) -> list[ProjectHealth]:
    return [each for each in inputs.health if each.overall is rag]


def _count(inputs: BriefingInputs, rag: Rag) -> RagCount:
    found = _of(inputs, rag)
    cells = [(Project, each.project) for each in found]
    return RagCount(
        rag=rag_fact(inputs, found[0]),
        count=counted(inputs.facts, f"{rag.value}_projects", len(found), cells),
    )


def _mark(inputs: BriefingInputs, judged: ProjectHealth) -> RagMark:
    return RagMark(
        project=inputs.facts.name(Project, judged.project),
        rag=rag_fact(inputs, judged),
        reported=reported_fact(inputs, judged),
    )


def _date(inputs: BriefingInputs, each: Coming) -> DateMark:
    return DateMark(
        project=inputs.facts.name(Project, each.milestone.project),
        milestone=inputs.facts.name(Milestone, each.milestone.key),
        expected=expected_fact(inputs, each),
        promised=promised_fact(inputs, each),
    )


def _bands(inputs: BriefingInputs) -> tuple[Band, ...]:
    last = horizon(inputs)
    return tuple(
        Band(
            name=inputs.facts.name(Freeze, freeze.key),
            start=inputs.facts.cell(Freeze, freeze.key, "start", Unit.DATE),
            end=inputs.facts.cell(Freeze, freeze.key, "end", Unit.DATE),
        )
        for freeze in sorted(inputs.snapshot.all(Freeze), key=lambda each: (each.start, each.key))
        if freeze.end >= inputs.as_of and freeze.start <= last
    )
