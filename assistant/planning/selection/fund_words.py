"""Facts and phrases about candidates: their names, worth and costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.planning.inputs.backlog import WEIGHT_GRAIN
from assistant.planning.selection.candidates import ALL_WORK, Cost, FundCandidate
from assistant.planning.selection.wish import CandidateKind
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin, WorkItem
from assistant.values import Effort, Fact, Money, Statement, Unit, say
from assistant.values.saying import Part

SHOWN = 3
"""Names a sentence lists before it counts the rest."""


class FundWords:
    """Writes about the candidates of one snapshot."""

    def __init__(self, snapshot: Snapshot, kind: CandidateKind) -> None:
        self._facts = Facts(snapshot)
        self._currency = snapshot.organisation.currency
        self.kind = kind

    def name(self, candidate: FundCandidate) -> Fact:
        """Return what people call it: projects have names, items are called by their keys."""
        if candidate.noun is Project:
            return self._facts.name(Project, candidate.key)
        return self._facts.key(candidate.noun, candidate.key)

    def names(
        self, candidates: Sequence[FundCandidate], what: str, shown: int = SHOWN
    ) -> list[Part]:
        """Return the first few names and how many more there are; `what` names the count."""
        named: list[Part] = [self.name(each) for each in candidates[:shown]]
        if len(candidates) > shown:
            named.append(say("{count} more", count=self.count(what, len(candidates) - shown)))
        return named

    def count(self, what: str, number: int) -> Fact:
        """Return a count."""
        return self._facts.of("selection", what, number, Unit.COUNT)

    def percent(self, what: str, number: Decimal) -> Fact:
        """Return a percentage."""
        return self._facts.of("selection", what, number, Unit.PERCENT)

    def text(self, what: str, word: str) -> Fact:
        """Return a word that is not ours, such as the name of what is missing."""
        return self._facts.of("selection", f"{what}:{word}", word, Unit.NAME)

    def value(self, candidate: FundCandidate) -> Fact | None:
        """Return what it is worth: money a year, or points a week."""
        if candidate.value is None:
            return None
        subject = f"{candidate.noun.table}:{candidate.key}"
        return self._worth(
            subject, "worth", candidate.value, candidate.value_cells, candidate.value_arithmetic
        )

    def must(self, candidate: FundCandidate) -> Statement:
        """Return why a candidate must be done, by the first row that says so."""
        noun, key = candidate.must[0][:2]
        if noun is Milestone:
            told = "It must be done: {milestone} is set by law or a regulator."
            return say(told, milestone=self._facts.name(Milestone, key))
        pin = self._facts.snapshot.get(Pin, key) if noun is Pin else None
        if pin is not None and pin.not_after is not None:
            told = "It must be done: it is pinned to be finished by {day}."
            return say(told, day=self._facts.cell(Pin, key, "not_after", Unit.DATE))
        item = self._facts.key(WorkItem, key)
        return say("It must be done: {item} is marked as mandatory.", item=item)

    def worth(self, what: str, grains: int) -> Fact:
        """Return a worth that several candidates have together."""
        return self._worth("selection", what, grains)

    def worth_phrase(self, fact: Fact) -> Statement:
        """Return a worth as it is said: by the year, or by the week."""
        if self.kind is CandidateKind.PROJECTS:
            return say("{worth} a year", worth=fact)
        return say("{worth} points a week", worth=fact)

    def cost(self, candidate: FundCandidate, measure: str) -> Fact:
        """Return what a candidate costs on one measure."""
        cost = (candidate.costs or {}).get(measure, Cost(0))
        subject = f"{candidate.noun.table}:{candidate.key}"
        return self._cost(
            subject, f"cost:{measure}", measure, cost.amount, cost.cells, cost.arithmetic
        )

    def amount(self, what: str, measure: str, grains: int) -> Fact:
        """Return an amount of money, or of work, that is no single candidate's."""
        return self._cost("selection", f"{what}:{measure}", measure, grains)

    def amount_phrase(self, fact: Fact, measure: str) -> Statement:
        """Return an amount with the skill it is of, where it is of one."""
        if measure in (ALL_WORK, self._currency):
            return say("{amount}", amount=fact)
        return say("{amount} of {skill}", amount=fact, skill=self.text("skill", measure))

    def _worth(
        self,
        subject: str,
        measure: str,
        grains: int,
        cells: Iterable[Cell] = (),
        arithmetic: str | None = None,
    ) -> Fact:
        if self.kind is CandidateKind.PROJECTS:
            value: Money | Decimal = Money.from_units(grains, self._currency)
            unit = Unit.MONEY
        else:
            value, unit = Decimal(grains) / WEIGHT_GRAIN, Unit.SCORE
        return self._facts.of(subject, measure, value, unit, cells=cells, arithmetic=arithmetic)

    def _cost(
        self,
        subject: str,
        name: str,
        measure: str,
        grains: int,
        cells: Iterable[Cell] = (),
        arithmetic: str | None = None,
    ) -> Fact:
        if measure == self._currency:
            value: Money | Effort = Money.from_units(grains, self._currency)
            unit = Unit.MONEY
        else:
            value, unit = Effort(minutes=grains), Unit.EFFORT
        return self._facts.of(subject, name, value, unit, cells=cells, arithmetic=arithmetic)
