"""Puts judgements into words: a clause for each dimension, a sentence for the whole."""

from __future__ import annotations

from assistant.health.rag.judging import Judged, Judgement
from assistant.health.verdicts import Dimension, DimensionVerdict, ProjectHealth
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Rag
from assistant.values import Statement, say

REASONS = 2
"""How many dimensions the overall sentence names; each has its own line besides."""


def project_health(judgement: Judgement, facts: Facts) -> ProjectHealth:
    """Return a judgement with its words and facts."""
    clauses = {
        dimension: _clause(judged, facts) for dimension, judged in judgement.dimensions.items()
    }
    overall, told = judgement.overall, judgement.told
    reasons = [clauses[dimension] for dimension in _reasons(judgement)]
    if reasons:
        overall.evidence.phrase("reasons", lambda _: _joined(reasons))
    return ProjectHealth(
        project=judgement.project.key,
        overall=overall.rag,
        rule=overall.verdict.rule,
        because=_sentence(overall, _clause(overall, facts), facts),
        dimensions=tuple(
            _dimension(dimension, judged, clauses[dimension], facts)
            for dimension, judged in judgement.dimensions.items()
        ),
        judged_on=overall.evidence.fact("judged", facts),
        reported=told.rag if told else None,
        reported_on=told.day if told else None,
        watermelon=judgement.is_watermelon,
        stale=judgement.stale,
        owner=judgement.owner,
    )


def _dimension(
    dimension: Dimension, judged: Judged, clause: Statement, facts: Facts
) -> DimensionVerdict:
    warns = judged.rag in {Rag.RED, Rag.AMBER}
    also = judged.verdict.agreeing() if warns else ()
    return DimensionVerdict(
        dimension=dimension,
        rag=judged.rag,
        rule=judged.verdict.rule,
        because=_sentence(judged, clause, facts),
        also=tuple(_also(judged.evidence.say(row.because, facts)) for row in also),
        remedy=None
        if judged.rag is Rag.GREEN
        else judged.evidence.say(judged.verdict.answer.remedy, facts),
    )


def _also(clause: Statement) -> Statement:
    return Statement(text=f"Also, {clause.text}.", facts=clause.facts)


def _reasons(judgement: Judgement) -> list[Dimension]:
    """Return the dimensions that the overall sentence names: the worst ones, red first."""
    red = judgement.in_colour(Rag.RED)
    only_red = red and judgement.overall.rag is Rag.RED
    return (red if only_red else red + judgement.in_colour(Rag.AMBER))[:REASONS]


def _joined(clauses: list[Statement]) -> Statement:
    slots = {f"reason{number}": clause for number, clause in enumerate(clauses, start=1)}
    return say("; ".join(f"{{{slot}}}" for slot in slots), **slots)


def _clause(judged: Judged, facts: Facts) -> Statement:
    """Say why a dimension has its colour, as a part of a sentence, and what was not counted."""
    clause = judged.evidence.say(judged.verdict.answer.because, facts)
    if "left_out" not in judged.evidence.values:
        return clause
    left_out = judged.evidence.fact("left_out", facts)
    return say(
        "{clause} ({left_out} [line|lines] in another currency left out)",
        clause=clause,
        left_out=left_out,
    )


def _sentence(judged: Judged, clause: Statement, facts: Facts) -> Statement:
    """Put the colour before the clause; it is a fact that rests on the same rows."""
    rag = judged.evidence.fact("rag", facts)
    rows = dict.fromkeys(row for each in clause.facts.values() for row in each.sources)
    rag = rag.model_copy(update={"sources": tuple(rows)})
    return Statement(text=f"{{rag}}: {clause.text}.", facts={**clause.facts, "rag": rag})
