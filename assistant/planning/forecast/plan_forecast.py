"""What the plan says: when a group's open items are done, how many by a day, each project's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.planning.forecast.chance_words import ChanceWords
from assistant.planning.forecast.draws import longer_percent
from assistant.planning.forecast.outlook import (
    EVEN,
    SURE,
    Basis,
    CountForecast,
    DateForecast,
    ProjectForecast,
)
from assistant.planning.forecast.simulated_plan import SimulatedPlan
from assistant.planning.forecast.subject import Subject, Subjects
from assistant.planning.forecast.sums import low_count
from assistant.planning.item_names import ItemNames
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_TOO_FAR = "later than the plan looks ahead"


class PlanForecast:
    """Forecasts subjects from the plan that was run many times."""

    def __init__(self, plan: SimulatedPlan, facts: Facts) -> None:
        self._plan = plan
        self._facts = facts

    def dated(self, subject: Subject) -> DateForecast | None:
        """Return when a subject's open items are done; None where none is open."""
        chances = self._plan.done_by(subject.open_keys)
        if chances is None:
            return None
        words = self._words(subject)
        even = words.day(f"{Basis.PLAN} at {EVEN}", chances.percentile(EVEN))
        sure = words.day(f"{Basis.PLAN} at {SURE}", chances.percentile(SURE))
        return DateForecast(
            basis=Basis.PLAN,
            open=subject.open_count(self._facts),
            even=even,
            sure=sure,
            statement=say("Plan: {days}.", days=words.by_days(even, sure, _TOO_FAR)),
        )

    def counted_by(self, subject: Subject, day: date) -> CountForecast:
        """Return how many of a subject's open items are done by a day."""
        chances = self._plan.count_by(subject.open_keys, day)
        words = self._words(subject)
        even = words.count(f"done by {day} at {EVEN}", low_count(chances, EVEN))
        sure = words.count(f"done by {day} at {SURE}", low_count(chances, SURE))
        return CountForecast(
            basis=Basis.PLAN,
            by=self._facts.of("asked", f"day {day}", day, Unit.DATE),
            open=subject.open_count(self._facts),
            even=even,
            sure=sure,
            statement=say("Plan: {chances}.", chances=words.at_least(even, sure)),
        )

    def projects(self, subjects: Subjects, keys: Iterable[str]) -> Iterator[ProjectForecast]:
        """Yield the forecast of each project with open work."""
        for key in keys:
            subject = subjects.project(key)
            dated = self.dated(subject)
            if dated is None:
                continue
            project = self._facts.snapshot.get(Project, key)
            has_end = project is not None and project.end is not None
            yield ProjectForecast(
                project=key,
                open=dated.open,
                even=dated.even,
                sure=dated.sure,
                end=self._facts.cell(Project, key, "end", Unit.DATE) if has_end else None,
                delivery_confidence=self.delivery_confidence(subject),
            )

    def delivery_confidence(self, subject: Subject) -> Fact | None:
        """Return the chance that a project's open work is done by its agreed end, in percent.

        A forecast of success, beside the RAG, which is a variance. None without an end or work.
        """
        project = self._facts.snapshot.get(Project, subject.project)
        chances = self._plan.done_by(subject.open_keys)
        if project is None or project.end is None or chances is None:
            return None
        cells: list[Cell] = [(Project, project.key, "end"), *_cells(subject)]
        words = ChanceWords(self._facts, subject.name, cells)
        return words.chance("delivery confidence", chances.chance_by(project.end), self._plan.runs)

    def rests_on(self) -> Statement:
        """Say what the plan's chances were computed from."""
        error = self._plan.error
        longer = round(longer_percent(error.sigma))
        percent = self._facts.of("portfolio", "sizes off by", longer, Unit.PERCENT)
        runs = self._facts.of("portfolio", "runs", self._plan.runs, Unit.COUNT)
        begin = (
            "Plan: the order of today, its people, links, gates and freezes, run {runs} times "
            "with sizes that may be off: a sixth of them by {percent} or more"
        )
        if not error.items:
            return say(begin + ", as declared by policy.", runs=runs, percent=percent)
        items = self._facts.of("portfolio", "finished items compared", error.items, Unit.COUNT)
        read = ", as {items} finished items were. It counts only work that is written down."
        return say(begin + read, runs=runs, percent=percent, items=items)

    def missing(self, subject: Subject) -> Iterator[Statement]:
        """Yield what the plan had to assume about a subject's items."""
        names = ItemNames(self._facts)
        if unsized := self._plan.unsized(subject.open_keys):
            yield say(
                "Nobody sized {items}: any size policy allows was tried.",
                items=names.some(unsized, "unsized in the forecast"),
            )
        if unstaffed := self._plan.unstaffed(subject.open_keys):
            yield say(
                "Nobody has the skill for {items}: planned as if somebody were found.",
                items=names.some(unstaffed, "unstaffed in the forecast"),
            )

    def _words(self, subject: Subject) -> ChanceWords:
        return ChanceWords(self._facts, f"{subject.name}:plan", _cells(subject))


def _cells(subject: Subject) -> list[Cell]:
    return [(WorkItem, key) for key in subject.open_keys]
