"""Days in a question: “this week”, “since last Monday”, “in December”, “before the freeze”.

Everything is relative to the snapshot's day. A day without a year is the one next to come, or the
last one in a question about the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.graph.understanding.calendar_words import LENGTH, PATTERNS, Calendar, length_of
from assistant.graph.understanding.days import Length, When
from assistant.portfolio.organisation import Freeze


@dataclass(frozen=True, slots=True)
class Times:
    """Every time a question names."""

    whens: tuple[When, ...] = ()
    lengths: tuple[Length, ...] = ()

    @property
    def start(self) -> date | None:
        """The first day asked about, where one is named."""
        return next((each.start for each in self.whens if each.start is not None), None)

    @property
    def end(self) -> date | None:
        """The last day asked about, where one is named."""
        return next((each.end for each in reversed(self.whens) if each.end is not None), None)

    def spans(self) -> list[tuple[int, int]]:
        """Return the characters that times are named in."""
        whens = [(each.begin, each.finish) for each in self.whens]
        return whens + [(each.begin, each.finish) for each in self.lengths]


def find_times(text: str, today: date, freezes: Sequence[Freeze] = (), *, is_past: bool) -> Times:
    """Return the days and stretches that a text names, in the order of the text."""
    calendar = Calendar(today, tuple(freezes), is_past)
    taken: list[tuple[int, int]] = []
    whens: list[When] = []
    lengths: list[Length] = []
    low = text.casefold()
    for pattern, meaning in PATTERNS:
        for found in pattern.finditer(low):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if pattern is LENGTH:
                lengths.append(length_of(found))
            else:
                when = meaning(calendar, found)
                if when is None:
                    continue
                whens.append(when)
            taken.append(found.span())
    whens.sort(key=lambda each: each.begin)
    return Times(_joined(whens), tuple(sorted(lengths, key=lambda each: each.begin)))


def _joined(whens: Sequence[When]) -> tuple[When, ...]:
    """Return the days with “from … to …” in one, the first half's end and second's start dropped."""
    found: list[When] = []
    for each in whens:
        last = found[-1] if found else None
        if last is not None and last.role in {"from", "between", "since"} and each.role in _ENDING:
            found[-1] = When(last.start, each.end, last.begin, each.finish, "from")
        else:
            found.append(each)
    return tuple(found)


_ENDING = {"", "to", "until", "till", "til", "through", "by", "and", "up to"}
