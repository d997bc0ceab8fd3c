"""A place outside that does everything a network can do to a sender, in virtual time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from assistant.governance.delivery import (
    Accepted,
    Answer,
    Habits,
    LookUp,
    Message,
    NoAnswer,
    TryLater,
)
from assistant.ports.publisher import Publisher

START = datetime(2026, 11, 16, 8, tzinfo=UTC)
SETTLES = timedelta(seconds=60)


class Crash(BaseException):
    """The worker's process is gone."""


@dataclass
class VirtualClock:
    """Time that passes only when something takes it."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class HostilePublisher:
    """Counts every arrival: it does not drop a second one by its key. Gets tired of being hostile."""

    chance: random.Random
    clock: VirtualClock
    can_look_up: bool = True
    faults: int = 8
    arrivals: dict[str, list[datetime]] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    @property
    def habits(self) -> Habits:
        return Habits(can_look_up=self.can_look_up, settles_within=SETTLES)

    def place(self, named: str, title: str) -> str:
        return f"hostile:{named}/{title}"

    def beside(self, place: str, title: str) -> str:
        return f"{place}+{title}"

    def at(self, place: str) -> Publisher:
        return self

    def publish(self, message: Message) -> Answer:
        self.clock.pass_by(self.chance.choice((0.1, 3, 200)))
        ways = [self._well]
        if self.faults > 0:
            self.faults -= 1
            ways = [
                self._well,
                self._accept_then_fail,
                self._too_many_requests,
                self._arrive_late,
                self._time_out,
                self._crash_before,
                self._crash_after,
            ]
            if self.can_look_up:
                ways += [self._accept_then_drop, self._accept_and_arrive_late]
        answer = self.chance.choice(ways)(message.id)
        self.answers.append(answer)
        return answer

    def look_up(self, message: Message) -> LookUp:
        self.clock.pass_by(self.chance.choice((0.1, 2)))
        if self.faults > 0 and self.chance.random() < 0.4:
            self.faults -= 1
            if self.chance.random() < 0.3:
                raise Crash
            return LookUp.NO_ANSWER
        if not self.can_look_up:
            return LookUp.NO_ANSWER
        return LookUp.FOUND if self.arrived(message.id) else LookUp.ABSENT

    def arrived(self, key: str) -> int:
        """How often a message is there by now."""
        return sum(when <= self.clock.now() for when in self.arrivals.get(key, ()))

    def _arrive(self, key: str, seconds: float = 0) -> None:
        self.arrivals.setdefault(key, []).append(self.clock.now() + timedelta(seconds=seconds))

    def _well(self, key: str) -> Answer:
        self._arrive(key)
        return Accepted()

    def _accept_then_fail(self, key: str) -> Answer:
        self._arrive(key)
        return NoAnswer()

    def _accept_then_drop(self, key: str) -> Answer:
        return Accepted()

    def _accept_and_arrive_late(self, key: str) -> Answer:
        self._arrive(key, self.chance.uniform(1, 59))
        return Accepted()

    def _too_many_requests(self, key: str) -> Answer:
        return TryLater(after=self.chance.choice((None, timedelta(seconds=30))))

    def _arrive_late(self, key: str) -> Answer:
        self._arrive(key, self.chance.uniform(1, 59))
        return NoAnswer()

    def _time_out(self, key: str) -> Answer:
        return NoAnswer()

    def _crash_before(self, key: str) -> Answer:
        raise Crash

    def _crash_after(self, key: str) -> Answer:
        self._arrive(key, self.chance.choice((0, 30)))
        raise Crash
