"""How good forecasts were: those that were given and noted, and those tried again on the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.figures import rounded
from assistant.planning.forecast.backtest import (
    CountTrial,
    PastDays,
    Replayed,
    hits,
)
from assistant.planning.forecast.chance_words import ChanceWords
from assistant.planning.forecast.outlook import EVEN, SURE, ForecastRecord, HitRate, Tried
from assistant.planning.forecast.subject import EVERYTHING, Subject
from assistant.planning.forecast.weekly_flow import weekly_flow
from assistant.planning.forecast.wilson import wilson
from assistant.policy import Policy
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Fact, Statement, Unit, say

_EVER = 10_000
"""Weeks; all of the past."""

_OUTCOMES = (DecisionState.KEPT, DecisionState.MISSED)


def forecast_record(facts: Facts, policy: Policy, subject: Subject) -> ForecastRecord:
    """Return the record of one subject's forecasts, as its reader may see it."""
    return _Record(facts, policy, subject).record()


def record_in_short(facts: Facts, policy: Policy, everything: Subject) -> tuple[Statement, ...]:
    """Return how often days given at the higher chance held: of the pace, and of what was noted."""
    rates = forecast_record(facts, policy, everything).rates
    return tuple(
        rate.statement for rate in rates if rate.at == SURE and rate.what is not Tried.COUNTS
    )


class _Record:
    def __init__(self, facts: Facts, policy: Policy, subject: Subject) -> None:
        snapshot = facts.snapshot
        self._facts = facts
        self._subject = subject
        self._minimum = int(policy.limit("forecast_record_minimum"))
        holidays = WorkingDays.of(snapshot).holidays
        flow = weekly_flow(subject.items, snapshot.as_of, _EVER)
        cells = [(WorkItem, key, "finished") for key in flow.keys]
        self._words = ChanceWords(facts, f"{subject.name}:record", cells)
        replayed = Replayed(
            past=_past(subject, flow.mondays),
            window=int(policy.limit("forecast_window_weeks")),
            least_weeks=int(policy.limit("forecast_minimum_weeks")),
            least_items=int(policy.limit("forecast_minimum_items")),
            holidays=holidays,
        )
        self._dates = list(replayed.date_trials()) if flow.mondays else []
        self._counts = list(replayed.count_trials()) if flow.mondays else []

    def record(self) -> ForecastRecord:
        facts = self._facts
        rates = tuple(self._rates())
        return ForecastRecord(
            as_of=facts.snapshot.as_of,
            revision=facts.snapshot.revision,
            subject=self._subject.name,
            headline=self._headline(rates),
            noted=tuple(self._told(each) for each in self._noted()),
            rates=rates,
            baseline=self._baseline(),
            assumptions=(_STRICT, _APART),
        )

    def _headline(self, rates: Sequence[HitRate]) -> Statement:
        first = next((rate for rate in rates if rate.what is Tried.DATES), None)
        if first is None:
            return Statement(
                text="Too little is finished to try forecasts on: there is no record yet."
            )
        return first.statement

    def _rates(self) -> Iterator[HitRate]:
        for percent in (SURE, EVEN):
            held = hits(self._dates, percent)
            if held:
                yield self._rate(Tried.DATES, percent, held)
        for percent in (SURE, EVEN):
            promised = ((_promised(each, percent), each.came) for each in self._counts)
            held = [came >= count for count, came in promised if count]
            if held:
                yield self._rate(Tried.COUNTS, percent, held)
        noted: dict[int, list[bool]] = {}
        for each in self._noted():
            if each.chance_percent is not None:
                held = noted.setdefault(int(each.chance_percent), [])
                held.append(each.state is DecisionState.KEPT)
        for percent in sorted(noted, reverse=True):
            yield self._rate(Tried.NOTED, percent, noted[percent])

    def _rate(self, what: Tried, percent: int, outcomes: Sequence[bool]) -> HitRate:
        held, trials = sum(outcomes), len(outcomes)
        words = self._words
        held_fact = words.count(f"{what} held at {percent}", held)
        trial_fact = words.count(f"{what} tried at {percent}", trials)
        low, high = (self._bound(what, percent, side, held, trials) for side in (0, 1))
        enough = trials >= self._minimum
        return HitRate(
            at=percent,
            what=what,
            hits=held_fact,
            trials=trial_fact,
            low=low,
            high=high,
            enough=enough,
            statement=say(
                f"Of {{trials}} {_WHAT[what]} at {{odds}}, {{held}} held. {{judged}}",
                trials=trial_fact,
                odds=words.odds(percent),
                held=held_fact,
                judged=_judged(percent, low, high) if enough else self._too_few(low, high),
            ),
        )

    def _bound(self, what: Tried, percent: int, side: int, held: int, trials: int) -> Fact:
        bound = rounded(100 * wilson(held, trials)[side]).quantize(Decimal(1))
        name = f"{what} at {percent} hold {'at most' if side else 'at least'}"
        return self._facts.of(
            f"{self._subject.name}:record",
            name,
            bound,
            Unit.PERCENT,
            arithmetic=f"Wilson interval of {held} ÷ {trials}",
        )

    def _too_few(self, low: Fact, high: Fact) -> Statement:
        return say(
            "Not enough to judge: it takes {minimum}; so far anything from {low} to {high} fits.",
            minimum=self._facts.of("policy", "record minimum", self._minimum, Unit.COUNT),
            low=low,
            high=high,
        )

    def _baseline(self) -> Statement | None:
        """Say how far off the middle day was, beside the plain mean of the same weeks."""
        told = [
            (each.came, each.even, each.mean_day)
            for each in self._dates
            if each.even is not None and each.came is not None
        ]
        if not told:
            return None
        ours = sum(abs((came - even).days) for came, even, _ in told) / len(told)
        mean = sum(abs((came - day).days) for came, _, day in told) / len(told)
        held = sum(came <= day for came, _, day in told)
        subject = f"{self._subject.name}:record"
        return say(
            "The middle day was off by {ours} on average, the plain mean of the same weeks by "
            "{mean}; the mean's day would have held {held} of {trials} times.",
            ours=self._facts.of(subject, "middle day off", rounded(ours), Unit.DAYS),
            mean=self._facts.of(subject, "mean day off", rounded(mean), Unit.DAYS),
            held=self._words.count("mean's days held", held),
            trials=self._words.count("days compared", len(told)),
        )

    def _noted(self) -> Iterator[Decision]:
        """Yield the forecasts that were noted and have come out; all, or the subject's own."""
        for each in self._facts.snapshot.all(Decision):
            is_out = each.kind is DecisionKind.FORECAST and each.state in _OUTCOMES
            if is_out and self._is_about(each):
                yield each

    def _is_about(self, noted: Decision) -> bool:
        items = {item.key for item in self._subject.items}
        everything = self._subject.name == EVERYTHING
        return (
            everything
            or self._subject.project in noted.projects
            or items & {*noted.items} != set()
        )

    def _told(self, noted: Decision) -> Statement:
        facts, key = self._facts, noted.key
        what = say("“{name}”", name=facts.name(Decision, key))
        if noted.chance_percent is not None:
            what = say(
                "{what} ({odds})", what=what, odds=self._words.odds(int(noted.chance_percent))
            )
        held = "it held" if noted.state is DecisionState.KEPT else "it did not hold"
        if noted.outcome_on is None:
            return say(f"{{what}}: {held}.", what=what)
        day = facts.cell(Decision, key, "outcome_on", Unit.DATE)
        return say(f"{{what}}: {held}, {{day}}.", what=what, day=day)


_WHAT = {
    Tried.DATES: "[day|days] that would have been given",
    Tried.COUNTS: "[count|counts] that would have been given",
    Tried.NOTED: "noted [forecast|forecasts]",
}

_STRICT = Statement(
    text="Each was computed from what was finished before its day, by the same method, window and "
    "limits as today; finish days are taken as they stand now."
)
_APART = Statement(
    text="A forecast starts only after the one before has come out, so no outcome counts twice. "
    "Counts of nothing promise nothing and are left out."
)


def _judged(percent: int, low: Fact, high: Fact) -> Statement:
    """Say whether forecasts at a chance hold as often as they say."""
    below, above = (bound.value for bound in (low, high))
    if isinstance(above, Decimal) and above < percent:
        words = "That is too hopeful: hold back a little more"
    elif isinstance(below, Decimal) and below > percent:
        words = "That is too careful: sooner would have been safe"
    else:
        words = "That fits what was said"
    return say(f"{words} (true rate {{low}} to {{high}}).", low=low, high=high)


def _promised(trial: CountTrial, percent: int) -> int:
    return trial.even if percent == EVEN else trial.sure


def _past(subject: Subject, mondays: Sequence[date]) -> PastDays:
    """Return the finish days of a subject up to the week of today."""
    done = (item for item in subject.items if item.category is StatusCategory.DONE)
    days = sorted(item.finished for item in done if item.finished is not None)
    first = mondays[0] if mondays else date.max
    end = mondays[-1] + timedelta(weeks=1) if mondays else date.max
    return PastDays(first, tuple(day for day in days if day < end), end)
