"""Judges what a portfolio's decision log holds: advice, forecasts and plain decisions.

What people put on record about an outcome stands; where nobody did, later rows tell. Where the two
differ, that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.governance.scoreboard.outcome import Outcome, outcome_between
from assistant.governance.scoreboard.scored import JUDGED, Scored, ScoredKind, Verdict
from assistant.policy import Policy
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Statement, Unit, say

SnapshotOf = Callable[[date], Snapshot | None]
"""Returns what a reader could see of a day; None for a day that nothing is known of."""

_NOTHING = Outcome((), (), 0, suffered=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict and the clause that says why."""

    verdict: Verdict
    because: str


class DecisionScores:
    """Judges the decisions that one reader sees."""

    def __init__(self, seen: Snapshot, snapshot_of: SnapshotOf, policy: Policy) -> None:
        self._seen = seen
        self._of = snapshot_of
        self._policy = policy
        self._facts = Facts(seen)

    def scored(self, decision: Decision) -> Scored | None:
        """Return what came of a decision; None where it is open and says nothing to judge."""
        if decision.kind is DecisionKind.FORECAST:
            return self._told(decision, self._outcome(decision), self._forecast(decision))
        if decision.state is DecisionState.OPEN:
            return None
        outcome = self._outcome(decision)
        if decision.kind is not DecisionKind.ADVICE:
            found = Found(Verdict.CANNOT_BE_TOLD, "I advised nothing here")
            return self._told(decision, outcome, found)
        return self._told(decision, outcome, self._advice(decision, outcome))

    def _outcome(self, decision: Decision) -> Outcome:
        day = _said_on(decision)
        then = self._of(day) if day is not None else None
        if then is None:
            return _NOTHING
        return outcome_between(then, self._seen, decision.projects, decision.items, self._policy)

    def _advice(self, decision: Decision, outcome: Outcome) -> Found:
        computed = self._computed(decision, outcome)
        if decision.advice_was_right is None:
            return computed
        right = Verdict.HELD if decision.advice_was_right else Verdict.DID_NOT_HOLD
        differs = computed.verdict in JUDGED and computed.verdict is not right
        also = "; the dates and costs alone would say otherwise" if differs else ""
        return Found(right, _ADVICE[decision.state is DecisionState.APPROVED, right] + also)

    def _computed(self, decision: Decision, outcome: Outcome) -> Found:
        """Judge by what happened: good advice spares harm, and its being left out costs some."""
        if _said_on(decision) is None:
            return Found(Verdict.CANNOT_BE_TOLD, "the log does not say when it was decided")
        if not outcome.compared:
            return Found(
                Verdict.CANNOT_BE_TOLD, "nothing it is about has a date or a cost on both days"
            )
        followed = decision.state is DecisionState.APPROVED
        held = outcome.suffered is not followed
        if not outcome.suffered and self._is_fresh(_said_on(decision)):
            return Found(Verdict.TOO_EARLY, "it is too short a time since")
        verdict = Verdict.HELD if held else Verdict.DID_NOT_HOLD
        return Found(verdict, _ADVICE[followed, verdict])

    def _is_fresh(self, day: date | None) -> bool:
        least = int(self._policy.limit("scoreboard_wait_days"))
        return day is not None and (self._seen.as_of - day).days < least

    def _forecast(self, decision: Decision) -> Found:
        """Judge a day that was given: by the items it was given for, else by the log."""
        items = [self._seen.get(WorkItem, key) for key in decision.items]
        known = [item for item in items if item is not None]
        if decision.due is not None and known:
            return self._came(known, decision.due)
        if decision.state in _RECORDED:
            return Found(_RECORDED[decision.state], "the log says so")
        if decision.due is not None and decision.due >= self._seen.as_of:
            return Found(Verdict.TOO_EARLY, "its day is still ahead")
        return Found(Verdict.CANNOT_BE_TOLD, "it names no item that could tell")

    def _came(self, items: list[WorkItem], due: date) -> Found:
        return came(items, due, self._seen.as_of)

    def _told(self, decision: Decision, outcome: Outcome, found: Found) -> Scored:
        kind = ScoredKind(decision.kind.value)
        is_forecast = kind is ScoredKind.FORECAST
        return Scored(
            subject=f"{Decision.table}:{decision.key}",
            kind=kind,
            taken=decision.state is DecisionState.APPROVED if kind is ScoredKind.ADVICE else None,
            decided_on=_said_on(decision),
            verdict=found.verdict,
            advised=self._advised(decision),
            known=self._cell(decision, "facts", "What was known then: {said}."),
            chance=_chance(decision),
            happened=outcome.finished if is_forecast else (*outcome.told, *outcome.finished),
            recorded=self._cell(decision, "outcome", "On record: {said}."),
            judged=judged_words(self._facts, f"{Decision.table}:{decision.key}", found),
        )

    def _cell(self, decision: Decision, field: str, text: str) -> Statement | None:
        said = getattr(decision, field)
        if not said:
            return None
        fact = self._facts.cell(Decision, decision.key, field, Unit.TEXT)
        return say(text.removesuffix(".") if said.endswith(".") else text, said=fact)

    def _advised(self, decision: Decision) -> Statement:
        said = say("“{name}”", name=self._facts.name(Decision, decision.key))
        chance = _chance(decision)
        if chance is not None:
            said = say("{said}, at {odds}", said=said, odds=odds(self._facts, chance))
        if decision.kind is DecisionKind.FORECAST:
            return say("{said}.", said=said)
        return say("{said}: {decided}.", said=said, decided=self._decided(decision))

    def _decided(self, decision: Decision) -> Statement:
        """Return what was decided, by whom and when, as far as the log and the reader know."""
        facts, key = self._facts, decision.key
        state = facts.of(
            f"{Decision.table}:{key}",
            "state",
            decision.state.value,
            Unit.STATUS,
            cells=[(Decision, key, "state")],
        )
        said = say("{state}", state=state)
        if self._seen.get(Person, decision.decider) is not None:
            who = facts.name(Person, decision.decider or "")
            said = say("{said} by {who}", said=said, who=who)
        if decision.decided_on is not None:
            day = facts.cell(Decision, key, "decided_on", Unit.DATE)
            said = say("{said} on {day}", said=said, day=day)
        return said


def came(items: list[WorkItem], due: date, today: date) -> Found:
    """Judge a day that was given for some items: all of them had to be finished by then."""
    if any(item.category is StatusCategory.DROPPED for item in items):
        return Found(Verdict.CANNOT_BE_TOLD, "the work was dropped")
    done = [item for item in items if item.category is StatusCategory.DONE]
    if any(item.finished is None for item in done):
        return Found(Verdict.CANNOT_BE_TOLD, "nobody noted when it was finished")
    if len(done) == len(items):
        late = any(item.finished is not None and item.finished > due for item in done)
        return Found(
            Verdict.DID_NOT_HOLD if late else Verdict.HELD,
            "it was finished later" if late else "it was finished by then",
        )
    if due < today:
        return Found(Verdict.DID_NOT_HOLD, "its day is over and it is not finished")
    return Found(Verdict.TOO_EARLY, "its day is still ahead")


def odds(facts: Facts, chance: int) -> Statement:
    """Return “85 in 100”."""
    return say(
        "{chance} in {hundred}",
        chance=facts.of("policy", f"chance {chance}", chance, Unit.COUNT),
        hundred=facts.of("policy", "cases", 100, Unit.COUNT),
    )


def judged_words(facts: Facts, subject: str, found: Found) -> Statement:
    """Say a verdict and why."""
    word = facts.of(subject, "verdict", found.verdict.value, Unit.STATUS)
    return say(f"{{word}}: {found.because}.", word=word)


_ADVICE = {
    (True, Verdict.HELD): "it was followed, and nothing suffered",
    (
        True,
        Verdict.DID_NOT_HOLD,
    ): "my advice was wrong, since it was followed and something suffered",
    (
        False,
        Verdict.HELD,
    ): "good advice was lost, since it was not followed and something suffered",
    (
        False,
        Verdict.DID_NOT_HOLD,
    ): "my advice was wrong, since it was not followed and nothing suffered",
}
"""By whether advice was followed, and whether it held."""

_RECORDED = {DecisionState.KEPT: Verdict.HELD, DecisionState.MISSED: Verdict.DID_NOT_HOLD}


def _chance(decision: Decision) -> int | None:
    is_forecast = decision.kind is DecisionKind.FORECAST
    return int(decision.chance_percent) if is_forecast and decision.chance_percent else None


def _said_on(decision: Decision) -> date | None:
    if decision.kind is DecisionKind.FORECAST:
        return decision.asked_on
    return decision.decided_on
