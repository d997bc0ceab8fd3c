"""What a document written from some inputs may rest on, and what it has to say."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.grounding import Evidence, bindings
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.must_say import MustSay
from assistant.briefing.sections.caveats import with_refused_rows
from assistant.briefing.sections.decisions import overdue_decisions
from assistant.briefing.sections.reasons import clause_of
from assistant.briefing.splitting import sentences_of
from assistant.health.incomplete import incomplete_sources
from assistant.health.verdicts import ProjectHealth
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.project import Rag
from assistant.values import Fact, Statement


def evidence_of(inputs: BriefingInputs, must_say: tuple[MustSay, ...] = ()) -> Evidence:
    """Return the views in play, and every statement that a computed result carries."""
    snapshots = (inputs.snapshot, *inputs.earlier)
    return Evidence(
        views=frozenset((snapshot.revision, snapshot.as_of) for snapshot in snapshots),
        computed=bindings(_computed(inputs)),
        must_say=must_say,
    )


def computed_facts(inputs: BriefingInputs) -> Iterator[Fact]:
    """Give every fact that a computed result carries, said in a brief or not."""
    for statement in _computed(inputs):
        yield from statement.facts.values()


def what_a_brief_must_say(inputs: BriefingInputs) -> tuple[MustSay, ...]:
    """Return what no brief may leave out: late decisions, red, watermelons, missing rows and parts."""
    red = [judged.project for judged in inputs.health if judged.overall is Rag.RED]
    unlike = [judged.project for judged in inputs.health if judged.watermelon]
    decided = [judged.project for judged in inputs.health if judged.override is not None]
    return (
        MustSay(
            what="overdue decisions",
            measure="days_overdue",
            counted="overdue_decisions",
            subjects=tuple(f"decisions:{late.key}" for late in overdue_decisions(inputs)),
        ),
        MustSay(
            what="red projects",
            measure="rag",
            counted="red_projects",
            subjects=tuple(f"projects:{key}" for key in red),
        ),
        MustSay(
            what="projects reported other than the evidence says",
            measure="rag_reported",
            counted="watermelon_projects",
            subjects=tuple(f"projects:{key}" for key in unlike),
        ),
        MustSay(
            what="projects shown in another colour than by rule",
            measure="rag_by_rule",
            counted="overridden_projects",
            subjects=tuple(f"projects:{key}" for key in decided),
        ),
        MustSay(
            what="rows that are not in the figures",
            measure="refused_rows",
            counted="sources_with_refused_rows",
            subjects=tuple(f"sources:{state.source}" for state in with_refused_rows(inputs)),
        ),
        MustSay(
            what="sources that were not read to their end",
            measure="incomplete_on",
            counted="incomplete_sources",
            subjects=tuple(
                f"sources:{state.source}" for state in incomplete_sources(inputs.snapshot)
            ),
        ),
    )


def _computed(inputs: BriefingInputs) -> Iterator[Statement]:
    for judged in inputs.health:
        yield from _of_health(judged)
    for risk in inputs.risks:
        yield from (risk.headline, *sentences_of(risk.headline), risk.remedy)
    yield from (change.headline for change in inputs.changes or ())
    for caveat in inputs.caveats:
        yield from (caveat.headline, caveat.remedy, caveat.unlocks)
    if inputs.ranking is not None:
        yield from _of_ranking(inputs.ranking)


def _of_health(judged: ProjectHealth) -> Iterator[Statement]:
    """Give what a judgement says, as it is and without the colour it begins with."""
    told = [judged.because]
    for verdict in judged.dimensions:
        told += [verdict.because, *verdict.also]
        told += [verdict.remedy] if verdict.remedy else []
    for statement in told:
        clause = clause_of(statement)
        yield from (statement, clause, *sentences_of(clause))


def _of_ranking(ranking: Ranking) -> Iterator[Statement]:
    yield from (item.reason for item in ranking.items)
    yield from (cycle.statement for cycle in ranking.cycles)
    yield from ranking.questions
    yield from ranking.assumptions
