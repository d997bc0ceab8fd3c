"""How many forecasts held, by the chance they were given at, and how sure that makes anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.governance.scoreboard.decisions import odds
from assistant.governance.scoreboard.exact_interval import exact_interval
from assistant.governance.scoreboard.scored import Tally
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.values import Fact, Statement, Unit, say

_SUBJECT = "scoreboard"


def tallies(outcomes: Mapping[int, Sequence[bool]], facts: Facts, policy: Policy) -> list[Tally]:
    """Return a tally for each chance (of a hundred → whether each forecast held), highest first."""
    least = int(policy.limit("forecast_record_minimum"))
    return [_tally(at, outcomes[at], facts, least) for at in _by_chance(outcomes)]


def _by_chance(outcomes: Mapping[int, Sequence[bool]]) -> Iterator[int]:
    yield from (at for at in sorted(outcomes, reverse=True) if outcomes[at])


def _tally(at: int, outcomes: Sequence[bool], facts: Facts, least: int) -> Tally:
    held, given = sum(outcomes), len(outcomes)
    low, high = exact_interval(held, given)
    slots = {
        "held": facts.of(_SUBJECT, f"held at {at}", held, Unit.COUNT),
        "given": facts.of(_SUBJECT, f"given at {at}", given, Unit.COUNT),
        "low": _percent(facts, at, "at least", low, (held, given)),
        "high": _percent(facts, at, "at most", high, (held, given)),
    }
    enough = given >= least
    return Tally(at=at, enough=enough, statement=_told(at, slots, facts, least, enough), **slots)


def _percent(facts: Facts, at: int, side: str, share: float, counted: tuple[int, int]) -> Fact:
    percent = Decimal(str(100 * share)).quantize(Decimal(1))
    how = f"Clopper–Pearson interval of {counted[0]} ÷ {counted[1]}"
    return facts.of(_SUBJECT, f"{at} holds {side}", percent, Unit.PERCENT, arithmetic=how)


def _told(
    at: int,
    slots: Mapping[str, Fact],
    facts: Facts,
    least: int,
    enough: bool,  # noqa: FBT001 - told once, by its name
) -> Statement:
    judged = _fits(at, slots) if enough else _too_few(slots, facts, least)
    return say(
        "Of {given} [date|dates] I gave at {odds}, {held} held{judged}.",
        given=slots["given"],
        odds=odds(facts, at),
        held=slots["held"],
        judged=judged,
    )


def _too_few(slots: Mapping[str, Fact], facts: Facts, least: int) -> Statement:
    return say(
        " (too few to judge: that takes {least}; anything from {low} to {high} fits)",
        least=facts.of("policy", "record minimum", least, Unit.COUNT),
        low=slots["low"],
        high=slots["high"],
    )


def _fits(at: int, slots: Mapping[str, Fact]) -> Statement:
    low, high = (Decimal(str(slots[side].value)) for side in ("low", "high"))
    words = "that fits what I said"
    if high < at:
        words = "that was too hopeful"
    elif low > at:
        words = "that was too careful"
    return say(f": {words} (true rate {{low}} to {{high}})", low=slots["low"], high=slots["high"])
