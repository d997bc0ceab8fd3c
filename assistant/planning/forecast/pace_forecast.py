"""What a group's own pace says: when its open items are done, and how many by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.chance_words import ChanceWords
from assistant.planning.forecast.growth import NetPace
from assistant.planning.forecast.outlook import EVEN, SURE, Basis, CountForecast, DateForecast
from assistant.planning.forecast.pace import Pace, coming_weeks
from assistant.planning.forecast.subject import Subject
from assistant.planning.forecast.sums import low_count
from assistant.planning.forecast.weekly_flow import weekly_flow
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_TOO_FAR = "too far off to say"
_BOTH = (EVEN, SURE)


class PaceForecast:
    """Forecasts one subject from what was finished of it week by week."""

    def __init__(self, facts: Facts, policy: Policy, subject: Subject) -> None:
        snapshot = facts.snapshot
        line = WorkingDays.of(snapshot)
        most = int(policy.limit("forecast_window_weeks"))
        self._facts = facts
        self._subject = subject
        self._flow = weekly_flow(subject.items, snapshot.as_of, most, line.holidays)
        self._enough = (
            int(policy.limit("forecast_minimum_weeks")),
            int(policy.limit("forecast_minimum_items")),
        )
        self._weeks = coming_weeks(line)
        cells = [(WorkItem, key, "finished") for key in self._flow.keys]
        self._words = ChanceWords(facts, f"{subject.name}:pace", cells)

    @property
    def is_known(self) -> bool:
        """Whether there is enough of a past to judge by."""
        weeks, items = self._enough
        return self._flow.weeks >= weeks and self._flow.total >= items

    def too_little(self) -> Statement:
        """Say that the past is too short, and how short."""
        if not self._flow.weeks:
            return Statement(
                text="Nothing of it was finished on a known day, so there is no pace to go by."
            )
        if not self._flow.total:
            return say(
                "Nothing of it was finished in {weeks}, so there is no pace to go by.",
                weeks=self._span(),
            )
        return say(
            "Only {finished} finished in {weeks}: too little to judge by pace.",
            finished=self._finished(),
            weeks=self._span(),
        )

    def dates(self) -> Iterator[DateForecast]:
        """Yield when the open items are done: those of today, then with what still arrives."""
        count = len(self._subject.open_keys)
        if not count:
            return
        even, sure = Pace(self._flow.finished, self._weeks).done_by(count, _BOTH)
        yield self._dated(Basis.PACE, even, sure, "Pace: ")
        if self._flow.arrived.sum():
            net = NetPace(self._flow.finished, self._flow.arrived, self._weeks)
            even, sure = net.empty_by(count, _BOTH)
            yield self._dated(
                Basis.PACE_WITH_GROWTH, even, sure, "Pace, if new work arrives as it did: "
            )

    def counted_by(self, day: date) -> CountForecast:
        """Return how many of the open items are done by a day."""
        chances = Pace(self._flow.finished, self._weeks).count_by(
            day, len(self._subject.open_keys)
        )
        words = self._words
        even = words.count(f"done by {day} at {EVEN}", low_count(chances, EVEN))
        sure = words.count(f"done by {day} at {SURE}", low_count(chances, SURE))
        return CountForecast(
            basis=Basis.PACE,
            by=self._facts.of("asked", f"day {day}", day, Unit.DATE),
            open=self._subject.open_count(self._facts),
            even=even,
            sure=sure,
            statement=say("Pace: {chances}.", chances=words.at_least(even, sure)),
        )

    def rests_on(self) -> Statement:
        """Say what the pace was read from."""
        return say(
            "Pace: {finished} finished and {arrived} new in the last {weeks}, week by week, weeks "
            "without any too; recent weeks count most. Freeze weeks count as worked, holidays do "
            "not.",
            finished=self._finished(),
            arrived=self._words.count("new items in the window", int(self._flow.arrived.sum())),
            weeks=self._span(),
        )

    def _dated(
        self, basis: Basis, even: date | None, sure: date | None, begin: str
    ) -> DateForecast:
        words = self._words
        first = words.day(f"{basis} at {EVEN}", even)
        last = words.day(f"{basis} at {SURE}", sure)
        chances = words.by_days(first, last, _TOO_FAR)
        return DateForecast(
            basis=basis,
            open=self._subject.open_count(self._facts),
            even=first,
            sure=last,
            statement=say(f"{begin}{{chances}}.", chances=chances),
        )

    def _finished(self) -> Fact:
        return self._words.count("finished items in the window", self._flow.total)

    def _span(self) -> Fact:
        weeks = self._flow.weeks
        return self._facts.of(f"{self._subject.name}:pace", "weeks", weeks, Unit.WEEKS)
