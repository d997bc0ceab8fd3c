"""How likely promised and required days are, from the plan that was run many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.planning.forecast.chance_words import ChanceWords
from assistant.planning.forecast.go_live import GoLive
from assistant.planning.forecast.outlook import EVEN, SURE, CommitmentForecast
from assistant.planning.forecast.simulated_plan import SimulatedPlan
from assistant.planning.forecast.subject import Subjects
from assistant.planning.inputs.deadlines import Deadline, read_deadlines
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_TOO_FAR = "too far off to say"
_OVER = frozenset({Stage.CLOSED, Stage.STOPPED})
_NAMED = 2
"""How many deciding items a sentence names."""


@dataclass(frozen=True, slots=True)
class _Promise:
    """A day that was promised or is required, and what has to be done for it.

    `move` turns the day its work is done into the day it happens.
    """

    subject: str
    called: Statement
    project: str | None
    promised: Fact
    mandatory: bool
    penalty: Fact | None
    keys: Sequence[str]
    move: Callable[[date], date] | None = None


class Commitments:
    """Forecasts what one person may see of what was promised or is required.

    What a milestone waits for is all of it, seen or not: everyone is told the same chance.
    """

    def __init__(self, plan: SimulatedPlan, facts: Facts) -> None:
        self._plan = plan
        self._facts = facts
        self._seen = facts.snapshot
        self._visible = frozenset(self._seen.frame(WorkItem)["key"])
        self._whole = Subjects(plan.snapshot)
        self._go_live = GoLive(plan.snapshot)

    def all(self, project: str | None = None) -> tuple[CommitmentForecast, ...]:
        """Return every open commitment, or a project's own, the least likely first."""
        promises = (
            each
            for each in (*self._of_milestones(), *self._of_items())
            if project is None or each.project == project
        )
        return tuple(sorted(map(self._forecast, promises), key=_least_likely_first))

    def milestone(self, key: str) -> CommitmentForecast | None:
        """Return one milestone's chance, by its baseline where no day is promised.

        None where it has happened or has no such day.
        """
        found = self._seen.get(Milestone, key)
        if found is None or found.actual is not None:
            return None
        field = _promise_field(found) or ("baseline" if found.baseline else None)
        return None if field is None else self._forecast(self._of_milestone(found, field))

    def item(self, key: str) -> CommitmentForecast | None:
        """Return an item's chance; None where no day is required of it."""
        found = [each for each in self._of_items() if each.subject == f"{WorkItem.table}:{key}"]
        return self._forecast(found[0]) if found else None

    def _of_milestones(self) -> Iterator[_Promise]:
        over = {each.key for each in self._seen.all(Project) if each.stage in _OVER}
        for milestone in self._seen.all(Milestone):
            field = _promise_field(milestone)
            is_open = milestone.actual is None and milestone.project not in over
            if is_open and field is not None:
                yield self._of_milestone(milestone, field)

    def _of_items(self) -> Iterator[_Promise]:
        """Yield items with a day of their own; one that a milestone stands for is that one's."""
        told = {each.needs_item for each in self._seen.all(Milestone) if _promise_field(each)}
        for key, deadline in sorted(read_deadlines(self._seen).items()):
            is_own = deadline.cell[0] is not Milestone and key not in told
            if is_own and self._plan.known([key]):
                yield self._of_item(key, deadline)

    def _of_milestone(self, milestone: Milestone, field: str) -> _Promise:
        key, facts = milestone.key, self._facts
        has_penalty = milestone.penalty is not None
        return _Promise(
            subject=f"{Milestone.table}:{key}",
            called=say("{name}", name=facts.name(Milestone, key)),
            project=milestone.project,
            promised=facts.cell(Milestone, key, field, Unit.DATE),
            mandatory=milestone.mandatory,
            penalty=facts.cell(Milestone, key, "penalty", Unit.MONEY) if has_penalty else None,
            keys=self._whole.milestone(key).open_keys,
            move=lambda day: self._go_live.day(milestone, day),
        )

    def _of_item(self, key: str, deadline: Deadline) -> _Promise:
        facts, subject = self._facts, f"{WorkItem.table}:{key}"
        item = self._seen.get(WorkItem, key)
        return _Promise(
            subject=subject,
            called=say("{item}", item=facts.key(WorkItem, key)),
            project=item.project if item else None,
            promised=facts.of(
                subject, "to be done by", deadline.day, Unit.DATE, cells=[deadline.cell]
            ),
            mandatory=True,
            penalty=None,
            keys=(key,),
        )

    def _forecast(self, promise: _Promise) -> CommitmentForecast:
        cells: list[Cell] = [(WorkItem, key) for key in promise.keys if key in self._visible]
        words = ChanceWords(self._facts, promise.subject, cells)
        done = self._plan.done_by(promise.keys)
        if done is None:
            return _without_work(promise)
        chances = done.moved(promise.move) if promise.move else done
        day = promise.promised.value
        chance = chances.chance_by(day) if isinstance(day, date) else Decimal(0)
        even = words.day(f"happens at {EVEN}", chances.percentile(EVEN))
        sure = words.day(f"happens at {SURE}", chances.percentile(SURE))
        chance_fact = words.chance("chance of its day", chance, self._plan.runs)
        decided_by = self._deciding(promise.keys)
        return CommitmentForecast(
            subject=promise.subject,
            project=promise.project,
            promised=promise.promised,
            mandatory=promise.mandatory,
            chance=chance_fact,
            even=even,
            sure=sure,
            penalty=promise.penalty,
            decided_by=decided_by,
            statement=say(
                "{called}: {chance} likely by {promised}. {days}.{stated}{penalty}{decided}",
                called=promise.called,
                chance=chance_fact,
                promised=promise.promised,
                days=words.by_days(even, sure, _TOO_FAR),
                stated=self._stated(promise),
                penalty=self._missing_it(promise),
                decided=self._told(decided_by),
            ),
        )

    def _deciding(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(key for key in self._plan.deciding(keys) if key in self._visible)

    def _told(self, decided_by: Sequence[str]) -> Statement:
        if not decided_by:
            return Statement(text="")
        names = [self._facts.key(WorkItem, key) for key in decided_by[:_NAMED]]
        return say(" {items} [decides|decide] it most.", items=names)

    def _stated(self, promise: _Promise) -> Statement:
        """Say that its owner's own day is after the promised one, where it is."""
        key, day = promise.subject.partition(":")[2], promise.promised.value
        milestone = self._seen.get(Milestone, key) if promise.move else None
        forecast = milestone.forecast if milestone else None
        if forecast is None or not isinstance(day, date) or forecast <= day:
            return Statement(text="")
        stated = self._facts.cell(Milestone, key, "forecast", Unit.DATE)
        return say(" Its own plan says {stated}.", stated=stated)

    def _missing_it(self, promise: _Promise) -> Statement:
        if promise.penalty is None:
            return Statement(text="")
        key = promise.subject.partition(":")[2]
        milestone = self._seen.get(Milestone, key)
        if milestone is None or milestone.penalty_per is None:
            return say(" Missing it costs {penalty}.", penalty=promise.penalty)
        per = self._facts.cell(Milestone, key, "penalty_per", Unit.NAME)
        return say(" Missing it costs {penalty} ({per}).", penalty=promise.penalty, per=per)


def _promise_field(milestone: Milestone) -> str | None:
    """Return the field of the promised day; what the law asks for is due by its agreed day."""
    if milestone.committed is not None:
        return "committed"
    return "baseline" if milestone.mandatory and milestone.baseline is not None else None


def _without_work(promise: _Promise) -> CommitmentForecast:
    return CommitmentForecast(
        subject=promise.subject,
        project=promise.project,
        promised=promise.promised,
        mandatory=promise.mandatory,
        chance=None,
        penalty=promise.penalty,
        statement=say(
            "{called}, promised for {promised}: no open work is tied to it, so there is no chance "
            "to give.",
            called=promise.called,
            promised=promise.promised,
        ),
    )


def _least_likely_first(forecast: CommitmentForecast) -> tuple[Decimal, str, str]:
    chance = forecast.chance.value if forecast.chance else Decimal(101)
    sortable = chance if isinstance(chance, Decimal) else Decimal(101)
    return sortable, str(forecast.promised.value), forecast.subject
