"""The record in one sentence or two, losses included."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.governance.scoreboard.scored import JUDGED, Scored, ScoredKind, Tally, Verdict
from assistant.portfolio.facts import Facts
from assistant.values import Fact, Statement, Unit, say

_ADVISED = (ScoredKind.ADVICE, ScoredKind.ORDER)


def scoreboard_headline(
    scored: Collection[Scored], tallies: Sequence[Tally], facts: Facts
) -> Statement:
    """Say how much advice held, what was lost, and how many of the surest dates held."""
    judged = [each for each in scored if each.kind in _ADVISED and each.verdict in JUDGED]
    told = [
        *([_advice(judged, facts)] if judged else []),
        *(each.statement for each in tallies[:1]),
    ]
    if not told:
        return Statement(text="Nothing I advised or forecast can be judged yet.")
    if len(told) == 1:
        return told[0]
    return say("{advice} {forecasts}", advice=told[0], forecasts=told[1])


def _advice(judged: Sequence[Scored], facts: Facts) -> Statement:
    held = [each for each in judged if each.verdict is Verdict.HELD]

    def count(measure: str, number: int) -> Fact:
        return facts.of("scoreboard", measure, number, Unit.COUNT)

    said = say(
        "Of {given} [piece|pieces] of advice, {held} held",
        given=count("advice judged", len(judged)),
        held=count("advice held", len(held)),
    )
    lost = sum(each.taken is False for each in held)
    if lost:
        text = "{said} ({lost} of them good advice that was not taken)"
        said = say(text, said=said, lost=count("good advice lost", lost))
    wrong = len(judged) - len(held)
    if not wrong:
        return say("{said}.", said=said)
    return say("{said} and {wrong} did not.", said=said, wrong=count("advice wrong", wrong))
