"""Whether forecasts from the pace of a series of finished items come true, week after week."""

from __future__ import annotations

import math
import sys
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from assistant.errors import BadSource
from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.forecast.pace import Pace, coming_weeks
from assistant.planning.forecast.sums import SLIVER, Chances, Counts, low_count, observed
from assistant.planning.forecast.wilson import wilson
from assistant.policy import default_policy
from evals.benchmarks.checking.paces import is_right
from evals.benchmarks.instances.release_freeze import FILE, resolved_days

ITEMS = (5, 10, 20, 40)
"""For so many items a day is forecast."""

WEEKS = (1, 2, 4, 8)
"""For so many weeks a count is forecast."""

_LEVELS = (50, 85)
_WEEK = timedelta(weeks=1)
_HORIZON = 104


_TAUS = (0.1, 0.5, 0.9)
_FEWEST_WEEKS = 16
_PATHS = 2_000
_CHECKED = 10
"""The day for so many items is checked, from every Monday."""

_SEED = 20261122


class _Ours:
    """The product's forecast."""

    def __init__(self, past: Counts, monday: date) -> None:
        line = WorkingDays(monday, frozenset())
        self._monday = monday
        self._pace = Pace(past, coming_weeks(line, _HORIZON))
        self._most = 4 * max(WEEKS) * int(past.max() + 1)

    def days(self, items: int) -> list[date | None]:
        return self._pace.done_by(items, _LEVELS)

    def count_chances(self, weeks: int) -> Chances:
        return self._pace.count_by(self._monday + weeks * _WEEK - timedelta(days=1), self._most)


class _Drawn:
    """The usual way: the weeks of the same window drawn at random, one by one, many times."""

    def __init__(self, past: Counts, monday: date) -> None:
        rng = np.random.default_rng([_SEED, monday.toordinal()])
        self._monday = monday
        self._done = rng.choice(past, size=(_PATHS, _HORIZON)).cumsum(axis=1)

    def days(self, items: int) -> list[date | None]:
        weeks = np.sort((self._done < items).sum(axis=1))
        found = (int(weeks[math.ceil(_PATHS * level / 100) - 1]) for level in _LEVELS)
        friday = self._monday + timedelta(days=4)
        return [friday + week * _WEEK if week < _HORIZON else None for week in found]

    def count_chances(self, weeks: int) -> Chances:
        return observed(self._done[:, weeks - 1])


@dataclass
class _Score:
    """Hits and losses of one way of forecasting."""

    days: dict[int, list[bool]] = field(default_factory=lambda: {level: [] for level in _LEVELS})
    by_items: dict[int, list[bool]] = field(default_factory=lambda: {n: [] for n in ITEMS})
    counts: dict[int, list[bool]] = field(default_factory=lambda: {level: [] for level in _LEVELS})
    inside: list[bool] = field(default_factory=list)
    loss: list[float] = field(default_factory=list)

    def add_days(self, items: int, given: Sequence[date | None], came: date) -> None:
        for level, day in zip(_LEVELS, given, strict=True):
            self.days[level].append(day is None or came <= day)
        self.by_items[items].append(self.days[_LEVELS[-1]][-1])

    def add_count(self, chances: Chances, came: int) -> None:
        for level in _LEVELS:
            self.counts[level].append(came >= low_count(chances, level))
        low, middle, high = (_quantile(chances, tau) for tau in _TAUS)
        self.inside.append(low <= came <= high)
        losses = zip(_TAUS, (low, middle, high), strict=True)
        self.loss.append(fmean(_pinball(tau, given, came) for tau, given in losses))

    def figures(self) -> dict[str, Any]:
        return {
            "coverage_p85": _percent(self.days[85]),
            "coverage_p50": _percent(self.days[50]),
            "coverage_p85_by_items": {n: _percent(hits) for n, hits in self.by_items.items()},
            "count_coverage_p85": _percent(self.counts[85]),
            "count_coverage_p50": _percent(self.counts[50]),
            "coverage_80_interval": _percent(self.inside),
            "pinball_loss": round(fmean(self.loss), 3) if self.loss else None,
        }


def coverage(folder: Path, limit: int | None = None) -> dict[str, Any]:
    """Return how often forecasts of the second half of a folder's weeks came true."""
    begin = time.perf_counter()
    days = resolved_days(folder)
    first = days[0] - timedelta(days=days[0].weekday())
    counts = np.bincount([(day - first).days // 7 for day in days])[:-1].astype(np.int64)
    if len(counts) < _FEWEST_WEEKS:
        raise BadSource(
            f"Its issues span {len(counts)} full weeks.",
            file=FILE,
            remedy=f"It takes {_FEWEST_WEEKS} to learn from one half and try the other.",
        )
    half = len(counts) // 2
    origins = range(half, len(counts))
    chosen = [origins[n * len(origins) // limit] for n in range(limit)] if limit else origins
    ours, drawn_weeks = _Score(), _Score()
    verified = 0
    for number, origin in enumerate(chosen, start=1):
        sys.stderr.write(f"\r{number} of {len(chosen)} Mondays")
        verified += _try(origin, counts, days, first, (ours, drawn_weeks))
    sys.stderr.write("\n")
    sure = ours.days[85]
    low, high = wilson(sum(sure), len(sure)) if sure else (0.0, 1.0)
    figures = ours.figures()
    share = figures["coverage_p85"]
    return {
        "instances": len(chosen),
        "feasible": verified,
        "proved": 0,
        "mean_gap_percent": None if share is None else round(abs(share - 85), 1),
        "seconds": round(time.perf_counter() - begin, 3),
        "weeks": len(counts),
        "trained_on_weeks": half,
        "trials": len(sure),
        **figures,
        "coverage_p85_bounds_if_independent": [round(100 * low, 1), round(100 * high, 1)],
        "baseline_drawn_weeks": drawn_weeks.figures(),
    }


def _try(
    origin: int, counts: Counts, days: Sequence[date], first: date, scores: Sequence[_Score]
) -> bool:
    """Forecast from one Monday on, in both ways, and note what came; say whether ours is right."""
    window = int(default_policy().limit("forecast_window_weeks"))
    monday = first + origin * _WEEK
    past = counts[max(origin - window, 0) : origin]
    done = bisect_left(days, monday)
    ways: tuple[_Ours | _Drawn, ...] = (_Ours(past, monday), _Drawn(past, monday))
    for way, score in zip(ways, scores, strict=True):
        for items in ITEMS:
            if done + items <= len(days):
                score.add_days(items, way.days(items), days[done + items - 1])
        for weeks in WEEKS:
            if origin + weeks <= len(counts):
                came = int(counts[origin : origin + weeks].sum())
                score.add_count(way.count_chances(weeks), came)
    given = ways[0].days(_CHECKED)[-1]
    return given is not None and is_right(past.tolist(), monday, _CHECKED, given, 0.85)


def _percent(hits: Sequence[bool]) -> float | None:
    return round(100 * fmean(hits), 1) if hits else None


def _quantile(chances: Chances, tau: float) -> int:
    return int(np.searchsorted(chances.cumsum(), tau - SLIVER))


def _pinball(tau: float, given: int, came: int) -> float:
    """Return the loss that is least, on average, where `given` is the quantile (Koenker, 1978)."""
    return (came - given) * tau if came >= given else (given - came) * (1 - tau)
