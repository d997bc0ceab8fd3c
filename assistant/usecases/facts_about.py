"""Everything that is known about named things, for one asker on one day: facts and sentences.

What a statement of a person or of a model is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.claims.grounds import Grounds
from assistant.briefing.claims.inventory import inventory, names_of
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project, Rag
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.values import Fact, Statement, Unit


@dataclass(frozen=True, slots=True)
class Known:
    """The facts about things, and the true sentences that belong together."""

    facts: tuple[Fact, ...]
    said: tuple[tuple[Statement, ...], ...]

    def about(self, subject: str) -> tuple[Fact, ...]:
        """Return the facts about one thing, such as projects:ATLAS."""
        return tuple(fact for fact in self.facts if fact.subject == subject)


def facts_about(assessment: Assessment) -> Known:
    """Return everything known that the asker may see."""
    said = tuple(tuple(group) for group in _groups(assessment) if group)
    told = (fact for group in said for each in group for fact in each.facts.values())
    facts = (
        *inventory(assessment.seen), *_reported(assessment), *_places(assessment),
        *_first_dates(assessment), *told,
    )  # fmt: skip
    return Known(tuple({fact.id: fact for fact in facts}.values()), said)


def grounds_of(assessment: Assessment) -> Grounds:
    """Return what a text about this portfolio may rest on."""
    known = facts_about(assessment)
    seen = assessment.seen
    return Grounds(known.said, known.facts, today=seen.as_of, names=names_of(seen))


def _groups(assessment: Assessment) -> Iterator[Sequence[Statement]]:
    for judged in assessment.health:
        yield tuple(_of_health(judged))
    for risk in assessment.risks:
        yield (risk.headline, risk.remedy)
    for change in assessment.changes or ():
        yield (change.headline,)
    for caveat in assessment.caveats:
        yield (caveat.headline, caveat.remedy, caveat.unlocks)
    ranking = assessment.ranking
    for item in ranking.items:
        yield (item.reason,)
    for statement in (*ranking.questions, *ranking.assumptions):
        yield (statement,)


def _of_health(judged: ProjectHealth) -> Iterator[Statement]:
    yield judged.because
    for verdict in judged.dimensions:
        yield from (verdict.because, *verdict.also)
        if verdict.remedy is not None:
            yield verdict.remedy


def _reported(assessment: Assessment) -> Iterator[Fact]:
    """Give what owners reported, and that nothing can be told where a project is grey."""
    facts = Facts(assessment.seen)
    for judged in assessment.health:
        subject = f"{Project.table}:{judged.project}"
        cells: list[Cell]
        if judged.reported is not None:
            cells = [(Project, judged.project, "reported_rag")]
            yield facts.of(subject, "reported", judged.reported.value, Unit.STATUS, cells=cells)
        if judged.overall is Rag.GREY:
            cells = [(Project, judged.project)]
            yield facts.of(subject, "is_grey", value=True, unit=Unit.STATUS, cells=cells)


def _places(assessment: Assessment) -> Iterator[Fact]:
    facts = Facts(assessment.seen)
    for item in assessment.ranking.items:
        subject, cells = f"{WorkItem.table}:{item.key}", [(WorkItem, item.key)]
        yield facts.of(subject, "place", item.position, Unit.COUNT, cells=cells)


def _first_dates(assessment: Assessment) -> Iterator[Fact]:
    """Give the day each item was first due, where the weeks before had another."""
    now = assessment.seen
    told: set[str] = set()
    for then in assessment.history:
        facts = Facts(then)
        for item in then.all(WorkItem):
            today = now.get(WorkItem, item.key)
            if item.due is None or today is None or item.key in told:
                continue
            told.add(item.key)
            if item.due != today.due:
                subject, cells = f"{WorkItem.table}:{item.key}", [(WorkItem, item.key, "due")]
                yield facts.of(subject, "due_first", item.due, Unit.DATE, cells=cells)
