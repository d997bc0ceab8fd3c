"""What would follow if a proposal were approved today, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import NotFound
from assistant.governance.effects import ChangePolicy, DecideScenario, SettleConflict
from assistant.governance.proposal import Proposal, ProposalState
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.usecases.compare_policies import Turn
from assistant.usecases.governed import known_proposal
from assistant.usecases.propose_policy import try_change
from assistant.usecases.run_scenario import run_scenarios
from assistant.usecases.settle_conflict import find_conflict
from assistant.values import Statement, Unit, Value, say

_SHOWN = 5
"""Dates that are told for each scenario, those that move most first."""


class Foreseen(Value):
    """What would follow, under a heading."""

    heading: str
    statements: tuple[Statement, ...]


def foresee(assessment: Assessment, proposal_id: str) -> Foreseen | None:
    """Return what would follow from a proposal; None where its words and details say it all.

    It is computed anew for whoever reads, so it holds nothing that they may not see. NotFound where
    there is no such proposal.
    """
    proposal = known_proposal(assessment.app, proposal_id, assessment.view)
    if proposal.state is not ProposalState.PENDING:
        return None
    found = _of(assessment, proposal)
    if found is None:
        return None
    heading, statements = found
    return Foreseen(heading=heading, statements=tuple(statements))


def _of(assessment: Assessment, proposal: Proposal) -> tuple[str, Iterator[Statement]] | None:
    effect = proposal.effect
    if isinstance(effect, ChangePolicy):
        return "What it would find today", _found(assessment, effect)
    if isinstance(effect, DecideScenario):
        return "What would move", _moved(assessment, effect)
    if isinstance(effect, SettleConflict):
        return "The ways out", _ways_out(assessment, effect)
    return None


def _found(assessment: Assessment, effect: ChangePolicy) -> Iterator[Statement]:
    turned = try_change(assessment, effect).turned
    words = {
        Turn.APPEARS: "Would appear: {what}",
        Turn.VANISHES: "Would vanish: {what}",
        Turn.CHANGES: "Would change: {what}",
    }
    for each in turned:
        yield say(words[each.turn], what=each.headline)
    if not turned:
        yield Statement(text="Nothing that is found today would be different.")


def _moved(assessment: Assessment, effect: DecideScenario) -> Iterator[Statement]:
    facts = Facts(assessment.seen)
    for outcome in run_scenarios(assessment, [part.phrase for part in effect.parts]).scenarios:
        phrase = facts.of("scenario", outcome.name, outcome.name, Unit.TEXT)
        yield say("If {phrase}: {headline}", phrase=phrase, headline=outcome.headline)
        yield from (each.statement for each in outcome.promises)
        yield from (each.statement for each in (*outcome.later, *outcome.earlier)[:_SHOWN])
        yield from outcome.overloads
        yield from outcome.notes


def _ways_out(assessment: Assessment, effect: SettleConflict) -> Iterator[Statement]:
    try:
        review = find_conflict(assessment, effect.person).review
    except NotFound:
        yield Statement(text="What each way out costs is told to the leads of whom it is about.")
        return
    yield review.headline
    yield from (way.statement for way in review.options)
    yield from review.limits
