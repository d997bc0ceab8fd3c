"""What becomes of each candidate, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.planning.selection.candidates import FundCandidate
from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.selection.report import FundedCandidate, Why
from assistant.planning.solvers.selection.problem import Proof, Selection
from assistant.values import Fact, Statement, say

PRICED = 10
"""How many displaced candidates are tried out to say what taking them would lose."""

_FIXED = {
    Why.KEPT: "You asked to keep it.",
    Why.IN_PROGRESS: "It is in progress, so it stays unless you leave it out.",
    Why.LEFT_OUT: "You asked to leave it out.",
    Why.NO_WORTH: "Nobody stated what it is worth, and nothing chosen needs it.",
}
"""Reasons that name nothing else."""

LARGEST_PRICED = 400
"""Beyond so many candidates nothing is tried out: it would take too long."""


class Fates:
    """Writes the fate of every candidate under one choice."""

    def __init__(self, funding: Funding, found: Selection, words: FundWords) -> None:
        self._funding = funding
        self._found = found
        self._words = words
        self.chosen_keys = frozenset(funding.keys(found.chosen))
        self._anyway = funding.closure(funding.musts)
        self._spent = {name: funding.spent(self._anyway, name) for name in funding.measures}
        self._needed_by = _needed_by(funding, self.chosen_keys)
        self._prices = self._displaced_prices()

    def chosen(self) -> tuple[FundedCandidate, ...]:
        """Return what is chosen, what is worth most first."""
        return self._told(key for key in self._by_worth() if key in self.chosen_keys)

    def left_out(self) -> tuple[FundedCandidate, ...]:
        """Return what is left out, what is worth most first."""
        return self._told(key for key in self._by_worth() if key not in self.chosen_keys)

    def aside(self) -> tuple[FundedCandidate, ...]:
        """Return what cannot be weighed."""
        return tuple(
            FundedCandidate(
                key=each.key,
                name=self._words.name(each),
                chosen=False,
                why=Why.NOT_WEIGHED,
                value=self._words.value(each),
                needs=tuple(sorted(each.needs)),
                missing=each.missing,
                reason=self._not_weighed(each),
            )
            for each in self._funding.field.aside.values()
        )

    def _by_worth(self) -> list[str]:
        weighed = self._funding.candidates
        return [each.key for each in sorted(weighed, key=lambda e: (-(e.value or 0), e.key))]

    def _told(self, keys: Iterable[str]) -> tuple[FundedCandidate, ...]:
        return tuple(self._one(self._funding.field.weighed[key]) for key in keys)

    def _one(self, candidate: FundCandidate) -> FundedCandidate:
        why = self._why(candidate)
        price = self._prices.get(candidate.key)
        return FundedCandidate(
            key=candidate.key,
            name=self._words.name(candidate),
            chosen=candidate.key in self.chosen_keys,
            why=why,
            value=self._words.value(candidate),
            costs=tuple(
                self._words.cost(candidate, measure) for measure in self._funding.measures
            ),
            needs=tuple(sorted(candidate.needs)),
            missing=candidate.missing,
            price=None if price is None else self._words.worth(f"price:{candidate.key}", price),
            reason=self._reason(candidate, why),
        )

    def _why(self, candidate: FundCandidate) -> Why:
        if candidate.key in self.chosen_keys:
            return self._why_chosen(candidate)
        if candidate.key in self._funding.without:
            return Why.LEFT_OUT
        if not candidate.value:
            return Why.NO_WORTH
        return self._why_not(candidate)

    def _why_not(self, candidate: FundCandidate) -> Why:
        closure = self._funding.closure((candidate.key,))
        if not closure.isdisjoint(self._funding.without):
            return Why.NEEDS_ANOTHER
        if self._too_dear(closure) is not None:
            return Why.TOO_DEAR
        return Why.DISPLACED if self._rival(candidate) is None else Why.EXCLUDED

    def _why_chosen(self, candidate: FundCandidate) -> Why:
        if candidate.must_be_done:
            return Why.MUST
        if candidate.key in self._funding.keep:
            return Why.KEPT
        if candidate.in_progress:
            return Why.IN_PROGRESS
        return Why.WORTH_IT if candidate.value else Why.NEEDED

    def _reason(self, candidate: FundCandidate, why: Why) -> Statement:
        if why in _FIXED:
            return Statement(text=_FIXED[why])
        tell = {
            Why.MUST: self._words.must,
            Why.NEEDED: self._needed,
            Why.WORTH_IT: self._worth_it,
            Why.NEEDS_ANOTHER: self._needs_another,
            Why.TOO_DEAR: self._dear,
            Why.EXCLUDED: self._excluded,
            Why.DISPLACED: self._displaced,
        }
        return tell[why](candidate)

    def _needed(self, candidate: FundCandidate) -> Statement:
        waiting = [self._funding.field.weighed[key] for key in self._needed_by[candidate.key]]
        names = self._words.names(waiting, f"needing {candidate.key}")
        return say("{names} [needs|need] it.", names=names)

    def _worth_it(self, candidate: FundCandidate) -> Statement:
        worth = self._words.worth_phrase(_stated(self._words.value(candidate)))
        return say("It brings {worth}.", worth=worth)

    def _needs_another(self, candidate: FundCandidate) -> Statement:
        barred = self._funding.closure((candidate.key,)) & self._funding.without
        found = [self._funding.field.weighed[key] for key in sorted(barred)]
        return say("It needs {names}.", names=self._words.names(found, f"barred {candidate.key}"))

    def _excluded(self, candidate: FundCandidate) -> Statement:
        rival = self._rival(candidate) or candidate
        return say("It and {other} exclude each other.", other=self._words.name(rival))

    def _dear(self, candidate: FundCandidate) -> Statement:
        closure = self._funding.closure((candidate.key,))
        measure = self._too_dear(closure) or ""
        cost = self._funding.spent(closure | self._anyway, measure)
        return say(
            "With what it needs, and what has to be in, it takes {cost}, more than {limit}.",
            cost=self._words.amount(f"with {candidate.key}", measure, cost),
            limit=self._words.amount("limit", measure, self._funding.budgets[measure]),
        )

    def _displaced(self, candidate: FundCandidate) -> Statement:
        price = self._prices.get(candidate.key)
        if price is None:
            return Statement(text="What is chosen in its place brings more.")
        if not price:
            return Statement(text="It is level with what is chosen; take whichever you prefer.")
        worth = self._words.worth(f"price:{candidate.key}", price)
        return say(
            "What is chosen in its place brings more: taking it would lose {worth}.",
            worth=self._words.worth_phrase(worth),
        )

    def _not_weighed(self, candidate: FundCandidate) -> Statement:
        words, known = self._words, self._funding.field
        if candidate.costs is None:
            missing = [words.text("missing", each) for each in candidate.missing]
            if candidate.must_be_done:
                told = (
                    "It must be done, but cannot be weighed without {missing}: keep room for it."
                )
                return say(told, missing=missing)
            return say("It cannot be weighed without {missing}.", missing=missing)
        unknown = [known.aside[key] for key in sorted(candidate.needs) if key in known.aside]
        names = words.names(unknown, f"unknown {candidate.key}")
        return say("It needs {names}, which cannot be weighed.", names=names)

    def _too_dear(self, closure: frozenset[str]) -> str | None:
        """Return the budget that a candidate exceeds with what has to be in anyway, if one is."""
        for measure, limit in self._funding.budgets.items():
            if self._funding.spent(closure - self._anyway, measure) > limit - self._spent[measure]:
                return measure
        return None

    def _rival(self, candidate: FundCandidate) -> FundCandidate | None:
        closure = self._funding.closure((candidate.key,))
        for one, two in self._funding.apart:
            for mine, other in ((one, two), (two, one)):
                if mine in closure and other in self.chosen_keys:
                    return self._funding.field.weighed[other]
        return None

    def _displaced_prices(self) -> Mapping[str, int]:
        """Return what taking some displaced candidates would lose, where both are proved."""
        funding = self._funding
        if self._found.proof is not Proof.OPTIMAL or len(funding.candidates) > LARGEST_PRICED:
            return {}
        displaced = [
            key
            for key in self._by_worth()
            if self._why(funding.field.weighed[key]) is Why.DISPLACED
        ]
        prices: dict[str, int] = {}
        for key in displaced[:PRICED]:
            other = funding.keeping(key).solved()
            if isinstance(other, Selection) and other.proof is Proof.OPTIMAL:
                prices[key] = self._found.value - other.value
        return prices


def _needed_by(funding: Funding, chosen: frozenset[str]) -> dict[str, list[str]]:
    needed: dict[str, list[str]] = {key: [] for key in chosen}
    for key in sorted(chosen):
        for need in funding.field.weighed[key].needs:
            needed[need].append(key)
    return needed


def _stated(fact: Fact | None) -> Fact:
    if fact is None:
        raise ValueError("only what has a worth is worth it")
    return fact
