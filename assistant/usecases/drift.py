"""How far today's order is from the agreed one: what moved, which inputs changed, what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.governance.memory import changed_inputs
from assistant.governance.order_inputs import inputs_behind
from assistant.planning.challenge.check import Record
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.usecases.propose_order import agreed_change
from assistant.usecases.weigh_order import Weighed, weigh_order
from assistant.usecases.weighing_words import changes_words, needs_words
from assistant.values import Statement, Unit, say

_NAMED = 3
"""How many reasons to agree anew are named."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What is different from what was agreed, as far as the asker may see."""

    moved: tuple[Statement, ...]
    changed: Statement | None
    worth: Statement


def drift_since(assessment: Assessment, agreed_on: date) -> Drift:
    """Return what moved against the order that was agreed on a day, and what changed since."""
    moves = assessment.ranking.moves
    return Drift(
        moved=tuple(move.statement for move in moves),
        changed=_changed(assessment, [move.item for move in moves], agreed_on),
        worth=_worth(assessment),
    )


def _changed(assessment: Assessment, items: list[str], agreed_on: date) -> Statement | None:
    """Say which inputs of some items are said otherwise than on the day of the agreement."""
    app, seen = assessment.app, assessment.seen
    if not app.store.as_of_dates()[0] <= agreed_on < seen.as_of:
        return None
    then = app.store.snapshot(agreed_on, assessment.view.scope)
    before = inputs_behind(then, items, agreed_on)
    now = inputs_behind(seen, items, agreed_on)
    told = changes_words(changed_inputs(before, now), Facts(seen))
    return say("Since then {told}.", told=told) if told else None


def _worth(assessment: Assessment) -> Statement:
    """Say whether a change is worth asking people for; the same for everybody who asks."""
    full, policy = assessment.view.full, assessment.app.policy
    effect = agreed_change(full, assessment.whole_ranking)
    if effect.before == effect.after:
        return Statement(text="There is nothing to agree anew.")
    record = Record(full, policy, assessment.whole_ranking)
    facts = Facts(assessment.seen)
    least = facts.of(
        "policy",
        "least gain of a new order",
        policy.limit("agreed_order_gain_percent"),
        Unit.PERCENT,
    )
    return _judged(weigh_order(assessment.app, effect, record), facts, say("{least}", least=least))


def _judged(weighed: Weighed, facts: Facts, least: Statement) -> Statement:
    weighing = weighed.weighing
    if not weighed.is_worthwhile:
        return say(
            "It stands: a change would save less than {least} of what waiting costs.", least=least
        )
    if weighed.unanswered is not None:
        which = facts.of(
            f"proposals:{weighed.unanswered.id}", "id", weighed.unanswered.id, Unit.NAME
        )
        return say(
            "It stands: nothing has changed that answers why {which} was turned down.", which=which
        )
    needs = needs_words(weighing.needs, facts)
    if needs:
        return say("It is worth agreeing anew: {needs}.", needs=needs[:_NAMED])
    if weighing.needs:
        return Statement(text="It is worth agreeing anew: something of it no longer holds.")
    return say(
        "It is worth agreeing anew: a change saves {least} of what waiting costs, or more.",
        least=least,
    )
